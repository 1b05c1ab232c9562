import Foundation
import ModQEvent
import Testing

@testable import ModQueue

/// Every line of an input comes once and in its order.
struct FeedTests {
  @Test(arguments: [1, 15, 16, 127, 128, 129, 500])
  func howeverOftenItIsAskedWhetherALineIsReady(count: Int) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("feed-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = (1...count).map {
      #"{"type":"comment","id":"c\#($0)","thread":"t","nick":"太郎","body":"話 \#($0)"}"# + "\n"
    }
    try Data(lines.joined().utf8).write(to: file)
    var reader = try LineReader(path: file.path)
    var feed = Feed(rules: { nil }, now: { .earliest })
    defer { feed.close() }
    var ids: [String] = []
    while true {
      _ = feed.isReady(within: 0)
      while !feed.isReady(within: 1) {}
      guard feed.isReady(within: 0), feed.hasLine(from: &reader) else { break }
      let number = try feed.next { (_, prepared, _, _) throws(Refusal) in
        if let event = try prepared.event?.get() { ids.append(event.id) }
      }
      #expect(number == ids.count)
    }
    #expect(ids == (1...count).map { "c\($0)" })
  }
}

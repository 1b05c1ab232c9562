import Foundation
import ModQEvent
import Testing

@testable import modq_bench

struct PeerTextsTests {
  @Test func eachPeerHasTheFirstOfTheSameComments() throws {
    let manager = FileManager.default
    let parent = manager.temporaryDirectory.appendingPathComponent("modq-peers-\(UUID().uuidString)").path
    try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: parent) }
    try Workplace.with(in: parent) { place in
      let texts = try PeerTexts(count: 300, from: nil, or: SyntheticEvents.Shape(count: 700), in: place)
      let lines = try TextFile.read(texts.events).split(separator: "\n")
      #expect(lines.count == 300)
      #expect(try TextFile.read(texts.firstEvent) == lines[0] + "\n")
      let bodies = try lines.map { line in
        try #require(EventDecoder.decode(line: Array(line.utf8)).comment?.body)
      }
      for (folder, count) in [(texts.someMails, 30), (texts.fewMails, 3), (texts.firstMail, 1)] {
        let mails = try manager.contentsOfDirectory(atPath: folder)
        #expect(Set(mails) == Set((0..<count).map { "\($0).eml" }))
        for number in 0..<count {
          let mail = try TextFile.read("\(folder)/\(number).eml")
          #expect(mail.hasSuffix("\n\n\(bodies[number])\n"))
        }
      }
    }
  }

  @Test func tooFewCommentsAreAnError() throws {
    let manager = FileManager.default
    let parent = manager.temporaryDirectory.appendingPathComponent("modq-peers-\(UUID().uuidString)").path
    try manager.createDirectory(atPath: parent, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: parent) }
    let file = parent + "/events.jsonl"
    _ = try EventFile(SyntheticEvents.Shape(count: 50), to: file)
    #expect {
      try Workplace.with(in: parent) { place in
        _ = try PeerTexts(count: 200, from: file, or: SyntheticEvents.Shape(count: 1), in: place)
      }
    } throws: { "\($0)".hasSuffix("comments: use fewer --texts") }
  }
}

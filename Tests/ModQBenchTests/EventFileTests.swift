import Foundation
import ModQEvent
import Testing

@testable import modq_bench

struct EventFileTests {
  @Test func aLineThatIsTooLongIsPassedOver() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-lines-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let long = String(repeating: "x", count: Bounds.lineBytes + 1)
    try Data("\(long)\none\n\(long)\ntwo\n".utf8).write(to: file)
    var reader = try LineReader(path: file.path)
    var lines: [String] = []
    while try reader.nextLine() {
      lines.append(reader.withLine { span in span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } })
    }
    #expect(lines == ["one", "two"])
    let events = try EventFile(existing: file.path)
    #expect(events.events == 2)
  }
}

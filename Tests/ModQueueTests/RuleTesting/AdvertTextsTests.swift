import Foundation
import ModQJudge
import Testing

/// The shipped rules on texts made up as Japanese adverts are written, half of them so that machines do not read them, and on
/// what readers say in the same words.
struct AdvertTextsTests {
  private struct Judged: Decodable {
    var verdict: String
  }

  /// A comment of a nickname of its own on a site of its own: nothing counts but the text.
  private static func line(_ text: String, _ number: Int) throws -> [UInt8] {
    let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    return Array(
      #"{"type":"comment","id":"c","site":"s\#(number)","thread":"t","nick":"読者\#(number)","at":\#(1_767_225_600_000 + number * 60_000),"body":\#(quoted)}"#
        .utf8)
  }

  /// Each line of a file with whether it is held.
  private static func judged(_ file: String) throws -> [(text: String, isHeld: Bool)] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "Texts/\(file)")
    let texts = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").map(String.init)
    let log = try TestLog(rules: try RuleSet.shipped())
    let lines = try log.check(try texts.enumerated().map { try line($1, $0) })
    try #require(lines.count == texts.count && texts.count > 150)
    return try zip(texts, lines).map { text, line in
      (text, try JSONDecoder().decode(Judged.self, from: Data(line.utf8)).verdict != "publish")
    }
  }

  /// The others wait for what moderators teach.
  @Test func nineInTenAdvertsAreHeld() throws {
    let judged = try Self.judged("adverts-ja.txt")
    let missed = judged.filter { !$0.isHeld }.map(\.text)
    #expect(10 * missed.count <= judged.count, "\(missed.joined(separator: "\n"))")
  }

  @Test func noneOfTheTalkIs() throws {
    #expect(try Self.judged("talk-ja.txt").filter(\.isHeld).map(\.text) == [])
  }
}

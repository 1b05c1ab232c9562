import SeededNumbers
import Testing

@testable import ModQEvent

/// Each reason, with its column and its whole sentence.
struct RefusalTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var line: String
    var column: Int
    var reason: Refusal.Reason
    var message: String

    init(_ line: String, _ column: Int, _ reason: Refusal.Reason, _ message: String) {
      self.line = line
      self.column = column
      self.reason = reason
      self.message = message
    }

    var testDescription: String { String(line.prefix(60)) }
  }

  static let arrival = Timestamp(milliseconds: 1_700_000_000_000)

  @Test(arguments: syntax + text + schema + values + times + decisions)
  func isRefused(_ example: Case) {
    #expect(
      throws: Refusal(column: example.column, reason: example.reason, message: example.message)
    ) {
      try decode(example.line, arrival: Self.arrival)
    }
  }

  @Test func everyReasonOfTheDecoderHasACase() {
    let shown = Set(
      (Self.syntax + Self.text + Self.schema + Self.values + Self.times + Self.decisions).map(\.reason))
    let elsewhere: Set<Refusal.Reason> = [.conflict, .unknownComment, .invalidUTF8]
    #expect(shown.union(elsewhere) == Set(Refusal.Reason.allCases))
  }

  @Test func invalidUTF8IsRefusedWhereItBegins() {
    let faults: [(bytes: [UInt8], offset: Int)] = [
      ([0xFF], 0), ([0x61, 0xC0, 0x80], 1), ([0xE3, 0x81], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF4, 0x90, 0x80, 0x80], 0),
      ([0x5C, 0x6E, 0xE3, 0x5C, 0x6E], 2), ([0xF0, 0x82, 0x82, 0xAC], 0),
    ]
    let front = Array(#"{"type":"delete","id":""#.utf8)
    for fault in faults {
      let expected = Refusal(
        column: front.count + fault.offset + 1, reason: .invalidUTF8,
        message: "not UTF-8 (write the line in UTF-8)")
      #expect(throws: expected, "\(fault.bytes)") {
        try EventDecoder.decode(line: front + fault.bytes + Array(#"","comment":"c1"}"#.utf8))
      }
    }
  }

  @Test func whatOnlyTheLogKnowsSaysWhatToDo() {
    #expect(
      Refusal.conflict(id: "c1")
        == Refusal(
          column: 1, reason: .conflict,
          message: #""c1" is in the log already, with other content (give a new event an id of its own)"#))
    #expect(
      Refusal.unknownComment("c9")
        == Refusal(
          column: 1, reason: .unknownComment,
          message: #""c9" is not a comment in the log (send the comment before its edit)"#))
  }

  @Test func foreignTextIsCutToFortyCodePoints() {
    let marks = String(repeating: "\u{301}", count: 1_000)
    #expect(Refusal.conflict(id: "a" + marks).message.unicodeScalars.count < 130)
    let long = String(repeating: "い", count: 41)
    #expect(
      Refusal.unknownComment(long).message
        == "\"" + String(repeating: "い", count: 40)
        + "…\" is not a comment in the log (send the comment before its edit)")
  }

  /// Whatever goes wrong with a line, what somebody said and where they are stays out of the message.
  @Test(arguments: 1...20)
  func noMessageRepeatsWhatSomebodySaid(seed: Int) throws {
    let line = Array(
      #"{"type":"report","id":"r1","comment":"c1","reporter":"Zarathustra","reason":"Zarathustra spoke","ip":"Zarathustra","email":["Zarathustra"],"x":{"Zarathustra":1},"body":"Zarathustra"}"#
        .utf8)
    let strokes = Array(#""\{}[],:0-.eztn"#.utf8) + [0x00, 0x0A, 0xC3, 0xFF]
    var random = SplitMix64(seed: seed)
    var refused = 0
    for _ in 0..<500 {
      var spoilt = line
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: spoilt.indices, using: &random)
        let stroke = strokes.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<3, using: &random) {
        case 0: spoilt.remove(at: place)
        case 1: spoilt.insert(stroke, at: place)
        default: spoilt[place] = stroke
        }
      }
      do throws(Refusal) {
        _ = try EventDecoder.decode(line: spoilt.span, arrival: Self.arrival)
      } catch {
        refused += 1
        #expect(
          !error.message.contains("arath"),
          "seed \(seed): \(String(decoding: spoilt, as: UTF8.self)): \(error.message)")
      }
    }
    #expect(refused > 400, "seed \(seed)")
  }

  @Test func columnsDoNotCountAByteOrderMark() {
    #expect(
      throws: Refusal(
        column: 2, reason: .badJSON,
        message:
          #"not JSON: where a key in double quotes should be, there is "x" (write one object of JSON a line)"#
      )
    ) {
      try decode("\u{FEFF}{x}")
    }
  }
}

import ModQEvent
import Testing

/// Copies as the engine sees them: who, where, when.
struct CopiesTests {
  private static let text = "この記事の筆者は何もわかっていない、資料を読み直せ"

  private static func log(_ events: [[UInt8]]) throws -> TestLog {
    let log = try TestLog(
      rules: try signalRules(["copies.own", "copies.authors"], on: "comment, reply, edit"))
    try log.ingest(events)
    return log
  }

  @Test func copiesAreToldByAuthorAndSiteAndTime() throws {
    let log = try Self.log([
      Line.comment("a", by: "甲", Self.text), Line.comment("b", by: "甲", Self.text + "！", thread: "t2"),
      Line.comment("c", by: "乙", Self.text, day: Line.minute(29)),
      Line.comment("d", by: "丙", Self.text, day: Line.minute(29), site: "other"),
      Line.comment("e", by: "", Self.text, day: Line.minute(31)),
      Line.comment("f", by: "", Self.text, day: Line.minute(32)),
      Line.comment("g", by: "甲", Self.text, day: Line.minute(33)),
      Line.comment("h", by: "甲", "全然違う話題について書かれた長めの文章です", day: Line.minute(34)),
    ])
    #expect(
      try log.values(of: "copies.own") == [
        "a": 0, "b": 1, "c": 0, "d": 0, "e": 0, "f": 0, "g": 0, "h": 0,
      ])
    #expect(
      try log.values(of: "copies.authors") == [
        "a": 0, "b": 0, "c": 1, "d": 0, "e": 1, "f": 2, "g": 3, "h": 0,
      ])
  }

  @Test func anEditIsComparedWithOthersAndNotWithItsComment() throws {
    let log = try Self.log([
      Line.comment("a", by: "甲", Self.text), Line.comment("b", by: "乙", "はじめまして"),
      Line.edit("e1", of: "a", Self.text + "！"), Line.edit("e2", of: "b", Self.text + "!!"),
    ])
    #expect(try log.values(of: "copies.own")["e1"] == 0 && log.values(of: "copies.authors")["e1"] == 0)
    #expect(try log.values(of: "copies.authors")["e2"] == 1)
  }

  @Test func anArchiveIsNoCopyOfTheNews() throws {
    let log = try Self.log([
      Line.comment("a", by: "甲", Self.text, day: 10), Line.comment("b", by: "乙", Self.text, day: 1),
      Line.comment("c", by: "丙", Self.text, day: 9.9999),
    ])
    #expect(try log.values(of: "copies.authors") == ["a": 0, "b": 0, "c": 1])
  }

  @Test func aProcessThatStartsLaterRecallsWhatWasWritten() throws {
    let rules = try signalRules(["copies.own", "copies.authors"])
    let events = (0..<12).map { number in
      Line.comment(
        "c\(number)", by: "nick \(number % 5)", Self.text + String(repeating: "。", count: number % 3),
        day: Line.minute(Double(number) * 4))
    }
    let whole = try TestLog(rules: rules)
    let single = try TestLog(rules: rules)
    let together = try whole.ingest(events)
    #expect(try events.flatMap { try single.ingest([$0]) } == together)
    #expect(try whole.values(of: "copies.authors")["c11"] == 4)
  }
}

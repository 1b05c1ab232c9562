import Foundation
import Testing

/// `modq rules profile` from outside: what is counted, not what was measured.
struct RulesProfileCommandTests {
  private struct Line: Decodable, Equatable {
    var id: String
    var evaluations: Int
    var prefiltered: Int
    var hits: Int
    var errors: Int
    var total: Int
    var most: Int

    enum CodingKeys: String, CodingKey {
      case id, evaluations, prefiltered, hits, errors
      case total = "total_us"
      case most = "max_us"
    }

    var counts: String { "\(id) \(evaluations) \(prefiltered) \(hits) \(errors)" }
  }

  private func lines(_ run: ModQProcess) throws -> [Line] {
    try #require(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// Four comments: two with a casino, one with a link, one in capitals; `newcomer_link` has no pattern that could be missing.
  @Test func eachRuleIsCountedOverTheLog() throws {
    let workshop = try Workshop(story)
    let before = try workshop.modq("log").output
    let run = try workshop.modq("rules", "profile")
    let lines = try lines(run)
    #expect(
      lines.map(\.counts).sorted() == [
        "casino 2 2 2 0", "newcomer_link 4 0 1 0", "reported 0 0 0 0", "shouting 1 3 1 0",
      ])
    #expect(lines.map(\.total) == lines.map(\.total).sorted(by: >))
    #expect(lines.allSatisfy { $0.most <= $0.total })
    #expect(run.errors.hasPrefix("judged 4 events in "))
    #expect(try workshop.modq("log").output == before)
    let newest = try self.lines(workshop.modq("rules", "profile", "--limit-events", "1"))
    #expect(newest.map { $0.evaluations + $0.prefiltered }.max() == 1)
    #expect(newest.first { $0.id == "shouting" }?.hits == 1)
  }

  /// Reports are events too, and fold: the second one is what the rule waits for.
  @Test func eachRuleIsCountedOverFilesOnTopOfALogThatIsNotMade() throws {
    let workshop = try Workshop()
    let file = workshop.folder.appendingPathComponent("events.jsonl")
    let second =
      #"{"type":"report","id":"r2","at":"2025-06-01T00:04:00Z","comment":"c3","reporter":"Zoë"}"# + "\n"
    try Data((story + second).utf8).write(to: file)
    let lines = try lines(workshop.modq("rules", "profile", file.path))
    #expect(
      lines.map(\.counts).sorted() == [
        "casino 2 2 2 0", "newcomer_link 4 0 1 0", "reported 2 0 1 0", "shouting 1 3 1 0",
      ])
    #expect(!FileManager.default.fileExists(atPath: workshop.folder.appendingPathComponent("modq.db").path))
  }
}

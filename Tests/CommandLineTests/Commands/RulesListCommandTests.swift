import Foundation
import Testing

struct RulesListCommandTests {
  /// Rules whose dates are long past or far off.
  private func workshop() throws -> Workshop {
    let workshop = try Workshop()
    let rules = [
      ("gone", "active", "expires: 2020-01-01"), ("due", "shadow", "review_by: 2020-02-01"),
      ("both", "active", "review_by: 2020-02-01\n    expires: 2020-03-01"),
      ("later", "active", "review_by: 2999-01-01\n    expires: 2999-02-01"),
      ("drafted", "draft", "review_by: 2020-02-01"),
    ].map { id, status, dates in
      """
        - id: \(id)
          title: \(id)
          status: \(status)
          score: 4
          \(dates)
          match:
            word: {field: body, phrases: [\(id)]}
          tests: [{hit: \(id)}, {miss: a}]
      """
    }
    try Data("rules:\n\(rules.joined(separator: "\n"))\n".utf8).write(
      to: workshop.folder.appendingPathComponent("rules/test.yml"))
    return workshop
  }

  private func warnings(_ workshop: Workshop) -> String {
    let file = workshop.folder.appendingPathComponent("rules/test.yml").path
    return """
      \(file):18:9: warning: both expired on 2020-03-01 and is skipped for what is later
      hint: give it a later date, or take it out
      \(file):10:9: warning: due was to be reviewed by 2020-02-01
      hint: `modq rules stats` says how it fares; then give it a later date, or take it out
      \(file):2:9: warning: gone expired on 2020-01-01 and is skipped for what is later
      hint: give it a later date, or take it out

      """
  }

  @Test func aRuleThatRanOutIsListedSoAndAnOverdueOneIsNamed() throws {
    let workshop = try workshop()
    let run = try workshop.modq("rules", "list", "--format", "csv")
    #expect(
      run.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).prefix(2).joined(separator: " ")
      } == ["id status", "both expired", "drafted draft", "due shadow", "gone expired", "later active"])
    #expect(run.errors == warnings(workshop), "\(run.errors)")
    #expect(run.status == 0)
    #expect(
      try workshop.modq("rules", "list").output.contains(
        #""expires":"2999-02-01T00:00:00.000Z","review_by":"2999-01-01T00:00:00.000Z""#))
  }

  @Test func aCheckNamesThemAndAStrictOneFails() throws {
    let workshop = try workshop()
    let run = try workshop.modq("rules", "check")
    #expect(run.errors.hasPrefix(warnings(workshop)) && run.status == 0, "\(run.errors)")
    #expect(try workshop.modq("rules", "check", "--strict").status == 78)
  }
}

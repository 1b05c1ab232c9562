import Foundation
import Testing

/// `modq sweep` from outside.
struct SweepCommandTests {
  private func workshop() throws -> Workshop {
    let workshop = try Workshop(story)
    try Data(
      """
      rules:
        - id: loud
          title: Capitals throughout
          score: 4
          match:
            loud: {field: body, regex: '^[A-Z !]{8,}$'}
          tests: [{hit: HELLO WORLD}, {miss: hello}]

      """.utf8
    ).write(to: workshop.folder.appendingPathComponent("rules/test.yml"))
    return workshop
  }

  @Test func aPreviewIsOneObjectAndChangesNothing() throws {
    let workshop = try workshop()
    let before = try workshop.modq("log").output
    let run = try workshop.modq("sweep")
    #expect(run.status == 0 && run.errors == "")
    #expect(
      run.output == """
        {"comments":3,"left_alone":1,"erased":0,"changes":2,"transitions":[\
        {"from":"published","to":"held","count":1,"samples":[{"id":"c4","site":"","nick":"Bob","body":"HELLO WORLD",\
        "rules_before":[],"rules":["loud"]}]},\
        {"from":"held","to":"published","count":1,"samples":[{"id":"c3","site":"","nick":"Bob",\
        "body":"no casino, please","rules_before":["casino"],"rules":[]}]}],"applied":false,"batches":[]}

        """)
    #expect(try workshop.modq("log").output == before)
  }

  @Test func aRuleThatNeverWasIsASlip() throws {
    let workshop = try workshop()
    let run = try workshop.modq("sweep", "--rule", "laud")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors.replacing(workshop.folder.path, with: "…").hasSuffix(
        ", and none fired in this log\n      Did you mean loud?\n"), "\(run.errors)")
    // The rule of then is gone and held something.
    #expect(try workshop.modq("sweep", "--rule", "casino").status == 0)
  }

  @Test func whatIsAppliedIsSeenByTheSiteAndTakenBackByOneUndo() throws {
    let workshop = try workshop()
    let refused = try workshop.modq("sweep", "--apply")
    #expect(refused.status == 64 && refused.output == "")
    #expect(
      refused.errors == """
        modq: a sweep changes many comments at once
              Look at it without --apply, then add --yes.

        """)
    let changes = try workshop.modq("changes", "--format", "csv").output
    let run = try workshop.modq("sweep", "--apply", "--yes", "--reason", "new rules")
    #expect(run.status == 0 && run.errors == "")
    #expect(run.output.hasSuffix(#""applied":true,"batches":[{"site":"","batch":"modq:batch-10"}]}"# + "\n"))
    let after = try workshop.modq("changes", "--format", "csv").output
    #expect(
      after.components(separatedBy: "\n").dropFirst(changes.components(separatedBy: "\n").count - 1)
        .dropLast().map {
          $0.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: ",").dropFirst(2).joined(
            separator: " ")
        } == ["c3 held published sweep rules", "c4 published held sweep rules"])
    let reason = try workshop.modq("show", "c3").output
    #expect(reason.contains("sweep by aya: new rules"))
    #expect(try workshop.modq("explain", "c4").output.contains(#""rule":"loud""#))
    #expect(try workshop.modq("sweep").output.contains(#""changes":0,"transitions":[]"#))
    let undone = try workshop.modq("undo", "modq:batch-10")
    #expect(undone.status == 0)
    #expect(try workshop.modq("sweep").output.contains(#""changes":2"#))
    #expect(try workshop.modq("verify").status == 0)
  }
}

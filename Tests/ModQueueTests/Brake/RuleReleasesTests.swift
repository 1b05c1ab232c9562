import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import SeededNumbers
import Testing

@testable import ModQueue

/// The undo of a release: as if it had never been made.
struct RuleReleasesTests {
  private let brakes = BrakeTests()

  private func undo(_ id: String?, in log: TestLog, site: String? = nil) throws -> Result<
    Moderation.Made, FindFailure
  > {
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Moderation(workspace, by: "ken", at: TestLog.arrival).undo(id, site: site, reason: nil)
    }
  }

  @Test func anUndoneReleaseIsAsIfItHadNeverBeenMade() throws {
    let log = try brakes.braked()
    let before = try brakes.trial(log)
    let released = try #require(try brakes.release("new", in: log))
    let held = try log.ingest(
      [Line.comment("a", by: "regular1", "the lottery", day: 1.1)], rules: brakes.rules("lottery"))
    #expect(held.map(brakes.verdict) == ["hold"])
    // It is the latest decision of all.
    let made = try undo(nil, in: log).get()
    #expect(made.decision.target == .undoes(released.entry.id))
    #expect(try brakes.trial(log) == before)
    let next = try log.ingest(
      [Line.comment("b", by: "regular1", "the lottery", day: 1.1)], rules: brakes.rules("lottery"))
    #expect(next.map(brakes.verdict) == ["publish braked"])
    let again = try undo(released.entry.id, in: log)
    #expect(throws: FindFailure.undoneBefore(released.entry.id, by: "ken", undos: [made.entry.id])) {
      try again.get()
    }
    // An undo of the undo: what the rule did since the release counts again.
    _ = try undo(made.entry.id, in: log).get()
    #expect(try brakes.trial(log) == ["1|1|NULL|NULL|1"])
    #expect(try log.verification().isOK)
  }

  /// Of two releases, whichever are in force, in whatever order that came about, the trial is that of the last of them.
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func whateverIsUndoneTheTrialIsThatOfTheLastReleaseInForce(seed: UInt64) throws {
    let log = try brakes.braked()
    var states = [try brakes.trial(log)]
    var names: [String] = []
    for day in [1.2, 1.3] {
      names.append(try #require(try brakes.release("new", in: log)).entry.id)
      try log.ingest(brakes.comments(60, every: 10, day: day), rules: brakes.rules("lottery"))
      states.append(try brakes.trial(log))
    }
    #expect(Set(states).count == 3)
    var random = SplitMix64(seed: seed)
    // The id that an undo has to name to turn each release round: its own, or that of the last undo of it.
    var turns = names
    var isInForce = [true, true]
    for step in 0..<12 {
      let which = random.below(2)
      turns[which] = try undo(turns[which], in: log).get().entry.id
      isInForce[which].toggle()
      // An undo that was undone leaves the release to be named again.
      if isInForce[which] { turns[which] = names[which] }
      let last = isInForce.lastIndex(of: true).map { $0 + 1 } ?? 0
      #expect(try brakes.trial(log) == states[last], "seed \(seed), step \(step): \(isInForce)")
    }
    #expect(try log.verification().isOK, "seed \(seed)")
  }

  /// Rules are of no site, which must not become one because somebody undoes what was done to them.
  @Test func anUndoOfAReleaseIsOfASiteThatIsThere() throws {
    let log = try TestLog(rules: brakes.rules())
    try log.ingest([Line.comment("c", site: "blog")])
    let id = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try workspace.transaction { () throws(LogError) in
        try Engine(workspace).recordRelease(
          of: "old", by: "mari", reason: nil, at: Line.start, arrival: TestLog.arrival
        ).id
      }
    }
    for slip in ["blogg", ""] {
      #expect(throws: FindFailure.unknownSite(slip, known: ["blog"])) {
        try undo(id, in: log, site: slip).get()
      }
    }
    let made = try undo(nil, in: log).get()
    #expect(made.decision.target == .undoes(id) && made.entry.site == "blog")
    #expect(throws: FindFailure.undoneBefore(id, by: "ken", undos: [made.entry.id])) {
      try undo(id, in: log, site: "blog").get()
    }
    let sites = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try Finder(workspace).sites()
    }
    #expect(sites == ["blog"])
    #expect(try log.rows("SELECT released FROM trial WHERE rule = 'old'") == ["NULL"])
    #expect(try log.verification().isOK)
  }

  @Test func theReportCountsAReleaseAsADecision() throws {
    let log = try brakes.braked()
    _ = try brakes.release("new", in: log)
    let report = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      try ModerationReport(
        workspace, site: nil, since: nil, until: nil, sample: nil, now: TestLog.arrival)
    }
    #expect(report.people.first { $0.name == "mari" }?.verbs[.release] == 1)
  }
}

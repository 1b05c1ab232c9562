import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import SeededNumbers
import Testing

@testable import ModQueue

/// Several processes write to one log in turn: each folds what the others did before it judges.
struct TwoWritersTests {
  @Test(arguments: UInt64(1)...8)
  func twoOpeningsInTurnAreAsGoodAsOne(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let events = stream.lines(240)
    let rules = try testRules()
    let alone = try TestLog(rules: rules)
    try alone.ingest(events)

    let shared = try TestLog(rules: rules)
    var random = SplitMix64(seed: seed)
    try Workspace.open(shared.path, for: .creating) { (first) throws(LogError) in
      try Workspace.open(shared.path, for: .writing) { (second) throws(LogError) in
        let engines = [first, second].map {
          Engine($0, rules: RuleBook(rules, mode: MatchMode(budget: false)))
        }
        var rest = events[...]
        while !rest.isEmpty {
          let engine = engines[random.below(2)]
          let portion = rest.prefix(1 + random.below(7))
          rest = rest.dropFirst(portion.count)
          let isTakenBack = random.below(8) == 0
          // What is rolled back must leave no trace in either.
          if isTakenBack {
            try engine.workspace.begin()
            for line in portion { try TwoWritersTests.submit(line, to: engine) }
            engine.workspace.rollback()
          }
          try engine.workspace.transaction { () throws(LogError) in
            for line in portion { try TwoWritersTests.submit(line, to: engine) }
          }
        }
      }
    }
    #expect(try shared.digests() == alone.digests(), "seed \(seed)")
    #expect(Snapshot.difference(try Snapshot(alone), try Snapshot(shared)) == "", "seed \(seed)")
    let verification = try shared.verification()
    #expect(verification.isOK, "seed \(seed): \(verification)")
  }

  @Test func whatAnotherProcessDecidedIsKnownBeforeJudging() throws {
    let rules = try plainRules()
    let log = try TestLog(rules: rules)
    try Workspace.open(log.path, for: .creating) { (first) throws(LogError) in
      let engine = Engine(first, rules: RuleBook(rules, mode: MatchMode(budget: false)))
      _ = try first.transaction { () throws(LogError) in
        try TwoWritersTests.submit(Line.comment("c1", by: "花子"), to: engine)
      }
      try Workspace.open(log.path, for: .writing) { (second) throws(LogError) in
        let made = try Moderation(second, by: "mari", at: Line.day(1)).rule(
          .block, .nick("花子"), site: nil, details: Moderation.Details())
        #expect(throws: Never.self) { try made.get() }
      }
      let outcome = try first.transaction { () throws(LogError) in
        try TwoWritersTests.submit(Line.comment("c2", by: "花子", day: 2), to: engine)
      }
      guard case .judged(_, let verdict)? = outcome else {
        Issue.record("\(String(describing: outcome))")
        return
      }
      #expect(verdict.outcome == .reject)
      #expect(verdict.author?.tier == .blocked)
    }
  }

  /// Entries that were appended without being folded, as by a process that was killed in between, are folded by the
  /// next writer.
  @Test func whatWasAppendedAndNotFoldedIsCaughtUp() throws {
    var stream = EventStream(seed: 7)
    let rules = try testRules()
    let log = try TestLog(rules: rules)
    try log.ingest(stream.lines(200))
    let digests = try log.digests()
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try workspace.begin()
      for table in Tables.all where table.name != "state" {
        try PreparedQuery(workspace.database, "DELETE FROM \(table.name)").run()
      }
      try PreparedQuery(workspace.database, "UPDATE state SET folded = 0").run()
      try workspace.commitOnly()
    }
    #expect(try log.digests() != digests)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try workspace.transaction { () throws(LogError) in }
    }
    #expect(try log.digests() == digests)
  }

  /// Somebody took the guards and the last entry away: what was folded from it can't be trusted, and nothing may be
  /// appended in its place.
  @Test func aLogThatLostItsEndIsRefusedForWriting() throws {
    let rules = try plainRules()
    let log = try TestLog(rules: rules)
    try log.ingest([Line.comment("c1"), Line.comment("c2", day: 1)])
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try PreparedQuery(workspace.database, "DROP TRIGGER event_delete").run()
      try PreparedQuery(workspace.database, "DELETE FROM event WHERE seq = 3").run()
    }
    var refusal = "nothing"
    do {
      try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
        try workspace.transaction { () throws(LogError) in }
      }
    } catch LogError.corrupt(_, let why) {
      refusal = why
    }
    #expect(refusal == "its projections are folded from 3 entries, and its log has but 2: entries are gone")
    #expect(try !log.verification().isOK)
  }

  @discardableResult
  private static func submit(_ line: [UInt8], to engine: Engine) throws(LogError) -> Engine.Outcome? {
    guard let event = try? EventDecoder.decode(line: line.span, arrival: TestLog.arrival) else { return nil }
    return try engine.submit(event, arrival: TestLog.arrival)
  }
}

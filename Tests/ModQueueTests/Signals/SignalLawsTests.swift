import ModQEvent
import ModQEventLog
import ModQJudge
import Testing

@testable import ModQueue

/// The laws with every signal looked at for every event.
struct SignalLawsTests {
  static let seeds = Array(UInt64(1)...4)

  static func rules() throws -> RuleSet {
    let looks = Signal.allCases.filter { $0.type == .number }.map(\.rawValue)
    return try signalRules(
      looks + ["author.age_days"], on: "comment, reply, edit, vote, report",
      counts: [
        "voter": "{of: votes, by: author, within: 1h, at_least: 1}",
        "victim": "{of: votes, by: target, distinct: author, within: 1h, at_least: 1}",
        "address": "{of: reports, by: ip, within: 7d, at_least: 1}",
        "here": "{of: reports, by: comment, distinct: [author, ip], within: 1d, at_least: 1}",
      ],
      policy: "votes: {lockstep: {from: 2}, serial: {from: 2, weight: 0.3}, reciprocal: {from: 2}}\n")
  }

  @Test(arguments: seeds)
  func oneEventPerProcessGivesTheSameAsAllInOne(seed: UInt64) throws {
    var stream = BusyStream(seed: seed)
    let events = stream.lines(150)
    let rules = try Self.rules()
    let whole = try TestLog(rules: rules)
    let single = try TestLog(rules: rules)
    let together = try whole.ingest(events)
    let apart = try events.flatMap { try single.ingest([$0]) }
    let difference = zip(together.judged, apart.judged).first { $0 != $1 }
    #expect(
      difference == nil && together.judged.count == apart.judged.count,
      "seed \(seed): \(difference.map { "\n\($0)\n\($1)" } ?? "")")
    #expect(try whole.digests() == single.digests(), "seed \(seed)")
  }

  @Test(arguments: seeds)
  func foldingAnewGivesTheSameProjections(seed: UInt64) throws {
    var stream = BusyStream(seed: seed)
    let log = try TestLog(rules: try Self.rules())
    try log.ingest(stream.lines(600))
    let before = try log.digests()
    let verification = try log.verification()
    #expect(verification.isOK, "seed \(seed): \(verification)")
    _ = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Replay.run(workspace)
    }
    #expect(try log.digests() == before, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func aCheckSaysWhatIngestWould(seed: UInt64) throws {
    var stream = BusyStream(seed: seed)
    let events = stream.lines(300)
    let log = try TestLog(rules: try Self.rules())
    try log.ingest(Array(events[..<200]))
    let checked = try log.check(Array(events[200...]))
    #expect(try log.ingest(Array(events[200...])) == checked, "seed \(seed)")
  }

  /// The laws say little where nothing happens: between them the streams reach each signal.
  @Test func theStreamsReachEverySignal() throws {
    let logs = try Self.seeds.map { seed in
      var stream = BusyStream(seed: seed)
      let log = try TestLog(rules: try Self.rules())
      try log.ingest(stream.lines(600))
      return log
    }
    for (name, least) in [
      ("copies.own", 2.0), ("copies.authors", 3), ("thread.new_names", 3), ("thread.new_names_median", 0),
      ("hogging", 3), ("vote.serial", 3), ("vote.share", 0.3), ("vote.reciprocal", 2), ("vote.lockstep", 2),
      ("vote.early", 2), ("reports.weight", 1), ("reports.credible", 1), ("thread.new_names_site_ratio", 1),
      ("voter.count", 5), ("victim.count", 2), ("address.count", 5),
      ("here.count", 2),
    ] {
      let most = try logs.compactMap { try $0.values(of: name).values.max() }.max() ?? -1
      #expect(most >= least, "\(name) is \(most) at most")
    }
    for (what, sql) in [
      ("votes in series", "SELECT count(*) FROM vote WHERE discount = 1"),
      ("votes in step", "SELECT count(*) FROM vote WHERE discount = 3"),
      ("reports upheld", "SELECT sum(reports_upheld) FROM author"),
      ("reports refused", "SELECT sum(reports_refused) FROM author"),
    ] {
      let counts = try logs.map { try $0.rows(sql).first.flatMap { Int($0) } ?? 0 }
      #expect(counts.contains { $0 > 0 }, "no \(what): \(counts)")
    }
  }
}

extension [String] {
  fileprivate var judged: [String] { filter { !$0.hasPrefix("refused") } }
}

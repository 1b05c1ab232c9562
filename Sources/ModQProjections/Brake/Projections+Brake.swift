import ModQEvent
package import ModQEventLog
import ModQJudge

/// The brake: a new rule that holds what regulars write goes on in trial, until somebody has looked at it.
///
/// A rule is new to a log as long as it was never used there as it is written (see ``RuleUse/digest``). If that log has
/// ``RuleTrial/judgedBefore`` judged events, the rule is watched for ``RuleTrial/watchedMilliseconds`` of event time; what it
/// does to newcomers does not count, because a wave of spam is held for good reasons.
extension Projections {
  /// A rule that was braked.
  package struct Brake: Sendable, Equatable {
    package var rule: String
    package var seen: Int64
    package var held: Int64
    /// The entry of the comment after which it holds no more.
    package var seq: Int64
  }

  /// The ids of the rules in force that work as if they were in trial.
  package func brakedRules() throws(LogError) -> Set<String> {
    try loadTrials()
    return trials.braked
  }

  /// How a rule of those in force fared; nil if there is none of that id.
  package func trialInForce(of rule: String) throws(LogError) -> RuleTrial? {
    try loadTrials()
    return trials.members?.first { $0.use.id == rule }?.trial
  }

  /// How a rule with this text fared; nil if it was never used.
  ///
  /// Call after ``flush()``, or when only reading.
  package func trial(of rule: String, digest: String) throws(LogError) -> RuleTrial? {
    try trials.trial(of: rule, digest: digest)
  }

  /// Counts a comment that was judged, if a regular wrote it and some rule is watched.
  func watchRules(_ entry: Entry, _ verdict: Verdict) throws(LogError) {
    guard let tier = verdict.author?.tier, tier == .known || tier == .trusted else { return }
    try loadTrials()
    guard entry.at.milliseconds <= trials.watchedUntil else { return }
    var watched: Set<String> = []
    for member in trials.members ?? []
    where member.trial.watches(entry.at) && member.use.looks(at: entry.kind, site: entry.site) {
      watched.insert(member.use.id)
    }
    guard !watched.isEmpty else { return }
    let holders = verdict.holders(among: watched, under: regime.policy)
    trials.update { use, trial in
      guard watched.contains(use.id) else { return false }
      if trial.note(isHeld: holders.contains(use.id), in: entry.seq, at: entry.at) {
        brakes.append(Brake(rule: use.id, seen: trial.seen, held: trial.held, seq: entry.seq))
      }
      return true
    }
  }

  /// Turns to the rules that the entry of a rule set names, or an earlier one of the same digest; or releases one of them.
  func watchRules(ofRuleset entry: Entry) throws(LogError) {
    let facts = entry.facts
    if let released = facts?["release"]?.string {
      return try foldRelease(of: released, in: entry)
    }
    let isWatched = try judgedEvents() >= RuleTrial.judgedBefore
    try trials.use(try rules(ofRuleset: facts?["digest"]?.string ?? "", in: entry)) { use in
      RuleTrial(
        rule: use.id, digest: use.digest, isWatched: isWatched, from: entry.seq,
        fromAt: max(entry.at, use.since ?? entry.at))
    }
  }

  private func loadTrials() throws(LogError) {
    guard trials.members == nil else { return }
    let uses = try regime.digest.map { (digest) throws(LogError) in try rules(ofRuleset: digest, in: nil) }
    // What is folded has its trial; only a table that was not written can lack one.
    try trials.use(uses ?? []) { use in
      RuleTrial(rule: use.id, digest: use.digest, isWatched: false, from: 0, fromAt: .earliest)
    }
  }

  /// The rules that the first entry with this digest names, which may be `entry` itself.
  private func rules(ofRuleset digest: String, in entry: Entry?) throws(LogError) -> [RuleUse] {
    if let recorded = entry?.facts?["rules"] { return RuleUse.read(recorded) }
    let query = queries.firstOfRuleset
    query.bind(1, digest)
    defer { query.reset() }
    guard try query.step() else { return [] }
    return RuleUse.read(try log.entry(query.int(0))?.facts?["rules"])
  }

  private func judgedEvents() throws(LogError) -> Int64 {
    try tallies.flush()
    let query = queries.judgedEvents
    defer { query.reset() }
    return try query.step() ? query.int(0) : 0
  }
}

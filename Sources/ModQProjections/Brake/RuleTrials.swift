import ModQEvent
import ModQEventLog
import ModQJudge

/// The trials of the rules in force, read when first asked for, changed in memory, written back before a commit.
final class RuleTrials {
  /// A rule in force with its trial.
  struct Member {
    var use: RuleUse
    var trial: RuleTrial
    var isDirty = false

    fileprivate var watchedUntil: Int64? {
      trial.isWatched && trial.braked == nil
        ? trial.fromAt.milliseconds + RuleTrial.watchedMilliseconds : nil
    }
  }

  /// In the order in which the rule set names them; nil as long as they were not looked up.
  private(set) var members: [Member]?
  /// The last event time at which any of them is watched.
  private(set) var watchedUntil = Int64.min
  /// The ids of those that are braked.
  private(set) var braked: Set<String> = []
  private let select, upsert: PreparedQuery

  init(_ store: Store) throws(LogError) {
    let table = Tables.trial
    select = try store.query(
      """
      SELECT \(table.columnNames.joined(separator: ", ")) FROM \(store.name(table))
      WHERE rule = ? AND digest = ?
      """)
    upsert = try store.upsert(table)
  }

  /// Turns to the rules of another set; `new` makes the trial of one that was never used before.
  func use(_ uses: [RuleUse], new: (RuleUse) -> RuleTrial) throws(LogError) {
    try flush()
    var members: [Member] = []
    members.reserveCapacity(uses.count)
    for use in uses {
      if let trial = try trial(of: use.id, digest: use.digest) {
        members.append(Member(use: use, trial: trial))
      } else {
        members.append(Member(use: use, trial: new(use), isDirty: true))
      }
    }
    set(members)
    braked = Set(members.filter { $0.trial.braked != nil }.map(\.use.id))
  }

  private func set(_ members: [Member]) {
    self.members = members
    watchedUntil = members.compactMap(\.watchedUntil).max() ?? .min
  }

  /// The trial of a rule with this text, as it is written; nil if it was never used.
  func trial(of rule: String, digest: String) throws(LogError) -> RuleTrial? {
    select.bind(1, rule)
    select.bind(2, digest)
    defer { select.reset() }
    return try select.step() ? RuleTrial(from: select) : nil
  }

  /// Changes the trials that `change` says yes to.
  func update(_ change: (RuleUse, inout RuleTrial) -> Bool) {
    guard var members else { return }
    self.members = nil
    for index in members.indices {
      let wasBraked = members[index].trial.braked != nil
      guard change(members[index].use, &members[index].trial) else { continue }
      members[index].isDirty = true
      let isBraked = members[index].trial.braked != nil
      if isBraked && !wasBraked { braked.insert(members[index].use.id) }
      if wasBraked && !isBraked { braked.remove(members[index].use.id) }
    }
    set(members)
  }

  /// The same, with what was not written yet.
  func current(of rule: String, digest: String) throws(LogError) -> RuleTrial? {
    if let member = members?.first(where: { $0.use.id == rule && $0.use.digest == digest }) {
      return member.trial
    }
    return try trial(of: rule, digest: digest)
  }

  /// Puts a trial in the place of the one that this rule, as it is written, had until now, whether it is in force or not.
  func put(_ trial: RuleTrial) throws(LogError) {
    guard var members,
      let index = members.firstIndex(where: { $0.use.id == trial.rule && $0.use.digest == trial.digest })
    else {
      trial.bind(to: upsert)
      return try upsert.run()
    }
    members[index].trial = trial
    members[index].isDirty = true
    set(members)
    if trial.braked == nil { braked.remove(trial.rule) } else { braked.insert(trial.rule) }
  }

  /// Writes what changed.
  func flush() throws(LogError) {
    guard var members else { return }
    // Held once, so that marking one copies no others.
    self.members = nil
    defer { self.members = members }
    for index in members.indices where members[index].isDirty {
      members[index].trial.bind(to: upsert)
      try upsert.run()
      members[index].isDirty = false
    }
  }

  /// Forgets what is in memory, unwritten changes included.
  func discard() {
    members = nil
    watchedUntil = .min
    braked = []
  }
}

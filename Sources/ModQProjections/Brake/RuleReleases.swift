import ModQEvent
import ModQEventLog

/// The releases of braked rules: each can be undone, and the trial is then as if it had never been made.
///
/// A release divides what became of a rule in two: a trial that ended with a brake, and a new one. Of the two the one that
/// does not hold is kept with the release. Where there are several, each keeps the one before it; undoing one of them takes
/// its part out of the row, whatever came after it.
struct RuleReleases {
  private let select, next, upsert: PreparedQuery

  init(_ store: Store) throws(LogError) {
    let table = Tables.release
    let columns = table.columnNames.map { "r.\($0)" }.joined(separator: ", ")
    select = try store.query(
      "SELECT \(columns) FROM \(store.name(table)) AS r WHERE r.seq = ?")
    next = try store.query(
      """
      SELECT \(columns) FROM \(store.name(table)) AS r
      JOIN \(store.name(Tables.decision)) AS d ON d.seq = r.seq
      WHERE r.rule = ? AND r.digest = ? AND r.seq > ? AND d.undone = 0 ORDER BY r.seq LIMIT 1
      """)
    upsert = try store.upsert(table)
  }

  /// A release with the trial that does not hold because of it, or because it was undone.
  struct Release {
    var seq: Int64
    var other: RuleTrial
  }

  func release(_ seq: Int64) throws(LogError) -> Release? {
    select.bind(1, seq)
    defer { select.reset() }
    return try select.step() ? Release(from: select) : nil
  }

  /// The first one in force after this one, of the same rule.
  func next(after release: Release) throws(LogError) -> Release? {
    next.bind(1, release.other.rule)
    next.bind(2, release.other.digest)
    next.bind(3, release.seq)
    defer { next.reset() }
    return try next.step() ? Release(from: next) : nil
  }

  func put(_ release: Release) throws(LogError) {
    upsert.bind(1, release.seq)
    release.other.bind(to: upsert, from: 2)
    try upsert.run()
  }
}

extension RuleReleases.Release {
  fileprivate init(from row: PreparedQuery) {
    self.init(seq: row.int(0), other: RuleTrial(from: row, at: 1))
  }
}

/// Folding of releases, and of what undoes them.
extension Projections {
  /// Releases a rule of those in force; nothing if there is none of that name.
  func foldRelease(of rule: String, in entry: Entry) throws(LogError) {
    guard let before = try trialInForce(of: rule) else { return }
    try releases.put(RuleReleases.Release(seq: entry.seq, other: before))
    var after = before
    after.release(in: entry.seq, at: entry.at)
    try trials.put(after)
    // It is somebody's decision, which an undo can name.
    decisions.put(
      DecisionRow(
        seq: entry.seq, site: try names.site(entry.site, in: self), verb: .release, at: entry.at,
        by: entry.facts?["by"]?.string ?? ""))
    try decisions.flush()
  }

  /// A release was undone, or counts again.
  ///
  /// Several are to be turned in the order from the last to the first: what comes after each stands already.
  func turnRelease(_ seq: Int64) throws(LogError) {
    guard var release = try releases.release(seq) else { return }
    if var later = try releases.next(after: release) {
      swap(&release.other, &later.other)
      try releases.put(later)
    } else if var trial = try trials.current(of: release.other.rule, digest: release.other.digest) {
      swap(&release.other, &trial)
      try trials.put(trial)
    }
    try releases.put(release)
  }
}

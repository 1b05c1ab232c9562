package import GRDB

/// What SQLite finds wrong with its own file: pages that contradict each other, rows that an index lacks.
///
/// The hash chain can't see it: entries that are in order themselves are not found by their id when the index is spoilt,
/// and would be taken in again.
package enum FileDamage {
  /// Findings that are listed; there may be more.
  private static let listed = 10

  /// Every finding in SQLite's own words (`PRAGMA integrity_check`, https://www.sqlite.org/pragma.html), and what it does
  /// not see of its write-ahead log (``WriteAheadLogDamage``); none in a file that is in order.
  ///
  /// Reads the whole file.
  package static func findings(_ database: Database) throws(LogError) -> [String] {
    let query = try PreparedQuery(database, "PRAGMA main.integrity_check(\(listed))")
    var findings: [String] = []
    while try query.step() { findings.append(query.string(0)) }
    if findings == ["ok"] { findings = [] }
    if let finding = try WriteAheadLogDamage.finding(path: database.path) { findings.append(finding) }
    return findings
  }
}

import ModQEventLog
import ModQJudge
import ModQProjections

/// Where the last fitted classifier is kept: a cache in a table of the file that is neither log nor projection.
///
/// A classifier is found by its k and by a fingerprint of what it was fitted to. What is missing is fitted again, to the
/// same bytes.
struct ClassifierStore {
  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// The classifier that was kept for these labels.
  func classifier(k: Int64, fingerprint: [UInt8]) throws(LogError) -> Classifier? {
    guard try hasTable() else { return nil }
    let query = try PreparedQuery(
      workspace.database, "SELECT model FROM classifier WHERE k = ? AND fingerprint = ?")
    query.bind(1, k)
    query.bind(2, blob: fingerprint)
    defer { query.reset() }
    return try query.step() ? query.bytes(0).flatMap { Classifier(bytes: $0) } : nil
  }

  /// Keeps `classifier` in place of the one before, where something can be written.
  func keep(_ classifier: Classifier, k: Int64, fingerprint: [UInt8]) throws(LogError) {
    guard workspace.layer == .file, workspace.isInTransaction else { return }
    try execute(
      workspace.database,
      """
      CREATE TABLE IF NOT EXISTS classifier (k INTEGER NOT NULL, fingerprint BLOB NOT NULL, model BLOB NOT NULL) STRICT;
      DELETE FROM classifier;
      """)
    let insert = try PreparedQuery(
      workspace.database, "INSERT INTO classifier (k, fingerprint, model) VALUES (?, ?, ?)")
    insert.bind(1, k)
    insert.bind(2, blob: fingerprint)
    insert.bind(3, blob: classifier.bytes)
    try insert.run()
  }

  private func hasTable() throws(LogError) -> Bool {
    let query = try PreparedQuery(
      workspace.database, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'classifier'")
    defer { query.reset() }
    return try query.step()
  }
}

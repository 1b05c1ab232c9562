import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// The rule sets whose files the log has.
struct RecordedRules {
  private let workspace: Workspace

  init(_ workspace: Workspace) {
    self.workspace = workspace
  }

  /// The rule set with this digest, made of the files that its first entry holds; nil if they are not there or can't be
  /// read by this modq any more.
  ///
  /// Of lists of phrases the log has the digests alone, so that the rules find nothing with them: good for titles,
  /// scores and conditions, not for judging.
  func ruleSet(digest: String?) throws(LogError) -> RuleSet? {
    guard let digest else { return nil }
    let query = try PreparedQuery(
      workspace.database,
      "SELECT seq FROM \(workspace.layer.readName("ruleset")) WHERE digest = ? ORDER BY seq")
    query.bind(1, digest)
    while try query.step() {
      guard let payload = try workspace.log.entry(query.int(0))?.content.payload else { continue }
      query.reset()
      return RecordedRules.ruleSet(of: payload)
    }
    return nil
  }

  private static func ruleSet(of payload: [UInt8]) -> RuleSet? {
    guard let files = try? JSONValue.parse(payload)["files"]?.array else { return nil }
    let kept = files.compactMap { file -> RuleFile? in
      guard let path = file["path"]?.string else { return nil }
      if let body = file["body"]?.string { return RuleFile(path: path, bytes: Array(body.utf8)) }
      // A phrase that is none of anybody's, because a list is not empty.
      return RuleFile(path: path, bytes: Array("\u{FFFD}".utf8), isList: true)
    }
    return try? RuleSet.load(files: kept)
  }
}

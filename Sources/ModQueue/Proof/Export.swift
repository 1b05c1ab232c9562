import ModQEvent
package import ModQEventLog

/// The log as lines that `ingest` takes again.
package enum Export {
  /// What an export left out, which is said at its end.
  package struct Counts: Sendable {
    package var written = 0
    /// Entries whose texts were erased.
    package var erased = 0
    /// What modq itself recorded: rule sets, erasures, a sweep's opinions.
    package var own = 0
  }

  /// Hands over the events of the log one line at a time, with `at` filled in: of one site, or of all.
  ///
  /// Erased ones are left out, and so is what modq itself recorded.
  package static func events<Failure: Error>(
    _ workspace: Workspace, site: String? = nil, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(LogError) -> Result<Counts, Failure> {
    var counts = Counts()
    var failure: Failure?
    try workspace.log.forEach(after: 0) { (entry) throws(LogError) in
      if let site, !entry.site.utf8.elementsEqual(site.utf8) { return true }
      guard let event = entry.event, !event.isOwn else {
        counts.own += 1
        return true
      }
      guard try !workspace.log.isGone(entry) else {
        counts.erased += 1
        return true
      }
      do throws(Failure) {
        try write(event.exportLine + [UInt8(ascii: "\n")])
      } catch {
        failure = error
        return false
      }
      counts.written += 1
      return true
    }
    return failure.map { .failure($0) } ?? .success(counts)
  }

  /// Hands over every entry with all that is recorded, and a last line by which it can be told that none is missing.
  package static func entries<Failure: Error>(
    _ workspace: Workspace, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(LogError) -> Result<Counts, Failure> {
    var counts = Counts()
    var failure: Failure?
    try workspace.log.forEach(after: 0) { (entry) throws(LogError) in
      var writer = JSONWriter(escapingInvisible: true)
      EntryLine.write(entry, to: &writer)
      do throws(Failure) {
        try write(writer.bytes)
      } catch {
        failure = error
        return false
      }
      counts.written += 1
      return true
    }
    if failure == nil {
      var writer = JSONWriter()
      EntryLine.End(entries: workspace.log.headSeq, head: workspace.log.headHash).write(to: &writer)
      do throws(Failure) { try write(writer.bytes) } catch { failure = error }
    }
    return failure.map { .failure($0) } ?? .success(counts)
  }
}

extension EventLog {
  /// Whether what is left of an entry is not the event any more: its text, or the name of whom it is about or of who sent
  /// it.
  ///
  /// A decision on a comment whose reason went still decides.
  fileprivate func isGone(_ entry: Entry) throws(LogError) -> Bool {
    guard entry.content.payload == nil || entry.content.privates == nil else { return false }
    let erased = try erasedPart(of: entry.seq)
    switch entry.kind {
    case .comment, .reply, .edit, .vote, .report: return erased.payload
    case .decision:
      switch entry.facts?["about"]?.string {
      case "nick": return erased.payload
      case nil: return false
      default: return erased.privates
      }
    case .delete, .ruleset, .erase: return false
    }
  }
}

extension Event {
  /// What can't be seen is escaped, where the line stays short enough to be taken in again.
  fileprivate var exportLine: [UInt8] {
    let escaped = line(escapingInvisible: true)
    return escaped.count <= Bounds.lineBytes ? escaped : line
  }

  /// A sweep's opinion, or an undo of what the log says of its rules: they are modq's own, and of rules that the other log
  /// may not have.
  fileprivate var isOwn: Bool {
    guard case .decision(let decision) = action else { return false }
    if case .undoes(let name) = decision.target { return name.utf8.starts(with: Engine.rulesetPrefix.utf8) }
    return decision.verb == .rejudge
  }
}

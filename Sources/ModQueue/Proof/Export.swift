import ModQEvent
package import ModQEventLog

/// The log as lines that `ingest` takes again, as it was when the export began.
///
/// Entries are read in portions, each in a transaction of its own, and handed over outside of any: however slowly they are
/// taken, no old state of the file has to be kept for it. Entries do not change but for erasures; one that comes meanwhile
/// is told of at the end.
package enum Export {
  /// What came out, and what is said at its end.
  package struct Counts: Sendable {
    package var written = 0
    /// Entries that are left out since their texts were erased.
    package var erased = 0
    /// Entries whose texts were erased while the export went on: what was handed over may hold them, and is not one state
    /// of the log.
    package var erasedMeanwhile = 0
  }

  /// Entries that are read at once: enough to make the query's start cheap.
  package static let portion = 500

  /// Hands over the events of the log one line at a time, with `at` filled in: of one site, or of all.
  ///
  /// Erased ones are left out, and so is what modq itself recorded: rule sets, erasures, a sweep's opinions. Call outside of
  /// any transaction.
  package static func events<Failure: Error>(
    _ workspace: Workspace, site: String? = nil, portion: Int = Export.portion,
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(LogError) -> Result<Counts, Failure> {
    var counts = Counts()
    let end = try workspace.reading { () throws(LogError) in workspace.log.headSeq }
    let failure = try lines(workspace, site: site, through: end, portion, &counts, write) {
      (entry, counts) throws(LogError) in
      guard let event = entry.event, !event.isOwn else { return nil }
      guard try !workspace.log.isGone(entry) else {
        counts.erased += 1
        return nil
      }
      return event.exportLine + [UInt8(ascii: "\n")]
    }
    return failure.map { .failure($0) } ?? .success(counts)
  }

  /// Hands over every entry with all that is recorded, and a last line by which it can be told that none is missing: without
  /// that line where texts were erased meanwhile.
  ///
  /// Call outside of any transaction.
  package static func entries<Failure: Error>(
    _ workspace: Workspace, portion: Int = Export.portion, _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(LogError) -> Result<Counts, Failure> {
    var counts = Counts()
    let end = try workspace.reading { () throws(LogError) in
      EntryLine.End(entries: workspace.log.headSeq, head: workspace.log.headHash)
    }
    let failure = try lines(workspace, through: end.entries, portion, &counts, write) {
      (entry, _) throws(LogError) in
      var writer = JSONWriter(escapingInvisible: true)
      EntryLine.write(entry, to: &writer)
      return writer.bytes
    }
    if let failure { return .failure(failure) }
    if counts.erasedMeanwhile == 0 {
      var writer = JSONWriter()
      end.write(to: &writer)
      do throws(Failure) { try write(writer.bytes) } catch { return .failure(error) }
    }
    return .success(counts)
  }

  /// Hands over what `line` makes of each entry up to `end`; what `write` threw, if it did.
  private static func lines<Failure: Error>(
    _ workspace: Workspace, site: String? = nil, through end: Int64, _ portion: Int, _ counts: inout Counts,
    _ write: ([UInt8]) throws(Failure) -> Void,
    _ line: (Entry, inout Counts) throws(LogError) -> [UInt8]?
  ) throws(LogError) -> Failure? {
    var query = LogListing.Query()
    query.last = end
    query.site = site
    let listing = LogListing(workspace, query)
    var position: Int64 = 0
    while position < end {
      var lines: [[UInt8]] = []
      try workspace.reading { () throws(LogError) in
        let entries = try listing.next(after: &position, limit: portion)
        // No more of the site, or, where somebody took entries away, none at all.
        if entries.count < portion { position = end }
        for entry in entries {
          if let line = try line(entry, &counts) { lines.append(line) }
        }
      }
      for line in lines {
        do throws(Failure) { try write(line) } catch { return error }
        counts.written += 1
      }
    }
    counts.erasedMeanwhile = try workspace.reading { () throws(LogError) in
      try Replay.erasedLater(workspace, than: end, site: site)
    }
    return nil
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

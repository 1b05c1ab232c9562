package import ModQEvent
package import ModQEventLog
import ModQJudge
import ModQProjections

/// What an erasure takes away: the entries with bytes, and what to tell of them before it is done.
package struct ErasureScope: Sendable {
  /// In the order of the log, each with what is left of it.
  package private(set) var parts: [ErasedPart] = []
  /// How many of each kind, in the order of ``EntryKind``.
  package private(set) var kinds: [(kind: EntryKind, count: Int)] = []
  /// The ids of some of the comments, the first ones.
  package private(set) var samples: [String] = []

  /// Samples that are told.
  private static let told = 5

  /// What a person names.
  package enum Target: Sendable {
    /// Comments, each with its edits and with the free text of reports and decisions on it; of other entries their own
    /// bytes.
    case ids([String])
    /// All that one nickname sent, and what ``ids(_:)`` takes of their comments.
    case nick(String)
    /// Addresses, proofs and all else that is private, of events before this time; decisions keep what they are about.
    case privates(before: Timestamp)

    /// Where only what is older goes: the time before which it is.
    var end: Timestamp? {
      guard case .privates(let end) = self else { return nil }
      return end
    }
  }

  /// The scope of `target` in the log as it is.
  ///
  /// Linear in the log, whose texts are not read.
  package static func find(
    _ target: Target, site: String?, in workspace: Workspace
  ) throws(LogError) -> Result<ErasureScope, FindFailure> {
    var search = try ErasureSearch(workspace)
    switch target {
    case .ids(let ids):
      for id in ids {
        if let failure = try search.add(id: id, site: site) { return .failure(failure) }
      }
      try search.addWhatConcernsComments()
    case .nick(let nick):
      if let failure = try search.add(nick: nick, site: site) { return .failure(failure) }
      try search.addWhatConcernsComments()
    case .privates(let end):
      try search.addPrivates(before: end)
    }
    return .success(try ErasureScope(search, log: workspace.log))
  }

  /// Nothing.
  init() {}

  private init(_ search: ErasureSearch, log: EventLog) throws(LogError) {
    parts = search.parts.keys.sorted().compactMap { search.parts[$0] }
    var counts: [EntryKind: Int] = [:]
    for part in parts {
      guard let kind = search.kinds[part.seq] else { continue }
      counts[kind, default: 0] += 1
      if kind == .comment || kind == .reply, samples.count < ErasureScope.told,
        let id = try log.entry(part.seq)?.id
      {
        samples.append(id)
      }
    }
    kinds = EntryKind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
  }
}

/// Collects the entries of an erasure.
struct ErasureSearch {
  private let workspace: Workspace
  private let finder: Finder
  private let left: PreparedQuery
  /// Comments whose text goes, by site.
  private var comments: [String: Set<[UInt8]>] = [:]
  private(set) var parts: [Int64: ErasedPart] = [:]
  private(set) var kinds: [Int64: EntryKind] = [:]

  init(_ workspace: Workspace) throws(LogError) {
    self.workspace = workspace
    finder = Finder(workspace)
    left = try PreparedQuery(
      workspace.database, "SELECT payload IS NOT NULL, private IS NOT NULL FROM event WHERE seq = ?")
  }

  /// Takes an entry in, as far as it has bytes still.
  private mutating func add(_ seq: Int64, _ kind: EntryKind, privates: Bool) throws(LogError) {
    left.bind(1, seq)
    defer { left.reset() }
    guard try left.step() else { return }
    let part = ErasedPart(
      seq: seq, payload: left.int(0) != 0 || parts[seq]?.payload == true,
      privates: privates && left.int(1) != 0 || parts[seq]?.privates == true)
    guard part.payload || part.privates else { return }
    parts[seq] = part
    kinds[seq] = kind
  }

  mutating func add(id: String, site: String?) throws(LogError) -> FindFailure? {
    let found: Finder.Found
    switch try finder.any(id, site: site) {
    case .success(let one): found = one
    case .failure(let failure): return failure
    }
    guard let kind = try workspace.log.entry(found.seq)?.kind else { return .unknown(.comment(id)) }
    switch kind {
    case .comment, .reply:
      comments[found.site, default: []].insert(Array(id.utf8))
    case .ruleset:
      return .notAComment(id, kind: kind)
    case .vote, .edit, .delete, .report, .decision, .erase:
      break
    }
    try add(found.seq, kind, privates: true)
    return nil
  }

  mutating func add(nick: String, site: String?) throws(LogError) -> FindFailure? {
    let name: String
    switch try finder.siteOfNick(nick, site: site) {
    case .success(let found): name = found
    case .failure(let failure): return failure
    }
    let projections = workspace.projections
    if projections.identity(nick: nick, sender: Sender()) == .anonymous { return .sharedNick(nick) }
    guard let number = try projections.number(ofSite: name) else { return .unknown(.nick(nick)) }
    let bearers = try projections.authorNumbers(nickKey: NameKeys.nickKey(nick), site: number)
    guard !bearers.isEmpty else { return .unknown(.nick(nick)) }
    let actors = bearers.map { String($0 - number << 32) }.joined(separator: ", ")
    let query = try PreparedQuery(
      workspace.database,
      "SELECT seq, id, kind FROM event WHERE site = ? AND actor IN (\(actors)) ORDER BY seq")
    query.bind(1, name)
    while try query.step() {
      guard let kind = EntryKind(rawValue: query.string(2)) else { continue }
      if kind == .comment || kind == .reply { comments[name, default: []].insert(query.bytes(1) ?? []) }
      try add(query.int(0), kind, privates: true)
    }
    return nil
  }

  /// Edits and deletions of the comments, which are their authors', and the payload of reports and decisions on them, and
  /// of what undoes those: their senders' addresses are not the comment's.
  mutating func addWhatConcernsComments() throws(LogError) {
    var decisions: [Int64] = []
    for (site, ids) in comments {
      let query = try PreparedQuery(
        workspace.database,
        """
        SELECT seq, kind, target FROM event
        WHERE site = ? AND target IS NOT NULL AND kind IN ('edit', 'delete', 'report', 'decision') ORDER BY seq
        """)
      query.bind(1, site)
      while try query.step() {
        guard let kind = EntryKind(rawValue: query.string(1)), ids.contains(query.bytes(2) ?? []) else {
          continue
        }
        try add(query.int(0), kind, privates: kind == .edit || kind == .delete)
        if kind == .decision { decisions.append(query.int(0)) }
      }
    }
    let undos = try PreparedQuery(workspace.database, "SELECT undo FROM undo WHERE target = ? ORDER BY undo")
    var seen: Set<Int64> = []
    while let decision = decisions.popLast() {
      guard seen.insert(decision).inserted else { continue }
      undos.bind(1, decision)
      while try undos.step() { decisions.append(undos.int(0)) }
      try add(decision, .decision, privates: false)
    }
  }

  mutating func addPrivates(before end: Timestamp) throws(LogError) {
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT seq, kind FROM event WHERE private IS NOT NULL AND at < ? AND kind <> 'decision' ORDER BY seq
      """)
    query.bind(1, end.milliseconds)
    while try query.step() {
      guard let kind = EntryKind(rawValue: query.string(1)) else { continue }
      parts[query.int(0)] = ErasedPart(seq: query.int(0), privates: true)
      kinds[query.int(0)] = kind
    }
  }
}

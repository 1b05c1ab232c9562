package import GRDB
package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// The read models of a log: everything that can be asked about comments, authors, decisions and changes, folded from
/// the entries in their order and from nothing else.
///
/// Rows are read through bounded caches and written back by ``flush()``, in the same transaction as the entries that
/// changed them.
package final class Projections {
  private let connection: Database
  package let layer: Layer
  package let log: EventLog
  let behind: WriteBehind

  package let sites: RowCache<SiteRow>
  package let authors: RowCache<AuthorRow>
  package let comments: RowCache<CommentRow>
  package let decisions: RowCache<DecisionRow>
  let names: NameIndex
  let windows: Windows<PostedItem>
  let reactions: Windows<ReactionItem>
  let votes: VoteBook
  let dues: DueBook
  let copies = CopyWatch()
  let skeletons: SkeletonIndex
  /// The times at which threads and sites began that were asked about.
  var windowStarts: Generations<WindowKey, Int64>
  var nickKeys = NameMemo(NameKeys.nickKey)
  var skeletonKeys = NameMemo(NameKeys.skeletonKey)
  let queries: FoldQueries
  var tallies: Tallies
  let trials: RuleTrials
  let releases: RuleReleases
  private var mirror = StateRow()
  /// One policy holds from the first entry to the last, whatever the log recorded.
  private let isUnderOnePolicy: Bool
  private let selectState: PreparedQuery
  private let writeState: PreparedQuery

  /// The rule sets so far, each with the policy and the decay that hold from its entry on.
  package private(set) var regimes: [Regime] = [
    Regime(seq: 0, digest: nil, policy: Policy(), decay: Decay(halfLifeDays: 90))
  ]
  /// The event of the entry that was asked for last.
  var inHand: (seq: Int64, event: Event?)?
  /// The number of the entry that is being folded.
  var current: Int64 { mirror.folded + 1 }
  /// The names that something waits for, or waited, which may not be committed yet.
  var pendingInFlight = InFlight<String, Void>()
  /// The evidence that may not be committed yet, by author and comment.
  var evidenceInFlight = InFlight<Int64, [Int64: [PieceKind: Piece]]>()
  /// The entry that was folded last here, and the number of changes that it caused; nil where none was.
  var changesInEntry: (seq: Int64, count: Int64)?
  /// Whether any entry waits for its target, any decision is about an address or a proof; nil until looked up.
  var hasPending: Bool?
  var hasRulings: Bool?
  /// What is kept while many comments are folded anew at once; nil otherwise.
  var refolding: Refolding?
  /// What became of the labels since the learner last looked.
  var labelWatch = LabelWatch()
  /// The changes of statuses since the caller last took them.
  package var changes: [StatusChange] = []
  /// The rules that were braked since the caller last took them.
  package var brakes: [Brake] = []

  /// With a `policy` all is folded as if that had been in force from the first entry on, which is for a layer of its own.
  package init(
    _ database: Database, layer: Layer = .file, log: EventLog, policy: Policy? = nil,
    memory: MemoryBounds = MemoryBounds()
  ) throws(LogError) {
    isUnderOnePolicy = policy != nil
    connection = database
    self.layer = layer
    self.log = log
    behind = log.behind
    skeletons = SkeletonIndex(behind: behind, memory: memory)
    dues = DueBook(memory)
    windowStarts = Generations(capacity: memory.windowStarts)
    let store = Store(database, layer: layer, behind: behind, memory: memory)
    sites = try RowCache(store)
    authors = try RowCache(store)
    comments = try RowCache(store)
    decisions = try RowCache(store)
    names = try NameIndex(store)
    windows = try Windows(store)
    reactions = try Windows(store)
    votes = try VoteBook(store)
    queries = try FoldQueries(store)
    tallies = try Tallies(store)
    trials = try RuleTrials(store)
    releases = try RuleReleases(store)
    selectState = try store.query(
      "SELECT folded, version, generation FROM \(store.name(Tables.state)) WHERE one = 1")
    writeState = try store.upsert(Tables.state)
    comments.onPut = { [dues] in dues.note($0, before: $1) }
    if let policy {
      regimes[0].policy = policy
      regimes[0].decay = Decay(halfLifeDays: policy.evidence.halfLifeDays)
    }
  }

  /// The connection, when all changes are made.
  package var database: Database {
    behind.settle()
    return connection
  }

  /// The number of the last entry that is folded.
  package var folded: Int64 { mirror.folded }

  /// The regime of the last rule set.
  package var regime: Regime { regimes[regimes.count - 1] }

  /// The regime that was in force when entry `seq` was folded.
  package func regime(at seq: Int64) -> Regime {
    var low = 0
    var high = regimes.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if regimes[middle].seq <= seq { low = middle } else { high = middle - 1 }
    }
    return regimes[low]
  }

  // MARK: Staying in step with the log

  /// Takes in what other processes wrote since: call at the start of a transaction, after `log.synchronize()`.
  ///
  /// Entries that nobody folded yet are folded; returns whether there were any.
  @discardableResult
  package func synchronize() throws(LogError) -> Bool {
    try readState()
    let start = mirror.folded
    guard mirror.folded <= log.headSeq else {
      throw .corrupt(
        path: database.path,
        why: """
          its projections are folded from \(mirror.folded) entries, and its log has but \(log.headSeq): \
          entries are gone
          """)
    }
    // Written to the tables at once: what is asked in SQL must find it.
    while mirror.folded < log.headSeq {
      try catchUp(through: min(log.headSeq, mirror.folded + Projections.portion))
      try flush()
      trim()
      changes.removeAll()
    }
    return mirror.folded > start
  }

  /// Entries of others that are folded before the rows are written to the tables: memory stays bounded.
  private static let portion: Int64 = 10_000

  /// Reads how far the tables are, and forgets what is in memory if another process changed them.
  package func readState() throws(LogError) {
    let stored = try storedState()
    guard stored.folded != mirror.folded || stored.generation != mirror.generation || regimes.count == 1
    else {
      return
    }
    trim(all: true)
    mirror = stored
    try loadRegimes()
  }

  /// Folds the entries up to `end` that are not folded yet.
  package func catchUp(through end: Int64) throws(LogError) {
    try log.forEachToFold(after: mirror.folded, through: end) { (entry) throws(LogError) in
      try self.apply(entry)
    }
  }

  /// Folds one entry, which must be the next.
  ///
  /// `verdict` and `event` are those of the entry, where the caller has them already.
  package func apply(_ entry: Entry, verdict: Verdict? = nil, event: Event? = nil) throws(LogError) {
    precondition(entry.seq == mirror.folded + 1, "entries are folded in their order, each once")
    changesInEntry = (entry.seq, 0)
    reactions.begin(entry: entry.seq)
    inHand = event.map { (entry.seq, $0) }
    try fold(entry, verdict: verdict ?? entry.verdict.flatMap { Verdict(json: $0) })
    mirror.folded = entry.seq
  }

  private func fold(_ entry: Entry, verdict: Verdict?) throws(LogError) {
    let site = try names.site(entry.site, in: self)
    tallies.add(1, to: "kind", entry.kind.rawValue, site: site)
    // A sweep's opinion is no new event.
    if let verdict, entry.kind != .decision { count(verdict, site: site) }
    switch entry.kind {
    case .comment, .reply:
      try foldComment(entry, site: site, verdict: verdict)
      if let verdict { try watchRules(entry, verdict) }
    case .vote: try foldVote(entry, site: site, verdict: verdict)
    case .edit: try foldEdit(entry, site: site, verdict: verdict)
    case .delete: try foldDeletion(entry, site: site)
    case .report: try foldReport(entry, site: site, verdict: verdict)
    case .decision: try foldDecision(entry, site: site, verdict: verdict)
    case .ruleset: try foldRuleset(entry)
    case .erase: copies.forget()
    }
  }

  /// Writes everything that changed into the tables.
  package func flush() throws(LogError) {
    try sites.flush()
    try authors.flush()
    skeletons.noteWritten()
    try comments.flush()
    try decisions.flush()
    try tallies.flush()
    try trials.flush()
    mirror.version = Tables.version
    mirror.bind(to: writeState)
    try writeState.run()
  }

  /// The rows of the comments as they are now, so that queries see them.
  func flushComments() throws(LogError) {
    try comments.flush()
  }

  /// Bounds memory: call after a commit, or once in each turn of a ``WriteBehind``, at its beginning.
  ///
  /// What was used in the turn before, as all was that is in flight, stays.
  package func trim(all: Bool = false) {
    sites.trim(all: all)
    authors.trim(all: all)
    comments.trim(all: all)
    decisions.trim(all: all)
    names.trim(all: all)
    skeletons.trim(all: all)
    windows.trim(all: all)
    reactions.trim(all: all)
    votes.trim(all: all)
    dues.trim(all: all)
    if !all {
      _ = windowStarts.ageIfFull()
    } else {
      windowStarts.removeAll()
      copies.forget()
      trials.discard()
      hasPending = nil
      hasRulings = nil
      labelWatch = LabelWatch()
    }
  }

  /// Forgets what was not committed: call after a rollback.
  package func discard() {
    sites.discard()
    authors.discard()
    comments.discard()
    decisions.discard()
    names.trim(all: true)
    skeletons.trim(all: true)
    windows.trim(all: true)
    reactions.trim(all: true)
    votes.trim(all: true)
    dues.trim(all: true)
    windowStarts.removeAll()
    inHand = nil
    changesInEntry = nil
    copies.forget()
    tallies.discard()
    trials.discard()
    changes = []
    brakes = []
    hasPending = nil
    hasRulings = nil
    labelWatch = LabelWatch()
    mirror = StateRow()
    regimes.removeSubrange(1...)
  }

  private func storedState() throws(LogError) -> StateRow {
    defer { selectState.reset() }
    guard try selectState.step() else { return StateRow() }
    return StateRow(folded: selectState.int(0), version: selectState.int(1), generation: selectState.int(2))
  }

  private func loadRegimes() throws(LogError) {
    regimes.removeSubrange(1...)
    let query = try PreparedQuery(
      database, "SELECT seq, at, digest, policy FROM \(layer.readName("ruleset")) ORDER BY seq")
    while try query.step() {
      addRegime(
        seq: query.int(0), at: Timestamp(milliseconds: query.int(1)), digest: query.string(2),
        policy: query.bytes(3))
    }
  }

  private func foldRuleset(_ entry: Entry) throws(LogError) {
    let facts = entry.facts
    let digest = facts?["digest"]?.string ?? ""
    let policy = facts?["policy"]?.canonical
    queries.insertRuleset.bind(1, entry.seq)
    queries.insertRuleset.bind(2, entry.at.milliseconds)
    queries.insertRuleset.bind(3, digest)
    queries.insertRuleset.bind(4, text: policy)
    try queries.insertRuleset.run()
    addRegime(seq: entry.seq, at: entry.at, digest: digest, policy: policy)
    try watchRules(ofRuleset: entry)
  }

  private func addRegime(seq: Int64, at: Timestamp, digest: String, policy: [UInt8]?) {
    guard !isUnderOnePolicy else { return }
    let policy = policy.flatMap { Policy(json: $0) } ?? regime.policy
    var decay = regime.decay
    decay.change(toHalfLifeDays: policy.evidence.halfLifeDays, from: regimes.count == 1 ? .earliest : at)
    regimes.append(Regime(seq: seq, digest: digest, policy: policy, decay: decay))
  }

  private func count(_ verdict: Verdict, site: Int64) {
    tallies.add(1, to: "verdict", verdict.outcome.name, site: site)
    for reason in verdict.reasons { tallies.add(1, to: "rule", reason.rule, site: site) }
    for reason in verdict.shadow { tallies.add(1, to: "shadow", reason.rule, site: site) }
  }
}

/// How far the folds have come.
private struct StateRow: Equatable {
  var folded: Int64 = 0
  var version: Int64 = Tables.version
  var generation: Int64 = 0

  func bind(to query: PreparedQuery) {
    query.bind(1, Int64(1))
    query.bind(2, folded)
    query.bind(3, version)
    query.bind(4, generation)
  }
}

import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// A comment as a filter looks at it: what is not asked for is not read.
final class FilterSubject {
  let row: CommentRow
  private let surroundings: FilterSurroundings
  private var entry: Entry?
  private var event: Event?
  private var verdict: Verdict??

  init(_ row: CommentRow, in surroundings: FilterSurroundings) {
    self.row = row
    self.surroundings = surroundings
  }

  /// Whether it is one of those that `filter` means.
  func fits(_ filter: CommentFilter) throws(LogError) -> Bool { try holds(filter.root) }

  private func holds(_ node: FilterNode) throws(LogError) -> Bool {
    switch node {
    case .and(let nodes):
      for node in nodes {
        guard try holds(node) else { return false }
      }
      return true
    case .or(let nodes):
      for node in nodes {
        if try holds(node) { return true }
      }
      return false
    case .not(let node):
      return try !holds(node)
    case .test(let test):
      return try holds(test)
    }
  }

  private func holds(_ test: FilterTest) throws(LogError) -> Bool {
    switch test.value {
    case .word(let word):
      return try has(word, test.key) == (test.comparison.isEquality ?? true)
    case .number(let number):
      return test.comparison.holds(self.number(test.key), number)
    case .flag(let flag):
      let isSo = test.key == .escalated ? row.state.isEscalated : isSnoozed
      return (isSo == flag) == (test.comparison.isEquality ?? true)
    case .time(let time):
      switch test.key {
      // The older, the further back.
      case .age: return test.comparison.holds(time, row.at)
      case .before: return row.at < time
      case .after: return row.at >= time
      default: return test.comparison.holds(row.at, time)
      }
    }
  }

  private var isSnoozed: Bool { row.state.snoozedUntil.map { $0 > surroundings.now } ?? false }

  private func has(_ word: String, _ key: FilterKey) throws(LogError) -> Bool {
    func same(_ value: String?) -> Bool { value.map { $0.utf8.elementsEqual(word.utf8) } ?? false }
    switch key {
    case .id: return same(try entryOfComment()?.id)
    case .site: return same(try entryOfComment()?.site)
    case .thread: return same(try entryOfComment()?.content.thread)
    case .nick:
      guard let nick = try eventOfComment()?.nick else { return false }
      return NameKeys.nickKey(nick).utf8.elementsEqual(NameKeys.nickKey(word).utf8)
    case .ip:
      guard let address = try eventOfComment()?.sender.ipKey, let wanted = Sender(ip: word).ipKey else {
        return false
      }
      return address.utf8.elementsEqual(wanted.utf8)
    case .email: return same(try eventOfComment()?.sender.email)
    case .proof: return same(try eventOfComment()?.sender.proof)
    case .status: return same(row.state.status.name)
    case .verdict: return same(row.state.machine.name)
    case .tier: return same(try surroundings.reader.tier(of: row).rawValue)
    case .rule:
      return try verdictInForce()?.reasons.contains { $0.rule.utf8.elementsEqual(word.utf8) } ?? false
    case .tag:
      guard let verdict = try verdictInForce() else { return false }
      return try surroundings.tags.has(word, verdict.reasons.map(\.rule), of: verdict.ruleset)
    case .claimedBy:
      return (try surroundings.claims.holder(of: row.seq, at: surroundings.now) ?? "").utf8
        .elementsEqual(word.utf8)
    case .score, .reports, .up, .down, .replies, .links, .age, .at, .after, .before, .escalated, .snoozed:
      return false
    }
  }

  private func number(_ key: FilterKey) -> Double {
    switch key {
    case .score: row.score
    case .reports: Double(row.reports)
    case .up: Double(row.up)
    case .down: Double(row.down)
    case .replies: Double(row.replies)
    case .links: Double(row.links)
    case .id, .site, .thread, .nick, .rule, .tag, .ip, .email, .proof, .status, .verdict, .tier, .age, .at,
      .after, .before, .claimedBy, .escalated, .snoozed:
      0
    }
  }

  private func entryOfComment() throws(LogError) -> Entry? {
    if entry == nil { entry = try surroundings.workspace.log.entry(row.seq) }
    return entry
  }

  /// Nil after an erasure.
  private func eventOfComment() throws(LogError) -> Event? {
    if event == nil, let entry = try entryOfComment(), entry.content.payload != nil { event = entry.event }
    return event
  }

  private func verdictInForce() throws(LogError) -> Verdict? {
    if let verdict { return verdict }
    let source = try surroundings.workspace.projections.verdictInForce(of: row)
    let found = try surroundings.reader.verdict(inEntry: source)
    verdict = .some(found)
    return found
  }
}

/// What the comments that a filter looks at have in common; made once a search.
final class FilterSurroundings {
  let workspace: Workspace
  let now: Timestamp
  let reader: CommentReader
  let tags: RecordedTags
  let claims: ClaimBoard

  init(_ workspace: Workspace, now: Timestamp) throws(LogError) {
    self.workspace = workspace
    self.now = now
    reader = try CommentReader(workspace)
    tags = RecordedTags(workspace)
    claims = try ClaimBoard(workspace)
  }
}

import ModQEvent
import ModQEventLog

/// The numbers that stand for names in the projections: of sites, threads, authors and senders.
///
/// Names are compared by their bytes. New ones get the next number, in the order in which the log first has them.
final class NameIndex {
  private enum Kind: Hashable { case site, thread, author, sender }
  private struct Key: Hashable {
    var kind: Kind
    var site: Int64
    var name: String
    /// Of authors.
    var proof: String?

    static func == (left: Key, right: Key) -> Bool {
      left.kind == right.kind && left.site == right.site && left.name.isIdentical(to: right.name)
        && (left.proof == nil) == (right.proof == nil)
        && (left.proof ?? "").isIdentical(to: right.proof ?? "")
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(kind)
      hasher.combine(site)
      hasher.combine(bytesOf: name)
      if let proof { hasher.combine(bytesOf: proof) }
    }
  }

  private var numbers: Generations<Key, Int64>
  /// The name that was not found last: who is new is asked for several times.
  private var unknown: Key?
  private var next: [Kind: Int64] = [:]
  private let findSite, findThread, findAuthor, findSender: PreparedQuery
  private let lastSite, lastThread, lastSender: PreparedQuery
  private let insertThread, insertSender: PreparedQuery

  init(_ store: Store) throws(LogError) {
    func query(_ sql: String) throws(LogError) -> PreparedQuery { try store.query(sql) }
    let layer = store.layer
    numbers = Generations(capacity: store.memory.names)
    findSite = try query("SELECT no FROM \(layer.readName("site")) WHERE name = ?")
    findThread = try query("SELECT no FROM \(layer.readName("thread")) WHERE name = ? AND site = ?")
    findSender = try query("SELECT no FROM \(layer.readName("sender")) WHERE key = ? AND site = ?")
    findAuthor = try query(
      "SELECT no FROM \(layer.readName("author")) WHERE nick_key = ? AND site = ? AND proof IS ? AND proven = ?"
    )
    lastSite = try query("SELECT max(no) FROM \(layer.readName("site"))")
    lastThread = try query("SELECT max(no) FROM \(layer.readName("thread"))")
    lastSender = try query("SELECT max(no) FROM \(layer.readName("sender"))")
    insertThread = try store.upsert(Tables.thread)
    insertSender = try store.upsert(Tables.sender)
  }

  // MARK: Looking up

  func site(_ name: String) throws(LogError) -> Int64? {
    try find(Key(kind: .site, site: 0, name: name), findSite) { $0.bind(1, name) }
  }

  func thread(_ name: String, site: Int64) throws(LogError) -> Int64? {
    try find(Key(kind: .thread, site: site, name: name), findThread) {
      $0.bind(1, name)
      $0.bind(2, site)
    }
  }

  func sender(_ key: String, site: Int64) throws(LogError) -> Int64? {
    try find(Key(kind: .sender, site: site, name: key), findSender) {
      $0.bind(1, key)
      $0.bind(2, site)
    }
  }

  func author(nickKey: String, proof: String?, site: Int64) throws(LogError) -> Int64? {
    try find(authorKey(nickKey, proof, site), findAuthor) {
      $0.bind(1, nickKey)
      $0.bind(2, site)
      $0.bind(3, proof)
      // Whose proof was erased is not the one who never had any.
      $0.bind(4, Int64(proof == nil ? 0 : 1))
    }
  }

  // MARK: Giving numbers

  func site(_ name: String, in projections: Projections) throws(LogError) -> Int64 {
    if let no = try site(name) { return no }
    let no = try nextNumber(.site, lastSite, first: 0)
    projections.sites.put(SiteRow(no: no, name: name, actors: 0))
    numbers[Key(kind: .site, site: 0, name: name)] = no
    return no
  }

  func addThread(_ name: String, site: Int64) throws(LogError) -> Int64 {
    if let no = try thread(name, site: site) { return no }
    let no = try nextNumber(.thread, lastThread, first: 1)
    insertThread.bind(1, no)
    insertThread.bind(2, site)
    insertThread.bind(3, name)
    try insertThread.run()
    numbers[Key(kind: .thread, site: site, name: name)] = no
    return no
  }

  func addSender(_ key: String, site: Int64) throws(LogError) -> Int64 {
    if let no = try sender(key, site: site) { return no }
    let no = try nextNumber(.sender, lastSender, first: 1)
    insertSender.bind(1, no)
    insertSender.bind(2, site)
    insertSender.bind(3, key)
    try insertSender.run()
    numbers[Key(kind: .sender, site: site, name: key)] = no
    return no
  }

  /// Remembers the number that the log gave to an author.
  func addAuthor(_ no: Int64, nickKey: String, proof: String?, site: Int64) {
    numbers[authorKey(nickKey, proof, site)] = no
  }

  func trim(all: Bool) {
    unknown = nil
    if all {
      numbers.removeAll()
      next.removeAll()
    } else {
      _ = numbers.ageIfFull()
    }
  }

  private func authorKey(_ nickKey: String, _ proof: String?, _ site: Int64) -> Key {
    Key(kind: .author, site: site, name: nickKey, proof: proof)
  }

  private func find(_ key: Key, _ query: PreparedQuery, bind: (PreparedQuery) -> Void) throws(LogError)
    -> Int64?
  {
    if let no = numbers[key] { return no }
    if key == unknown { return nil }
    // What is in flight is in memory.
    let query = try query.aside
    bind(query)
    defer { query.reset() }
    guard try query.step() else {
      unknown = key
      return nil
    }
    numbers[key] = query.int(0)
    return query.int(0)
  }

  private func nextNumber(_ kind: Kind, _ last: PreparedQuery, first: Int64) throws(LogError) -> Int64 {
    let no: Int64
    if let known = next[kind] {
      no = known
    } else {
      defer { last.reset() }
      no = try last.step() ? last.optionalInt(0).map { $0 + 1 } ?? first : first
    }
    next[kind] = no + 1
    return no
  }
}

package import ModQEventLog

/// Counts by name: what was added since the last ``flush()`` is held in memory.
struct Tallies {
  private var added: [Key: Int64] = [:]
  private let upsert: PreparedQuery

  private struct Key: Hashable {
    var name: String
    var item: String
    var site: Int64
  }

  init(_ store: Store) throws(LogError) {
    upsert = try store.query(
      """
      INSERT INTO \(store.layer.writeName("tally")) (name, item, site, n)
      VALUES (?1, ?2, ?3, ?4 + coalesce(
        (SELECT n FROM \(store.layer.readName("tally")) WHERE name = ?1 AND item = ?2 AND site = ?3), 0))
      ON CONFLICT (name, item, site) DO UPDATE SET n = excluded.n
      """)
  }

  mutating func add(_ n: Int64, to name: String, _ item: String, site: Int64) {
    added[Key(name: name, item: item, site: site), default: 0] += n
  }

  mutating func flush() throws(LogError) {
    for (key, n) in added {
      upsert.bind(1, key.name)
      upsert.bind(2, key.item)
      upsert.bind(3, key.site)
      upsert.bind(4, n)
      try upsert.run()
    }
    discard()
  }

  mutating func discard() {
    added.removeAll(keepingCapacity: true)
  }
}

extension Projections {
  /// The ids of the rules that fired in any verdict of the log, in trial or not.
  package func rulesFired() throws(LogError) -> Set<String> {
    let query = try PreparedQuery(
      database, "SELECT DISTINCT item FROM \(layer.readName("tally")) WHERE name IN ('rule', 'shadow')")
    var rules: Set<String> = []
    while try query.step() { rules.insert(query.string(0)) }
    return rules
  }
}

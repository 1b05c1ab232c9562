import GRDB
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Which rule hit which text, kept in a temporary table, and the figures that follow.
final class HitLedger {
  private let put: PreparedQuery
  private let sum: PreparedQuery
  /// The numbers that stand for rules in the table.
  private var numbers: [String: Int] = [:]
  private var names: [String] = []
  /// For each rule the others that fired each time it did, so far.
  private var companions: [Int: Set<Int>] = [:]

  init(_ database: Database) throws(LogError) {
    do {
      try database.execute(
        sql: """
          CREATE TEMP TABLE hit (
            rule INTEGER, text INTEGER, at INTEGER, judgement INTEGER, shadow INTEGER,
            PRIMARY KEY (rule, text)) STRICT, WITHOUT ROWID
          """)
    } catch {
      throw LogError(error, path: database.path)
    }
    put = try PreparedQuery(database, "INSERT OR IGNORE INTO temp.hit VALUES (?,?,?,?,?)")
    let approved = CommentState.Judgement.approved.rawValue
    sum = try PreparedQuery(
      database,
      """
      SELECT rule, count(*), sum(shadow), sum(judgement <> \(approved)), sum(judgement = \(approved)),
        max(CASE WHEN judgement <> \(approved) THEN at END)
      FROM temp.hit GROUP BY rule
      """)
  }

  /// Notes the rules that fired in `verdict` on a text, of which a human said `judgement`.
  func note(
    _ verdict: Verdict, text: Int64, at: Timestamp, judgement: CommentState.Judgement?
  ) throws(LogError) {
    guard !verdict.reasons.isEmpty || !verdict.shadow.isEmpty else { return }
    var fired: [Int] = []
    for (reasons, isShadow) in [(verdict.reasons, false), (verdict.shadow, true)] {
      for reason in reasons {
        let number = number(of: reason.rule)
        fired.append(number)
        put.bind(1, Int64(number))
        put.bind(2, text)
        put.bind(3, at.milliseconds)
        put.bind(4, judgement?.rawValue)
        put.bind(5, Int64(isShadow ? 1 : 0))
        try put.run()
      }
    }
    for number in fired {
      if companions[number] == nil {
        companions[number] = Set(fired).subtracting([number])
      } else {
        companions[number]?.formIntersection(fired)
      }
    }
  }

  /// The figures of every rule in `rules`, and of every other that hit, in the order of their ids.
  func figures(of rules: [Rule]) throws(LogError) -> [RuleFigures] {
    var found: [String: RuleFigures] = [:]
    for rule in rules { found[rule.id] = RuleFigures(id: rule.id, status: rule.status.rawValue) }
    while try sum.step() {
      let number = Int(sum.int(0))
      let id = names[number]
      var figures = found[id] ?? RuleFigures(id: id)
      figures.hits = Int(sum.int(1))
      figures.shadowHits = Int(sum.int(2))
      figures.truePositives = Int(sum.int(3))
      figures.falsePositives = Int(sum.int(4))
      figures.lastTrueHit = sum.optionalInt(5).map(Timestamp.init(milliseconds:))
      figures.alwaysWith = (companions[number] ?? []).map { names[$0] }.sorted(by: byBytes)
      found[id] = figures
    }
    return found.values.sorted { byBytes($0.id, $1.id) }
  }

  private func number(of rule: String) -> Int {
    if let number = numbers[rule] { return number }
    numbers[rule] = names.count
    names.append(rule)
    return names.count - 1
  }
}

private func byBytes(_ left: String, _ right: String) -> Bool {
  left.utf8.lexicographicallyPrecedes(right.utf8)
}

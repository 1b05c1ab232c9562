import ModQEvent
import ModQJudge
import ModQProjections
import Testing

/// Rules in trial that look at signals and counts, so that every verdict records their values and none rests on them.
///
/// Each of `looks` is the name of a number; `counts` are more of them, with their names.
func signalRules(
  _ looks: [String], on kinds: String = "comment, reply", counts: [String: String] = [:], policy: String = ""
) throws -> RuleSet {
  var body = "rules:\n"
  for (number, name) in looks.enumerated() {
    body += """
        - id: look_\(number)
          title: Looks at \(name)
          status: shadow
          score: 1
          applies_to: [\(kinds)]
          when: \(name) >= -1

      """
  }
  for (name, count) in counts.sorted(by: { $0.key < $1.key }) {
    body += """
        - id: count_\(name)
          title: Counts \(name)
          status: shadow
          score: 1
          applies_to: [\(kinds)]
          when: \(name).count >= 0
          count: {\(name): \(count)}

      """
  }
  let policy = "shared_nicknames: [名無し, 匿名]\n" + policy
  return try RuleSet.load(files: [
    RuleFile(path: "policy.yml", bytes: Array(policy.utf8)),
    RuleFile(path: "rules.yml", bytes: Array(body.utf8)),
  ])
}

extension TestLog {
  /// What the verdict on each event said of `name`, by the id of the event and to four decimals, where it was known.
  func values(of name: String) throws -> [String: Double] {
    var values: [String: Double] = [:]
    let rows = try rows(
      """
      SELECT e.id, v.value FROM event AS e, json_each(e.verdict, '$.shadow') AS r,
      json_each(json_extract(r.value, '$.values')) AS v WHERE v.key = '\(name)' AND v.type <> 'null' ORDER BY e.seq
      """)
    for row in rows {
      let parts = row.split(separator: "|")
      if parts.count == 2 { values[String(parts[0])] = Double(parts[1]).map(rounded) }
    }
    return values
  }
}

extension Line {
  /// The day that is so many minutes after the first instant.
  static func minute(_ minute: Double) -> Double { minute / 1_440 }
}

extension RuleSet {
  /// The rules that modq comes with.
  static func shipped() throws -> RuleSet {
    let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return try RuleSet.load(directory: "/\(package)/Rules")
  }
}

import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

/// What a log says of everybody and everything, by their names and not by their numbers.
///
/// Two logs that differ in entries can be compared. Doubles are shown by their bits.
struct Snapshot: Equatable {
  var lines: [String]

  init(_ log: TestLog) throws {
    lines = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var lines: [String] = []
      for section in Snapshot.sections { lines += try Snapshot.lines(section, workspace) }
      return lines
    }
  }

  /// The lines that only one of two has, marked with − and +; empty if they are the same.
  static func difference(_ left: Snapshot, _ right: Snapshot) -> String {
    let (before, after) = (Set(left.lines), Set(right.lines))
    let lines =
      left.lines.filter { !after.contains($0) }.map { "- " + $0 }
      + right.lines.filter { !before.contains($0) }.map { "+ " + $0 }
    return lines.isEmpty && left != right ? "the same lines in another order" : lines.joined(separator: "\n")
  }

  private struct Section {
    var name: String
    /// Columns that name a row.
    var names: [String]
    var values: [String]
    var source: String
    var order: String?
  }

  private static let sections = [
    Section(
      name: "comment", names: ["e.site", "e.id"],
      values: [
        "status", "machine", "human", "questioned", "escalated", "snoozed_until", "due", "settled_at",
        "judged",
        "judged_at", "score", "up", "down", "weighted", "vote_r", "vote_s", "reports", "replies",
      ],
      source: "comment AS c JOIN event AS e ON e.seq = c.seq"),
    Section(
      name: "author", names: ["t.name", "nick_key", "proof"],
      values: [
        "r", "s", "as_of", "earned", "ruling", "ruling_until", "comments", "approved", "settled", "rejected",
        "days",
        "votes_up", "votes_down", "next_due",
      ],
      source: "author AS a JOIN site AS t ON t.no = a.site"),
    Section(
      name: "evidence", names: ["e.site", "e.id", "v.kind"], values: ["v.at", "r", "s"],
      source: "evidence AS v JOIN event AS e ON e.seq = v.comment AND void = 0"),
    Section(
      name: "vote", names: ["e.site", "e.id", "a.nick_key", "a.proof"],
      values: ["value", "v.at", "weight", "v.r", "v.s"],
      source: """
        vote AS v JOIN event AS e ON e.seq = v.comment AND v.value <> 0 JOIN author AS a ON a.no = v.voter
        """),
    Section(
      name: "queue", names: ["e.site", "e.id"], values: ["risk"],
      source: "comment AS c JOIN event AS e ON e.seq = c.seq AND status = 1", order: "risk DESC, c.seq"),
  ]

  private static func lines(_ section: Section, _ workspace: Workspace) throws(LogError) -> [String] {
    let columns = section.names + section.values
    let query = try PreparedQuery(
      workspace.database,
      """
      SELECT \(columns.joined(separator: ", ")) FROM \(section.source)
      ORDER BY \(section.order ?? section.names.joined(separator: ", "))
      """)
    var lines: [String] = []
    while try query.step() {
      let cells = columns.enumerated().map { index, name in
        let column = Int32(index)
        let value =
          query.isDouble(column) ? hexadecimal(query.double(column)) : query.optionalString(column) ?? "–"
        return index < section.names.count ? value : "\(name)=\(value)"
      }
      lines.append("\(section.name) \(cells.joined(separator: " "))")
    }
    return lines
  }

  private static func hexadecimal(_ value: Double) -> String {
    "\(value) (\(String(value.bitPattern, radix: 16)))"
  }
}

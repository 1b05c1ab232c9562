import GRDB
import ModQEventLog
import ModQJudge
import ModQProjections

/// What two sides say of each text, kept in a temporary table: those alone that at least one of them catches.
///
/// The left side is what was said, or the older directory; the right one is what would be said.
final class OpinionLedger {
  private let put: PreparedQuery
  private let find: PreparedQuery
  private let all: PreparedQuery

  /// One text with both opinions.
  struct Row {
    /// The entry of the comment, or of the edit that made the text.
    var text: Int64
    var comment: Int64
    var left: Opinion
    var right: Opinion
    var judgement: CommentState.Judgement?
  }

  init(_ database: Database) throws(LogError) {
    do {
      try database.execute(
        sql: """
          CREATE TEMP TABLE opinion (
            text INTEGER PRIMARY KEY, comment INTEGER, judgement INTEGER,
            left_outcome INTEGER, left_score REAL, left_words TEXT,
            right_outcome INTEGER, right_score REAL, right_words TEXT) STRICT
          """)
    } catch {
      throw LogError(error, path: database.path)
    }
    put = try PreparedQuery(database, "REPLACE INTO temp.opinion VALUES (?,?,?,?,?,?,?,?,?)")
    find = try PreparedQuery(database, "SELECT * FROM temp.opinion WHERE text = ?")
    all = try PreparedQuery(database, "SELECT * FROM temp.opinion ORDER BY text")
  }

  /// Notes what both sides say of a text.
  func note(_ row: Row) throws(LogError) {
    guard row.left.isCaught || row.right.isCaught else { return }
    try write(row)
  }

  /// Changes what was noted of a text; of one that both sides let pass until now, too.
  func change(
    text: Int64, comment: Int64, judgement: CommentState.Judgement?, _ body: (inout Row) -> Void
  ) throws(LogError) {
    find.bind(1, text)
    var row = Row(text: text, comment: comment, left: .publish, right: .publish, judgement: judgement)
    if try find.step() { row = OpinionLedger.row(from: find) }
    find.reset()
    body(&row)
    try write(row)
  }

  /// Every text that a side caught, in the order of the log.
  func visit(_ body: (Row) throws(LogError) -> Bool) throws(LogError) {
    defer { all.reset() }
    while try all.step() {
      guard try body(OpinionLedger.row(from: all)) else { return }
    }
  }

  private func write(_ row: Row) throws(LogError) {
    put.bind(1, row.text)
    put.bind(2, row.comment)
    put.bind(3, row.judgement?.rawValue)
    bind(row.left, from: 4)
    bind(row.right, from: 7)
    try put.run()
  }

  private func bind(_ opinion: Opinion, from column: Int32) {
    put.bind(column, Int64(opinion.outcome.rawValue))
    put.bind(column + 1, opinion.score)
    put.bind(column + 2, opinion.words.joined(separator: " "))
  }

  private static func row(from query: PreparedQuery) -> Row {
    func opinion(_ column: Int32) -> Opinion {
      Opinion(
        outcome: Verdict.Outcome(rawValue: Int(query.int(column))) ?? .publish,
        score: query.double(column + 1),
        words: query.string(column + 2).split(separator: " ").map(String.init))
    }
    return Row(
      text: query.int(0), comment: query.int(1), left: opinion(3), right: opinion(6),
      judgement: query.optionalInt(2).flatMap(CommentState.Judgement.init))
  }
}

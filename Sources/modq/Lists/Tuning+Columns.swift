import ModQEvent
import ModQJudge
import ModQProjections
import ModQueue

extension RuleFigures {
  /// The columns of a list; a table shows what a rule is judged by.
  static var columns: [Column<RuleFigures>] {
    [
      Column("id", .rest) { .text($0.id) },
      Column("status", .left(7)) { .text($0.status) },
      Column("hits", .right(6)) { .integer(Int64($0.hits)) },
      Column("shadow_hits", .none) { .integer(Int64($0.shadowHits)) },
      Column("true", .right(5), .inTables) { .integer(Int64($0.truePositives)) },
      Column("true_positives") { .integer(Int64($0.truePositives)) },
      Column("false", .right(5), .inTables) { .integer(Int64($0.falsePositives)) },
      Column("false_positives") { .integer(Int64($0.falsePositives)) },
      Column("open", .right(5), .inTables) { .integer(Int64($0.undecided)) },
      Column("undecided") { .integer(Int64($0.undecided)) },
      Column("precision", .right(6)) { .number($0.precision.value.map { rounded($0) }) },
      Column("lower", .right(6), .inTables) { .number($0.precision.lower) },
      Column("precision_lower") { .number($0.precision.lower.map { rounded($0) }) },
      Column("last_true_hit") { .time($0.lastTrueHit) },
      Column("last", .left(10), .inTables) { .text($0.lastTrueHit.map { String($0.rfc3339.prefix(10)) }) },
      Column("always_with") { .words($0.alwaysWith) },
    ]
  }
}

extension Difference {
  /// The columns of a list; a table names the sites of the log where there are several.
  static func columns(_ sites: [String]) -> [Column<Difference>] {
    [
      Column("change") { .text($0.change.rawValue) },
      Column("id", .left(14)) { .text($0.id) },
      Column("site", sites.count > 1 ? .left(10) : .none) { .text($0.site) },
      Column("thread") { .text($0.thread) },
      Column("nick", .left(12)) { .text($0.nick) },
      Column("at") { .time($0.at) },
      Column("body", .rest) { .text($0.body) },
      Column("before", .left(7)) { .text($0.before.name) },
      Column("after", .left(7)) { .text($0.after.name) },
      Column("score_before") { .number($0.scoreBefore) },
      Column("score_after") { .number($0.scoreAfter) },
      Column("rules", .left(24)) { .words($0.rules) },
      Column("decision", .left(8)) { .text($0.judgement?.verb) },
    ]
  }
}

extension CommentState.Judgement {
  /// The decision that says it.
  fileprivate var verb: String {
    switch self {
    case .approved: Decision.Verb.approve.rawValue
    case .rejected: Decision.Verb.reject.rawValue
    case .spam: Decision.Verb.spam.rawValue
    }
  }
}

import ModQEvent
import ModQJudge

/// What the dates of rules say at a moment: which have run out, and which somebody wanted to look at by now.
struct RuleDates {
  private let rules: [Rule]
  private let now: Timestamp

  init(_ ruleSet: RuleSet, at now: Timestamp) {
    rules = ruleSet.rules
    self.now = now
  }

  static func isExpired(_ rule: Rule, at now: Timestamp) -> Bool {
    rule.expires.map { $0 <= now } ?? false
  }

  /// Of the rules that are evaluated, or were until they ran out: a warning for each date that is past, as rules
  /// have them.
  var warnings: [String] {
    rules.filter { $0.status == .active || $0.status == .shadow }.flatMap { rule in
      var found: [String] = []
      if let end = rule.expires, RuleDates.isExpired(rule, at: now) {
        found.append(
          warning(
            rule, "\(rule.id) expired on \(day(end)) and is skipped for what is later",
            "give it a later date, or take it out"))
      } else if let date = rule.reviewBy, date <= now {
        found.append(
          warning(
            rule, "\(rule.id) was to be reviewed by \(day(date))",
            "`modq rules stats` says how it fares; then give it a later date, or take it out"))
      }
      return found
    }
  }

  private func warning(_ rule: Rule, _ message: String, _ hint: String) -> String {
    let place = rule.location
    return "\(visible(place.file)):\(place.line):\(place.column): warning: \(message)\nhint: \(hint)"
  }

  private func day(_ time: Timestamp) -> String { String(time.rfc3339.prefix(10)) }
}

package import ModQEvent

/// The keys that rules files may have: what the loader takes, and what `Rules/rules.schema.json` tells
/// editors.
package enum RuleKeys {
  package static let file = ["rules"]
  package static let rule = [
    "id", "title", "status", "score", "floor", "allow", "when", "match", "count", "absorbs", "applies_to",
    "sites",
    "tags", "since", "expires", "review_by", "tests",
  ]
  package static let match = ["field", "view", "regex", "flags", "phrases", "list", "except", "at_least"]
  package static let count = ["of", "by", "distinct", "within", "at_least"]
  /// Of a test with one text: `hit` or `miss`, and what the text came with.
  package static let sample = [
    "hit", "miss", "span", "type", "at", "nick", "url", "email", "ip", "agent", "thread", "site", "parent",
    "author",
    "values",
  ]
  package static let stream = ["stream"]
  /// What a line of a `stream` has beside the keys of its event.
  package static let line = ["type", "at", "expect", "span"]
  /// The signals that a sample's `author` can set, without `author.`.
  package static let author = Signal.allCases.map(\.rawValue).filter { $0.hasPrefix("author.") }
    .map { String($0.dropFirst(7)) }

  /// The keys of an event of a kind, as its line of JSON has them, beside `type` and `at`.
  package static func event(_ kind: EventKind) -> (required: [String], optional: [String]) {
    let sender = ["ip", "email", "agent", "proof"]
    return switch kind {
    case .comment: (["body"], ["id", "site", "thread", "nick", "link", "url"] + sender)
    case .reply: (["parent", "body"], ["id", "site", "thread", "nick", "link", "url"] + sender)
    case .vote: (["comment", "value"], ["id", "site", "voter"] + sender)
    case .edit: (["comment", "body"], ["id", "site"] + sender)
    case .delete: (["comment"], ["id", "site"])
    case .report: (["comment"], ["id", "site", "reporter", "reason"] + sender)
    case .decision:
      (["action"], ["id", "site", "by", "reason", "until", "batch"] + decisionTargets)
    }
  }

  package static let decisionTargets = ["comment", "nick", "ip", "email", "proof", "undoes"]

  /// The kinds of event that a rule can apply to.
  package static let judged: [EventKind] = [.comment, .reply, .edit, .vote, .report]
}

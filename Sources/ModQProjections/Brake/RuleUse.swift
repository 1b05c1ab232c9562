package import ModQEvent
import ModQEventLog
package import ModQJudge

/// An active rule of a rule set as the log's entry of that set names it: enough to watch it, without its text.
package struct RuleUse: Sendable, Equatable {
  package var id: String
  /// ``RuleSet/fingerprint(of:)``.
  package var digest: String
  /// Whether it looks at comments, and at replies.
  package var kinds: Set<EventKind>
  /// Nil: every site.
  package var sites: Set<String>?
  /// It is skipped before this.
  package var since: Timestamp?

  /// The rules of `ruleSet` that can hold a comment.
  package static func all(of ruleSet: RuleSet) -> [RuleUse] {
    ruleSet.rules.compactMap { rule in
      let kinds = rule.appliesTo.intersection([.comment, .reply])
      guard rule.status == .active, !kinds.isEmpty else { return nil }
      return RuleUse(
        id: rule.id, digest: ruleSet.fingerprint(of: rule), kinds: kinds, sites: rule.sites, since: rule.since
      )
    }
  }

  /// Writes the array that the facts of a `ruleset` entry hold under `rules`; what is as in most rules is left out.
  package static func write(_ uses: [RuleUse], to writer: inout JSONWriter) {
    writer.beginArray()
    for use in uses {
      writer.beginObject()
      writer.member("digest", use.digest)
      writer.member("id", use.id)
      if use.kinds.count == 1 { writer.member("kind", use.kinds.first?.rawValue) }
      if let since = use.since {
        writer.key("since")
        writer.integer(since.milliseconds)
      }
      if let sites = use.sites {
        writer.key("sites")
        writer.beginArray()
        for site in sites.sorted() { writer.string(site) }
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endArray()
  }

  /// Reads back what ``write(_:to:)`` wrote; what is not such an array names no rules.
  static func read(_ recorded: JSONValue?) -> [RuleUse] {
    (recorded?.array ?? []).compactMap { use in
      guard let id = use["id"]?.string, let digest = use["digest"]?.string else { return nil }
      return RuleUse(
        id: id, digest: digest,
        kinds: use["kind"]?.string.flatMap { EventKind(rawValue: $0) }.map { [$0] } ?? [.comment, .reply],
        sites: use["sites"]?.array.map { Set($0.compactMap { $0.string }) },
        since: use["since"]?.integer.map(Timestamp.init(milliseconds:)))
    }
  }

  func looks(at kind: EntryKind, site: String) -> Bool {
    guard let kind = kind.event, kinds.contains(kind) else { return false }
    return sites?.contains(site) ?? true
  }
}

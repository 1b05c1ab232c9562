import Crypto
import ModQEvent

extension RuleSet {
  /// What a rule does, in 32 hexadecimal digits: two rules with the same fingerprint give the same verdicts wherever what
  /// they lean on is the same.
  ///
  /// Made of all that verdicts depend on, the phrases of its lists included, and of nothing else: a new title, tag or test
  /// leaves it as it is, and so do comments and blanks. The first half of the SHA-256 (FIPS 180-4) of a canonical JSON
  /// object; what is at its default is left out, so that a key that rules get later changes no fingerprint.
  ///
  /// - Complexity: O(bytes of the rule), its lists included.
  package func fingerprint(of rule: Rule) -> String {
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    if !rule.absorbs.isEmpty { writer.words("absorbs", rule.absorbs.sorted()) }
    if rule.allow {
      writer.key("allow")
      writer.bool(true)
    }
    writer.words("applies_to", rule.appliesTo.map(\.rawValue).sorted())
    if !rule.counts.isEmpty { writer.array("counts", rule.counts) { $1.write(to: &$0) } }
    writer.moment("expires", rule.expires)
    writer.member("floor", rule.floor?.name)
    if !rule.matches.isEmpty { writer.array("matches", rule.matches.map { tests[$0] }) { $1.write(to: &$0) } }
    writer.key("score")
    writer.number(rule.score)
    writer.moment("since", rule.since)
    if let sites = rule.sites { writer.words("sites", sites.sorted()) }
    writer.member("status", rule.status.rawValue)
    if let condition = rule.condition {
      let scope = Condition.Scope(
        matches: rule.matches.map { tests[$0].name }, counts: rule.counts.map(\.name))
      writer.member("when", condition.text(in: scope))
    }
    writer.endObject()
    return SHA256.hash(data: writer.bytes).prefix(16).map {
      String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16)
    }.joined()
  }
}

extension CountTest {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("at_least")
    writer.integer(atLeast)
    writer.words("by", by.map(\.rawValue))
    if !distinct.isEmpty { writer.words("distinct", distinct.map(\.rawValue)) }
    writer.member("name", name)
    writer.member("of", of.rawValue)
    writer.key("within")
    writer.integer(withinMilliseconds)
    writer.endObject()
  }
}

extension MatchTest {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    if atLeast != 1 {
      writer.key("at_least")
      writer.integer(atLeast)
    }
    if !except.isEmpty { writer.words("except", except) }
    writer.member("field", field.rawValue)
    writer.member("name", name)
    switch sought {
    case .regex(let source, let flags):
      writer.key("flags")
      writer.integer(flags.rawValue)
      writer.member("regex", source)
    case .phrases(let phrases):
      writer.words("phrases", phrases)
    }
    writer.member("view", view.rawValue)
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func array<Element>(
    _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    beginArray()
    for element in elements { write(&self, element) }
    endArray()
  }

  fileprivate mutating func words(_ name: String, _ words: [String]) {
    array(name, words) { $0.string($1) }
  }

  fileprivate mutating func moment(_ name: String, _ moment: Timestamp?) {
    guard let moment else { return }
    key(name)
    integer(moment.milliseconds)
  }
}

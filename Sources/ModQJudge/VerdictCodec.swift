package import ModQEvent

/// A verdict in the canonical JSON of the log's column `verdict`: never a text, only where in it something stood.
///
/// What is as in `Verdict()` is left out, so that the verdict on an unremarkable comment is
/// `{"author":["new",0.5,0.1261,0.8739],"ruleset":1}`. The keys are `author` (tier, expected, lower, upper), `errors`
/// (rule, test, reason), `learned` (probability, k), `links`, `reasons`, `ruleset`, `score`, `shadow`, `verdict`;
/// those of a reason are `allow`, `braked`, `floor`, `matches` (test, field, start, end), `rule`, `score`, `values`.
/// Doubles are as short as reads back
/// the same.
extension Verdict {
  /// The verdict as it is recorded.
  package var json: [UInt8] {
    var writer = JSONWriter(capacity: 256)
    write(to: &writer)
    return writer.bytes
  }

  /// Writes ``json`` as one value.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    if let author {
      writer.key("author")
      writer.beginArray()
      writer.string(author.tier.rawValue)
      writer.number(author.expected)
      writer.number(author.lower)
      writer.number(author.upper)
      writer.endArray()
    }
    write(errors, to: &writer)
    if let learned {
      writer.key("learned")
      writer.beginArray()
      writer.number(learned.spam)
      writer.integer(learned.k)
      writer.endArray()
    }
    if links != 0 {
      writer.key("links")
      writer.integer(links)
    }
    Self.write("reasons", reasons, to: &writer)
    if ruleset != 0 {
      writer.key("ruleset")
      writer.integer(ruleset)
    }
    if score != 0 {
      writer.key("score")
      writer.number(score)
    }
    Self.write("shadow", shadow, to: &writer)
    if outcome != .publish { writer.member("verdict", outcome.name) }
    writer.endObject()
  }

  private func write(_ errors: [Failure], to writer: inout JSONWriter) {
    guard !errors.isEmpty else { return }
    writer.key("errors")
    writer.beginArray()
    for error in errors {
      writer.beginArray()
      writer.string(error.rule)
      writer.string(error.name)
      writer.string(error.reason.rawValue)
      writer.endArray()
    }
    writer.endArray()
  }

  private static func write(_ key: String, _ reasons: [Reason], to writer: inout JSONWriter) {
    guard !reasons.isEmpty else { return }
    writer.key(key)
    writer.beginArray()
    for reason in reasons { write(reason, to: &writer) }
    writer.endArray()
  }

  private static func write(_ reason: Reason, to writer: inout JSONWriter) {
    writer.beginObject()
    if reason.allow {
      writer.key("allow")
      writer.bool(true)
    }
    if reason.isBraked {
      writer.key("braked")
      writer.bool(true)
    }
    writer.member("floor", reason.floor?.name)
    if !reason.matches.isEmpty {
      writer.key("matches")
      writer.beginArray()
      for match in reason.matches {
        writer.beginArray()
        writer.string(match.name)
        writer.string(match.field.rawValue)
        writer.integer(match.start)
        writer.integer(match.end)
        writer.endArray()
      }
      writer.endArray()
    }
    writer.member("rule", reason.rule)
    if reason.score != 0 {
      writer.key("score")
      writer.number(reason.score)
    }
    if !reason.values.isEmpty {
      writer.key("values")
      writer.beginObject()
      for value in reason.values {
        writer.key(value.name)
        write(value.value, to: &writer)
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private static func write(_ value: SignalValue, to writer: inout JSONWriter) {
    switch value {
    case .number(let number): writer.number(number)
    case .flag(let flag): writer.bool(flag)
    case .word(let word): writer.string(word)
    case .unknown: writer.null()
    }
  }
}

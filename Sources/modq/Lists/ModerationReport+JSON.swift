import ModQEvent
import ModQProjections
import ModQueue

extension ModerationReport {
  /// `modq report` as one object in one line.
  var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.number("decisions", decisions)
    writer.number("swept", swept)
    writer.key("people")
    writer.beginArray()
    for person in people { person.write(to: &writer) }
    writer.endArray()
    writer.key("rules")
    writer.beginObject()
    writer.counts("held", [("approved", rules.heldApproved), ("rejected", rules.heldRejected)])
    writer.counts(
      "published", [("confirmed", rules.publishedConfirmed), ("overturned", rules.publishedOverturned)])
    writer.counts(
      "rejected", [("confirmed", rules.rejectedConfirmed), ("overturned", rules.rejectedOverturned)])
    writer.endObject()
    writer.key("days")
    writer.beginArray()
    for day in days {
      writer.beginObject()
      writer.member("day", ModerationReport.name(of: day.day))
      writer.number("decisions", day.decisions)
      writer.endObject()
    }
    writer.endArray()
    queue.write(to: &writer)
    if let sample { sample.write(to: &writer) }
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// A day since 1970 by its date.
  static func name(of day: Int64) -> String {
    String(Timestamp(milliseconds: day * 86_400_000).rfc3339.prefix(10))
  }

  /// What a person decides, in the order in which it is told.
  static let verbs: [Decision.Verb] = [
    .approve, .reject, .spam, .escalate, .snooze, .note, .block, .trust, .clear, .undo,
    .release,
  ]
}

extension ModerationReport.Person {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("by", name)
    writer.number("decisions", decisions)
    for verb in ModerationReport.verbs { writer.number(verb.rawValue, verbs[verb] ?? 0) }
    writer.number("agreed", agreed)
    writer.number("disagreed", disagreed)
    writer.number("reversed", reversed)
    writer.endObject()
  }
}

extension ModerationReport.Queue {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.key("queue")
    writer.beginObject()
    writer.number("waiting", waiting)
    writer.number("snoozed", snoozed)
    writer.number("escalated", escalated)
    writer.optional("oldest", oldest?.rfc3339)
    writer.counts("ages", zip(ModerationReport.Queue.ages, counts).map { ($0.name, $1) })
    writer.endObject()
  }
}

extension RuleSample.Findings {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.key("sample")
    writer.beginObject()
    for (name, part) in [("published", published), ("rejected", rejected)] {
      writer.key(name)
      writer.beginObject()
      writer.number("drawn", part.drawn)
      writer.number("checked", part.checked)
      writer.number("wrong", part.wrong)
      for (name, value) in [("error", part.error.value), ("error_at_most", part.errorAtMost)] {
        writer.key(name)
        if let value { writer.number(rounded(value)) } else { writer.null() }
      }
      writer.endObject()
    }
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func number(_ name: String, _ value: Int) {
    key(name)
    integer(value)
  }

  fileprivate mutating func counts(_ name: String, _ counts: [(String, Int)]) {
    key(name)
    beginObject()
    for (name, count) in counts { number(name, count) }
    endObject()
  }
}

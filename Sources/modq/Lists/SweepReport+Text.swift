import ModQEvent
import ModQProjections
import ModQueue

extension SweepReport {
  /// One line of JSON.
  func json(isApplied: Bool) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    for (name, count) in [
      ("comments", comments), ("left_alone", leftAlone), ("erased", erased), ("changes", changes),
    ] {
      writer.key(name)
      writer.integer(count)
    }
    writer.key("transitions")
    writer.beginArray()
    for transition in transitions { transition.write(to: &writer) }
    writer.endArray()
    writer.key("applied")
    writer.bool(isApplied)
    if isCut {
      writer.key("more")
      writer.bool(true)
    }
    writer.key("batches")
    writer.beginArray()
    for batch in batches {
      writer.beginObject()
      writer.member("site", batch.site)
      writer.member("batch", batch.name)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// For a person at a terminal.
  func text(isApplied: Bool) -> String {
    var text =
      "\(comments) comments judged by today's rules, \(leftAlone) left alone, \(erased) erased: "
      + "\(changes) \(isApplied ? "changed" : "would change")\(isCut ? ", and there are more" : "")\n"
    for transition in transitions {
      text += "\n\(transition.from.name) → \(transition.to.name): \(transition.count)\n"
      for sample in transition.samples {
        let rules = sample.rulesNow.isEmpty ? sample.rulesBefore.map { "no more \($0)" } : sample.rulesNow
        let words = VisibleText("\(sample.nick): \(sample.body)", columns: 100).line
        text += "  \(visible(sample.id))  \(rules.joined(separator: " "))\n    │ \(words)\n"
      }
    }
    for batch in batches { text += "\nundo it with `modq undo \(batch.name)`\n" }
    return text
  }
}

extension SweepReport.Transition {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("from", from.name)
    writer.member("to", to.name)
    writer.key("count")
    writer.integer(count)
    writer.key("samples")
    writer.beginArray()
    for sample in samples {
      writer.beginObject()
      writer.member("id", sample.id)
      writer.member("site", sample.site)
      writer.member("nick", sample.nick)
      writer.member("body", sample.body)
      for (name, rules) in [("rules_before", sample.rulesBefore), ("rules", sample.rulesNow)] {
        writer.key(name)
        writer.beginArray()
        for rule in rules { writer.string(rule) }
        writer.endArray()
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }
}

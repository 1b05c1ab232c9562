import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

/// A decision that was made, as the command that made it prints it.
extension Moderation.Made {
  /// One line of JSON.
  var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("seq")
    writer.integer(entry.seq)
    writer.member("id", entry.id)
    writer.member("site", entry.site)
    writer.member("action", decision.verb.rawValue)
    writer.member(decision.target.name, decision.target.value)
    writer.member("by", decision.by)
    if let batch = decision.batch { writer.member("batch", batch) }
    writer.key("changes")
    writer.beginArray()
    for change in changes {
      writer.beginObject()
      writer.member("id", change.comment)
      writer.member("site", change.site)
      writer.optional("from", change.from?.name)
      writer.member("to", change.to.name)
      writer.endObject()
    }
    writer.endArray()
    if let undone { writer.undone(undone) }
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// For a person at a terminal.
  var text: String {
    let what = undone.map(\.text) ?? visible(decision.target.value)
    var text = "\(decision.verb.rawValue) \(what) (undo with `modq undo \(visible(entry.id))`)\n"
    for change in changes {
      text += "  \(visible(change.comment)): \(change.from?.name ?? "new") → \(change.to.name)\n"
    }
    return text
  }
}

extension Moderation.Undone {
  /// Whose it was, what and when.
  var text: String {
    let name = target.map { " \(visible($0.value))" } ?? ""
    let others = count > 1 ? " and \(count - 1) more" : ""
    return "\(verb.rawValue)\(name)\(others) by \(visible(by)) at \(at.minute)"
  }
}

extension Moderation.Standing {
  /// That nothing was decided, and why.
  var text: String {
    let name = visible(target.value)
    guard let since else { return "no block or trust of \(name) is in force: nothing was changed" }
    return "\(name) is \(verb.participle) already, by \(visible(since.by)) at \(since.at.minute): "
      + "nothing was changed"
  }
}

extension Decision.Verb {
  /// What something is after it.
  fileprivate var participle: String {
    switch self {
    case .approve: "approved"
    case .reject: "rejected"
    case .spam: "marked as spam"
    case .escalate: "escalated"
    case .snooze: "snoozed until then"
    case .block: "blocked"
    case .trust: "trusted"
    // None of these can stand: each says something new, or nothing to name.
    case .note, .clear, .undo, .rejudge, .release: rawValue
    }
  }
}

extension JSONWriter {
  fileprivate mutating func undone(_ undone: Moderation.Undone) {
    key("undone")
    beginObject()
    member("action", undone.verb.rawValue)
    if let target = undone.target { member(target.name, target.value) }
    member("by", undone.by)
    member("at", undone.at.rfc3339)
    key("decisions")
    integer(Int64(undone.count))
    endObject()
  }
}

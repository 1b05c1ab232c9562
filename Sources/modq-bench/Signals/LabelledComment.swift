import ModQEvent

/// A comment with the decision on it.
struct LabelledComment {
  var event: Event
  var decision: Event
  var isSpam: Bool
  var body: String

  /// Those of a file of events, in the order of the decisions.
  static func all(in path: String) throws -> [LabelledComment] {
    var reader = try LineReader(path: path)
    var comments: [String: Event] = [:]
    var found: [LabelledComment] = []
    while try reader.nextLine() {
      let event = try reader.withLine { (line) throws(Refusal) in try EventDecoder.decode(line: line) }
      switch event.action {
      case .comment, .reply: comments[event.id] = event
      case .decision(let decision):
        guard let target = event.content.target, let comment = comments[target] else { continue }
        found.append(
          LabelledComment(
            event: comment, decision: event, isSpam: decision.verb != .approve, body: comment.text ?? ""))
      case .vote, .edit, .delete, .report: break
      }
    }
    return found
  }
}

extension Event {
  /// The text that a comment or reply brings.
  fileprivate var text: String? {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment.body
    case .edit, .vote, .delete, .report, .decision: nil
    }
  }
}

/// What the kinds of event have in common about who and what.
extension Event {
  /// The comment or reply that it is, if it is one.
  package var comment: Comment? {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment
    case .vote, .edit, .delete, .report, .decision: nil
    }
  }

  /// The nickname whose standing it concerns: of the author, voter, reporter, or who is decided about.
  package var nick: String? {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment.nick
    case .vote(let vote): vote.voter
    case .report(let report): report.reporter
    case .decision(let decision): if case .nick(let nick) = decision.target { nick } else { nil }
    case .edit, .delete: nil
    }
  }

  /// What is known of who sent it.
  package var sender: Sender {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment.sender
    case .vote(let vote): vote.sender
    case .edit(let edit): edit.sender
    case .report(let report): report.sender
    case .delete, .decision: Sender()
    }
  }
}

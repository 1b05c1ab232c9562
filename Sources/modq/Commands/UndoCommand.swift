import ArgumentParser
import ModQEventLog
import ModQueue

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "As if a decision had not been made.",
    discussion: """
      Examples:
        modq undo                    the latest decision
        modq undo c42                the latest decision on that comment
        modq undo modq:batch-17      a batch, or a decision, by its id

      Undoing an undo (by its own id) brings back what it undid.
      """)

  @Argument(help: "The id of a comment, a decision or a batch; nothing is the latest decision.")
  var id: String?

  @OptionGroup var who: DecisionOptions

  func run() throws {
    try who.act { (moderation) throws(LogError) in
      try moderation.undo(id, site: who.log.site, reason: who.reason).map { [$0] }
    }
  }
}

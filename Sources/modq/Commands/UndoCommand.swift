import ArgumentParser
import ModQEventLog
import ModQueue

struct UndoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "As if a decision had not been made.",
    discussion: """
      Examples:
        modq undo                    the latest decision, whoever made it
        modq undo c42                the latest decision on that comment
        modq undo modq:batch-17      a batch, or a decision, by its id
        modq undo modq:ruleset-17    the release of a rule, which is braked again

      Undoing an undo (by its own id) brings back what it undid. What was undone already is refused, with the id of the
      undo that did it.
      """)

  @Argument(help: "The id of a comment, a decision, a batch or a release; nothing is the latest decision.")
  var id: String?

  @OptionGroup var who: DecisionOptions

  func run() throws {
    try who.act { (moderation) throws(LogError) in
      try moderation.undo(id, site: who.log.site, reason: who.reason).map { Moderation.Outcome(made: [$0]) }
    }
  }
}

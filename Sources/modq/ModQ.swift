import ArgumentParser
import Glibc

@main
struct ModQ: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "modq",
    abstract: "Moderate comments: judge them, queue what is doubtful, remember everything.",
    discussion: """
      Examples:
        modq ingest events.jsonl        judge events, one JSON object a line
        modq queue                      what waits for a decision
        modq explain c42                why a comment was held
        modq review                     decide one after the other, one key each
        modq approve c42                decide
        modq changes --follow           what the site has to publish or hide
      """,
    version: "modq \(version)",
    subcommands: [
      IngestCommand.self, CheckCommand.self, ChangesCommand.self, QueueCommand.self, ShowCommand.self,
      ExplainCommand.self, ReviewCommand.self, ClaimCommand.self, UnclaimCommand.self, ReputationCommand.self,
      LearnedCommand.self, LogCommand.self,
      RefusedCommand.self, StatsCommand.self, ReportCommand.self,
      ApproveCommand.self, RejectCommand.self, SpamCommand.self,
      EscalateCommand.self, SnoozeCommand.self, NoteCommand.self, UndoCommand.self, BlockCommand.self,
      TrustCommand.self, ClearCommand.self, ReplayCommand.self, VerifyCommand.self, ExportCommand.self,
      RulesCommand.self, SweepCommand.self, WatchCommand.self, EraseCommand.self, CheckpointCommand.self,
      BackupCommand.self, RestoreCommand.self, DoctorCommand.self,
    ])

  /// Ends the process as ArgumentParser would.
  ///
  /// Its messages repeat what stands on the command line, which may come from
  /// anywhere; help, versions and completion scripts are ours.
  private static func end(with error: any Error) -> Never {
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code.isSuccess { end(printing: message) }
    let label = "Error: "
    if !message.isEmpty {
      complain("modq: \(message.hasPrefix(label) ? String(message.dropFirst(label.count)) : message)")
    }
    Glibc.exit(code.rawValue)
  }

  /// Prints a help or a version as every command prints: ArgumentParser looks at no write that fails.
  private static func end(printing message: String) -> Never {
    do throws(Failure) {
      try printOut(Array(message.utf8) + (message.isEmpty ? [] : [UInt8(ascii: "\n")]))
    } catch {
      error.report()
    }
    Glibc.exit(EXIT_SUCCESS)
  }

  static func main() {
    StandardStreams.holdClosed()
    Signals.ignoreFailedWrites()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      failure.report()
    } catch {
      end(with: error)
    }
  }
}

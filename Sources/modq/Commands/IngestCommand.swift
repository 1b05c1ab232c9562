import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Take events in: judge, remember, print each verdict once it is durable.",
    discussion: """
      Examples:
        modq ingest events.jsonl
        tail -F comments.jsonl | modq ingest | while read -r verdict; do …; done

      One JSON object a line. The same line again is known: its first verdict is printed, nothing changes, so that a pipe
      can be run again after any crash. A line that is refused does not stop the others; the exit status is then 1.

      At the end of its input it erases what the policy's private_retention lets go by the time of the last event, a day's at
      once: as `modq erase --expired` does by the clock.

      On SIGHUP the rules are read again: those of them that are in order judge the next line, and otherwise the old ones go
      on. On SIGINT and SIGTERM what is in hand is committed, and standard error says through which line.
      """)

  @Argument(help: "Files of JSON Lines; - or nothing is standard input.")
  var files: [String] = []

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var input: InputOptions

  @Flag(help: "Take an `export --full` into an empty log as it stands.")
  var asRecorded = false

  func run() throws {
    if asRecorded { return try restore() }
    // Who reloads a service does not wait until its rules are read.
    let alarm = Signals.catchStops()
    Signals.catchReloads()
    try input.requireReadable(files)
    // No log is made for rules that can't judge.
    let isNew = FileKind(path: log.path) == .missing
    let ruleSet = try isNew ? rules.loadProven() : rules.load()
    let counts = try withLog(log.path, for: .creating) { workspace in
      let book = RuleBook(try isNew ? ruleSet : rules.prove(ruleSet, for: workspace), mode: input.mode)
      let engine = Engine(workspace, rules: book)
      let options = Ingest.Options(isVerbose: input.verbose)
      let counts = try input.run(files, engine, options: options, alarm: alarm) { place in
        reload(in: place, instead: engine.rules?.ruleSet, for: workspace)
      }
      complain(counts.summary)
      if !Signals.isStopping { expirePrivates(in: workspace) }
      return counts
    }
    if counts.refused > 0 { throw Failure(.refused, "") }
  }

  /// Erases what the policy lets go, now that nobody waits for a verdict, and finishes what a run before was kept from.
  ///
  /// Whoever feeds the pipe can do nothing about it: what can't be done now is said, and left to the next run.
  private func expirePrivates(in workspace: Workspace) {
    let retention = Retention(workspace)
    guard retention.isWanted else { return }
    // A stop in the midst of it is as good as one by a crash.
    Signals.letStopsEnd()
    do {
      let made = try retention.run(at: .now)
      let erasure = Erasure(workspace)
      guard try erasure.nextStep() != nil else { return }
      try erasure.finish(log: log.path)
      guard let made else { return complain("modq: an erasure that was stopped before is finished") }
      complain(
        "modq: erased, since private_retention is over: private parts of entries: \(made.scope.parts.count), "
          + "refused lines: \(made.refusals)")
    } catch {
      (error as? Failure ?? (error as? LogError).map { Failure($0) })?.say()
      complain(
        "modq: what private_retention lets go is not out of all files yet: the next run goes on with it")
    }
  }

  /// Reads the rules again, and makes sure of them as of those that a log has not seen; nil if they are not in order, or the
  /// same as before.
  private func reload(in place: String, instead old: RuleSet?, for workspace: Workspace) -> RuleBook? {
    let digest = old?.digest ?? ""
    do throws(Failure) {
      let ruleSet = try rules.prove(try rules.load(), for: workspace)
      guard ruleSet.digest != digest else {
        complain("modq: read again before \(place): the rules are the same, \(digest)")
        return nil
      }
      complain("modq: from \(place) on the rules are \(ruleSet.digest)")
      return RuleBook(ruleSet, mode: input.mode)
    } catch {
      error.say()
      complain("modq: read again before \(place): the rules stay \(digest)")
      return nil
    }
  }

  /// Takes in a full export, whole or not at all.
  private func restore() throws {
    try input.requireReadable(files)
    guard files.count <= 1 else { throw Failure(.usage, "--as-recorded takes one export") }
    let name = files.first ?? "-"
    let entries = try withLog(log.path, for: .creating) { workspace in
      do {
        var reader =
          name == "-"
          ? LineReader(descriptor: STDIN_FILENO, limit: Bounds.recordedLineBytes)
          : try LineReader(path: name, limit: Bounds.recordedLineBytes)
        return try Restoration.run(&reader, into: workspace).get()
      } catch let error as InputFailure {
        throw Failure(error, input: name)
      } catch Restoration.Fault.notEmpty(let entries) {
        throw Failure(
          .usage, "\(visible(log.path)) has \(entries) entries already",
          advice: "Name a new file with --db: what was recorded goes into an empty log.")
      } catch let fault as Restoration.Fault {
        throw Failure(fault, input: name)
      }
    }
    complain("restored \(entries) entries as recorded")
  }
}

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "As ingest, but nothing is logged: the verdicts it would give now.",
    discussion: """
      Examples:
        echo '{"type":"comment","id":"x","thread":"t","nick":"太郎","body":"こんにちは"}' | modq check

      Lines are judged one after the other on top of the log as it is. A log that does not exist is an empty one, and is
      not made. For one event the exit status is 0 publish, 10 hold, 11 reject.
      """)

  @Argument(help: "Files of JSON Lines; - or nothing is standard input.")
  var files: [String] = []

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var input: InputOptions

  func run() throws {
    try input.requireReadable(files)
    let ruleSet = try rules.load()
    let alarm = Signals.catchStops()
    let counts = try onTopOfLog(log.path) { workspace in
      let book = RuleBook(try rules.prove(ruleSet, for: workspace), mode: input.mode)
      let options = Ingest.Options(isDryRun: true, isVerbose: input.verbose)
      return try input.run(files, Engine(workspace, rules: book), options: options, alarm: alarm)
    }
    if counts.refused > 0 { throw Failure(.refused, "") }
    if counts.events == 1 && counts.held == 1 { throw ExitCode(10) }
    if counts.events == 1 && counts.rejected == 1 { throw ExitCode(11) }
  }
}

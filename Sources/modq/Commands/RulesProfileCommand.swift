import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

struct RulesProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: "Say what each rule costs: over the comments of the log, or over events in files.",
    discussion: """
      Examples:
        modq rules profile --format table
        modq rules profile --limit-events 10000
        modq rules profile yesterday.jsonl

      The most expensive comes first. What all rules share, views of the text and the search for literals and phrases, is no
      rule's. `prefiltered` counts the events in which none of a rule's patterns had to be run. Nothing is logged.
      """)

  @Argument(help: "Files of JSON Lines; - is standard input. Nothing is the log itself.")
  var files: [String] = []

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var list: ListOptions

  @Option(help: "At most so many events: the newest of the log, the first of the files.")
  var limitEvents: Int?

  func validate() throws {
    if let limitEvents, limitEvents < 1 { throw ValidationError("--limit-events is at least 1.") }
  }

  func run() throws {
    let ruleSet = try rules.load()
    let limit = limitEvents ?? .max
    let clock = ContinuousClock.now
    let run =
      files.isEmpty
      ? try withLog(log.path, for: .reading) { workspace in
        let run = ProfileRun(workspace, rules: RuleBook(ruleSet, mode: MatchMode(budget: false)), at: .now)
        try run.measureLog(limit: limit)
        return (lines: run.lines(), events: run.events)
      }
      : try onTopOfLog(log.path) { workspace in
        let run = ProfileRun(workspace, rules: RuleBook(ruleSet, mode: MatchMode(budget: false)), at: .now)
        for file in files { try measure(file, run, limit: limit) }
        return (lines: run.lines(), events: run.events)
      }
    let seconds = (ContinuousClock.now - clock) / .seconds(1)
    try list.print(run.lines, ProfileRun.Line.columns) { $0.id }
    let ofRules = run.lines.reduce(0.0) { $0 + Double($1.figures.totalNanoseconds) / 1e9 }
    complain(
      "judged \(run.events) events in \(hundredths(seconds)) s, of which \(hundredths(ofRules)) s were spent in single rules"
    )
  }

  private func hundredths(_ seconds: Double) -> String { String(Double(Int(seconds * 100)) / 100) }

  private func measure(_ file: String, _ run: ProfileRun, limit: Int) throws(Failure) {
    do {
      var reader = file == "-" ? LineReader(descriptor: STDIN_FILENO) : try LineReader(path: file)
      try run.measure(&reader, limit: limit)
    } catch let error as IngestFailure {
      throw Failure(error, input: file)
    } catch let error as InputFailure {
      throw Failure(error, input: file)
    } catch {
      throw Failure(.io, "\(visible(file)): \(error)")
    }
  }
}

extension ProfileRun.Line {
  fileprivate static var columns: [Column<ProfileRun.Line>] {
    [
      Column("id", .rest) { .text($0.id) },
      Column("evaluations", .right(11)) { .integer(Int64($0.figures.evaluations)) },
      Column("prefiltered", .right(11)) { .integer(Int64($0.figures.prefiltered)) },
      Column("hits", .right(7)) { .integer(Int64($0.figures.hits)) },
      Column("total_us", .right(10)) { .integer(Int64($0.figures.totalNanoseconds / 1_000)) },
      Column("max_us", .right(7)) { .integer(Int64($0.figures.maxNanoseconds / 1_000)) },
      Column("errors", .right(6)) { .integer(Int64($0.figures.errors)) },
    ]
  }
}

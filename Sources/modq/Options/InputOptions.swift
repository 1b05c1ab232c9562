import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

/// How events are read and judged.
struct InputOptions: ParsableArguments {
  @Flag(help: "Print a line for votes, deletions, reports and decisions too.")
  var verbose = false

  @Option(
    help: ArgumentHelp("How refused lines are told on standard error: text or json.", valueName: "form"))
  var refusals: RefusalForm = .text

  @Flag(name: .customLong("no-prefilter"), help: "Run every pattern: to find faults.")
  var withoutPrefilter = false

  @Flag(name: .customLong("no-jit"), help: "Interpret patterns instead of compiling them: to find faults.")
  var withoutJIT = false

  @Flag(name: .customLong("no-budget"), help: "Take any time for an event: to find faults.")
  var withoutBudget = false

  enum RefusalForm: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  var mode: MatchMode { MatchMode(prefilter: !withoutPrefilter, jit: !withoutJIT, budget: !withoutBudget) }

  /// Requires that all of `files` are there and can be read, before anything is done.
  ///
  /// They are not opened: that would wait at a named pipe, and end its writer when it is closed again.
  func requireReadable(_ files: [String]) throws(Failure) {
    for file in files where file != "-" {
      if access(file, R_OK) != 0 { throw Failure(InputFailure(code: errno, operation: .open), input: file) }
      if FileKind(path: file) == .directory {
        throw Failure(InputFailure(code: EISDIR, operation: .read), input: file)
      }
    }
  }

  /// Takes in all of `files`, one after the other; standard input if there are none.
  ///
  /// What `Signals.catchStops()` returned is `alarm`. With `reload`, SIGHUP calls it with where the next line stands; the
  /// rules that it returns are those to judge by from there on.
  func run(
    _ files: [String], _ engine: Engine, options: Ingest.Options, alarm: Int32,
    reload: ((_ place: String) -> RuleBook?)? = nil
  ) throws(Failure) -> Ingest.Counts {
    var file: String?
    var name = ""
    let reload = reload.map { reload in
      Ingest.Reload(isAsked: { Signals.takeReload() }) { line in
        if let book = reload("line \(line) of \(visible(name))") { engine.rules = book }
      }
    }
    var output = Ingest.Output { (lines, notices) throws(OutputFailure) in
      for notice in notices { notice.complain(refusals, of: file) }
      var output = Output()
      try output.write(lines)
      try output.flush()
    }
    output.writeAtOnce = { (lines) throws(OutputFailure) in try Output.writeAtOnce(lines) }
    output.tell = { brakes in
      for brake in brakes { complain(brake.warning) }
    }
    let ingest = Ingest(
      engine, options: options, now: { .now }, isStopping: { Signals.isStopping }, alarm: alarm,
      reload: reload ?? .never,
      output: output)
    for path in files.isEmpty ? ["-"] : files {
      name = path == "-" ? "standard input" : path
      // With one input it is plain which one a line is of.
      file = files.count > 1 ? name : nil
      do {
        var reader = path == "-" ? LineReader(descriptor: STDIN_FILENO) : try LineReader(path: path)
        let last = try ingest.run(&reader)
        if Signals.isStopping {
          complain("modq: stopped after line \(last) of \(visible(name)): everything up to there is kept")
          break
        }
      } catch IngestFailure.output(let error) where options.isDryRun {
        throw Failure(error)
      } catch let error as IngestFailure {
        throw Failure(error, input: name)
      } catch let error as InputFailure {
        throw Failure(error, input: name)
      } catch {
        throw Failure(.io, "\(name): \(error)")
      }
    }
    return ingest.counts
  }
}

extension Projections.Brake {
  /// What standard error says of it.
  fileprivate var warning: String {
    "modq: the rule \(rule) is braked from entry \(seq + 1) on: it held \(held) of \(seen) comments of known and trusted "
      + "authors. It is recorded and holds nothing until its text changes or `modq rules release \(rule)`"
  }
}

extension Ingest.Notice {
  fileprivate func complain(_ form: InputOptions.RefusalForm, of file: String?) {
    switch form {
    case .text:
      let place = file.map { "\(visible($0)), " } ?? ""
      modq.complain("modq: \(place)line \(line), column \(refusal.column): \(visible(refusal.message))")
    case .json:
      var writer = JSONWriter(escapingInvisible: true)
      writer.beginObject()
      if let file { writer.member("file", file) }
      writer.key("line")
      writer.integer(line)
      writer.key("column")
      writer.integer(refusal.column)
      writer.member("reason", refusal.reason.rawValue)
      writer.member("message", refusal.message)
      writer.endObject()
      modq.complain(json: writer.bytes)
    }
  }
}

extension Ingest.Counts {
  /// The line on standard error after a run.
  var summary: String {
    "ingested \(events) events: \(judged) judged (\(published) publish, \(held) hold, \(rejected) reject), "
      + "\(known) already known, \(refused) refused"
  }
}

import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

/// Why a command ends without having done its work: what is wrong, what to do about it, and the exit status.
struct Failure: Error {
  var status: Status
  var message: String
  var advice: String?
  /// What stands in front of the message; problems of rules begin with their place instead, which editors jump to.
  var opening = "modq: "

  /// Exit statuses, as in sysexits(3) where it has one.
  enum Status: Int32 {
    case done = 0
    case refused = 1
    case integrity = 3
    case usage = 64
    case data = 65
    case noInput = 66
    case io = 74
    case busy = 75
    case rules = 78
  }

  init(_ status: Status, _ message: String, advice: String? = nil) {
    self.status = status
    self.message = message
    self.advice = advice
  }

  /// Says what is wrong and what to do on standard error.
  func say() {
    guard !message.isEmpty else { return }
    complain(opening + message)
    if let advice { complain("      \(advice)") }
  }

  /// Ends the process: says what is wrong and what to do on standard error.
  func report() -> Never {
    say()
    exit(status.rawValue)
  }
}

extension Failure {
  init(_ error: LogError) {
    switch error {
    case .missing(let path):
      self.init(
        .noInput, "there is no log at \(path)",
        advice: "Name it with --db or MODQ_DB; `modq ingest` makes a new one.")
    case .notALog(let path, let why):
      self.init(
        .data, "\(path) is not a modq log: \(why)",
        advice: "Name another file with --db or MODQ_DB; this one was not touched.")
    case .newerSchema(let path, let found, let known):
      self.init(
        .data,
        "\(path) was written by a later modq: its schema is \(found), this program knows up to \(known)",
        advice: "Use a modq at least as new as the one that wrote it.")
    case .outdatedProjections(let path):
      self.init(
        .data, "the projections in \(path) are those of another version of modq, or not whole",
        advice: "Run `modq replay` once: it makes them anew from the log.")
    case .busy(let path):
      self.init(
        .busy, "\(path) is kept busy by another process",
        advice: "Try again; `fuser \(path)` names who has it open.")
    case .io(let path, let why):
      self.init(io: path, why: why)
    case .unsettled(let path):
      self.init(
        .io, "\(path): the last commits stand in \(path)-wal, and SQLite has to write beside it to read them",
        advice:
          "Copy both files to a folder where you may write and name the copy, or make this one writable.")
    case .full(let path, let free):
      let left = free.map { " (\($0) bytes are free there)" } ?? ""
      self.init(
        .io, "no space is left for \(path)\(left)",
        advice: "Make space and run the same command again: what was printed is kept, nothing comes twice.")
    case .corrupt(let path, let why):
      self.init(.integrity, "\(path) is damaged: \(why)", advice: "Restore a backup.")
    case .refused(let why):
      self.init(.io, "the log refused a change: \(why)")
    case .database(let path, let code, let message):
      self.init(.io, "\(path): SQLite error \(code): \(message)")
    }
  }

  /// Where SQLite could not write or read, it says no more than that.
  init(io path: String, why: String) {
    switch why {
    case "disk I/O error", systemError(ENOSPC):
      let left = freeBytes(beside: path).map { " (\($0) bytes are free there)" } ?? ""
      self.init(
        .io, "\(path): \(why)\(left)",
        advice: "Make space or mend the disk, and run the same command again: what was committed stands.")
    case "attempt to write a readonly database", "unable to open database file":
      self.init(
        .io, "\(path): \(why)",
        advice:
          "SQLite writes beside a log also to read it: see who may write to the file and its folder, or copy it "
          + "to where you may; what was committed stands.")
    case systemError(EACCES), systemError(EPERM):
      self.init(
        .io, "\(path): \(why)", advice: "See who may write to it and to its folder: `ls -ld` shows that.")
    case systemError(ENOENT) where FileKind(path: directory(of: path)) == .missing:
      self.init(.io, "\(path): \(why)", advice: "Its folder is not there: make it, or name another place.")
    case systemError(EROFS):
      self.init(
        .io, "\(path): \(why)", advice: "Nothing can be written to that file system: name another place.")
    default:
      self.init(.io, "\(path): \(why)")
    }
  }

  init(_ error: InputFailure, input: String) {
    self.init(.noInput, "\(input): \(error)", advice: "Name a file of JSON Lines, or - for standard input.")
  }

  /// A closed pipe is no fault: the command ends quietly.
  init(_ error: OutputFailure) {
    switch error {
    case .closed: self.init(.done, "")
    case .failed(let code): self.init(.io, "cannot write the output: \(String(cString: strerror(code)))")
    }
  }

  /// The output failed when what it tells of was done already: that stands.
  init(_ error: OutputFailure, after done: Done) {
    guard case .failed(let code) = error else {
      self.init(error)
      return
    }
    self.init(
      .io, "\(done.statement); only printing that failed: \(String(cString: strerror(code)))",
      advice: "Nothing has to be done again; \(done.shownBy).")
  }

  init(_ error: IngestFailure, input: String) {
    switch error {
    case .log(let error): self.init(error)
    case .input(let error): self.init(error, input: input)
    case .output(let error):
      self.init(error)
      if status == .io {
        advice =
          "What was committed stands: give the same input again, and each known line's first verdict is printed."
      }
    }
  }

  init(_ fault: Restoration.Fault, input: String) {
    let advice = "It has to be the whole output of `modq export --full`; nothing was kept."
    switch fault {
    case .input(let error):
      self.init(error, input: input)
    case .line(let number, let message):
      self.init(.data, "line \(number) of \(input) is no entry: \(message)", advice: advice)
    case .cutShort(let entries):
      self.init(
        .data, "\(input) is cut short: the line is missing that says that its \(entries) entries are all",
        advice: advice)
    case .notEmpty(let entries):
      self.init(.usage, "the log has \(entries) entries already")
    case .chain(let report):
      self.init(
        .integrity, "entry \(report.firstBad?.seq ?? 0) of \(input) is not what was exported", advice: advice)
    }
  }

  init(_ problems: RuleProblems) {
    // A directory that is not there has no place in a file.
    if let problem = problems.problems.first, problem.location == nil {
      self.init(.rules, problem.message, advice: problem.hint)
    } else {
      self.init(.rules, problems.rendered)
      opening = ""
    }
  }
}

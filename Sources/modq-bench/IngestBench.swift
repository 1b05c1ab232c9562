import ArgumentParser
import GRDB
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

/// `modq-bench ingest`: taking events in, replaying them and judging them again, beside a bare append of the same lines to
/// SQLite.
struct IngestBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Times ingest, replay and backtest of a file of events, beside a bare append of its lines.")

  @Argument(help: "A file of JSON Lines.")
  var events: String

  @Option(help: "A directory of rules.")
  var rules = "Rules"

  @Option(help: "A folder for the files that are made.")
  var folder = "/tmp"

  func run() throws {
    let base = "\(folder)/modq-bench-\(getpid())"
    let lines = try readLines()
    defer {
      for name in ["append", "modq"] {
        for suffix in ["", "-wal", "-shm", "-lock"] { unlink("\(base)-\(name).db\(suffix)") }
      }
    }
    let append = try rate("bare append", lines.count) { try self.append(lines, to: base + "-append.db") }
    let book = RuleBook(try RuleSet.load(directory: rules, compiling: .none))
    let ingest = try rate("ingest", lines.count) { try self.ingest(book, into: base + "-modq.db") }
    // A replay builds the projections beside the old ones: what it needed for that stays in the file.
    let size = self.size(base + "-modq.db")
    let replay = try rate("replay", lines.count) {
      _ = try Workspace.open(base + "-modq.db", for: .writing) { (workspace) throws(LogError) in
        try Replay.run(workspace)
      }
    }
    let backtest = try rate("backtest", lines.count) {
      _ = try Workspace.open(base + "-modq.db", for: .reading) { (workspace) throws(LogError) in
        try Backtest(workspace, book.ruleSet)
      }
    }
    print("ingest / append ", ingest / append)
    print("replay / append ", replay / append)
    print("replay / ingest ", replay / ingest)
    print("backtest / ingest", backtest / ingest)
    print("file / input    ", Double(size) / Double(self.size(events)))
  }

  private func readLines() throws -> [[UInt8]] {
    var reader = try LineReader(path: events)
    var lines: [[UInt8]] = []
    while case .line = try reader.next() {
      lines.append(reader.withLine { span in span.withUnsafeBytes { Array($0) } })
    }
    return lines
  }

  /// One prepared statement, one STRICT table with a unique id, `synchronous=FULL`, 1,000 rows a transaction.
  private func append(_ lines: [[UInt8]], to path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
          CREATE TABLE line (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT;
          """)
      let insert = try PreparedQuery(database, "INSERT INTO line (seq, id, body) VALUES (?,?,?)")
      for start in stride(from: 0, to: lines.count, by: 1_000) {
        try database.beginTransaction(.immediate)
        for number in start..<min(start + 1_000, lines.count) {
          insert.bind(1, Int64(number + 1))
          insert.bind(2, "id\(number)")
          insert.bind(3, blob: lines[number])
          try insert.run()
        }
        try database.commit()
      }
    }
    try queue.close()
  }

  private func ingest(_ book: RuleBook, into path: String) throws {
    let null = open("/dev/null", O_WRONLY)
    defer { close(null) }
    var reader = try LineReader(path: events)
    let result = try Workspace.open(path, for: .creating) { (workspace) throws(LogError) in
      let ingest = Ingest(
        Engine(workspace, rules: book), options: Ingest.Options(), now: now, isStopping: { false },
        output: Ingest.Output { (lines, _) throws(OutputFailure) in
          _ = lines.withUnsafeBytes { write(null, $0.baseAddress, $0.count) }
        })
      return Result { try ingest.run(&reader) }
    }
    _ = try result.get()
  }

  private func now() -> Timestamp {
    Timestamp(milliseconds: Int64(time(nil)) * 1_000)
  }

  /// Events a second of `work`, which is printed.
  private func rate(_ name: String, _ count: Int, _ work: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure(work)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    let rate = Double(count) / seconds
    print(name + String(repeating: " ", count: max(1, 16 - name.count)), Int(rate), "events/s")
    return rate
  }

  private func size(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
  }
}

import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// A log in a folder of its own that goes with the test.
final class TestLog {
  let folder: String
  let path: String
  let rules: RuleSet
  private(set) var lines: [String] = []

  init(rules: RuleSet) throws {
    var template = Array("/tmp/modq-test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    folder = String(cString: made)
    path = folder + "/modq.db"
    self.rules = rules
  }

  deinit {
    for name in ["modq.db", "modq.db-wal", "modq.db-shm", "modq.db-lock"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// Takes `events` in with one opening of the file, and returns the verdict lines and refusals.
  @discardableResult
  func ingest(_ events: [[UInt8]], rules: RuleSet? = nil) throws -> [String] {
    let set = rules ?? self.rules
    return try Workspace.open(path, for: .creating) { (workspace) throws(LogError) in
      take(events, rules: set, options: Ingest.Options(), in: workspace)
    }
  }

  /// Runs one statement, as somebody else would.
  func execute(_ sql: String) throws {
    try Workspace.open(path, for: .writing) { (workspace) throws(LogError) in
      try PreparedQuery(workspace.database, sql).run()
    }
  }

  /// Takes `events` in as from a file, where all wait from the beginning, in groups of so many; returns the lines that were
  /// printed, and why it stopped.
  ///
  /// Whoever reads what is printed takes at most so many bytes of it at once.
  func ingest(
    fileOf events: [[UInt8]], groupEvents: Int, memory: MemoryBounds = MemoryBounds(),
    readingAtOnce readBytes: Int = .max
  ) throws -> (output: [String], failure: IngestFailure?) {
    let file = folder + "/events.jsonl"
    defer { unlink(file) }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    let bytes = events.flatMap { $0 + [UInt8(ascii: "\n")] }
    let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    try #require(count == bytes.count)
    var printed: [UInt8] = []
    var failure: IngestFailure?
    var reader = try LineReader(path: file, limit: Bounds.lineBytes)
    try Workspace.open(path, for: .creating, memory: memory) { (workspace) throws(LogError) in
      var output = Ingest.Output { (lines, _) throws(OutputFailure) in
        #expect(!workspace.isInTransaction, "others can write while its reader is waited for")
        printed += lines
      }
      output.writeAtOnce = { (lines) throws(OutputFailure) in
        printed += lines.prefix(readBytes)
        return min(lines.count, readBytes)
      }
      let ingest = Ingest(
        Engine(workspace, rules: RuleBook(rules, mode: MatchMode(budget: false))),
        options: Ingest.Options(groupEvents: groupEvents), now: { TestLog.arrival }, isStopping: { false },
        output: output)
      do throws(IngestFailure) {
        try ingest.run(&reader)
      } catch {
        failure = error
      }
      #expect(workspace.behind.settlings > 0, "its changes are made behind")
    }
    return (String(decoding: printed, as: UTF8.self).split(separator: "\n").map(String.init), failure)
  }

  /// What taking in `events` would print now; nothing is kept.
  func check(_ events: [[UInt8]]) throws -> [String] {
    try Workspace.overlay(path) { (workspace) throws(LogError) in
      take(events, rules: rules, options: Ingest.Options(isDryRun: true), in: workspace)
    }
  }

  /// The arrival of all events: later than any of their own times.
  static let arrival = Timestamp(milliseconds: 1_900_000_000_000)

  private func take(
    _ events: [[UInt8]], rules: RuleSet, options: Ingest.Options, in workspace: Workspace
  ) -> [String] {
    var input = [Int32](repeating: 0, count: 2)
    guard pipe(&input) == 0 else {
      Issue.record("no pipe: \(systemError())")
      return []
    }
    let writer = Writer(descriptor: input[1], bytes: events.flatMap { $0 + [UInt8(ascii: "\n")] })
    writer.start()
    defer { close(input[0]) }
    var output: [String] = []
    let ingest = Ingest(
      Engine(workspace, rules: RuleBook(rules, mode: MatchMode(budget: false))), options: options,
      now: { TestLog.arrival }, isStopping: { false },
      output: Ingest.Output { (lines, notices) throws(OutputFailure) in
        output += String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
        output += notices.map { "refused \($0.refusal.reason.rawValue)" }
      })
    var reader = LineReader(descriptor: input[0])
    do {
      try ingest.run(&reader)
    } catch {
      Issue.record("ingest stopped: \(error)")
    }
    return output
  }

  /// The digests of the projections as they stand in the file.
  func digests() throws -> [String: String] {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      try ProjectionDigests.compute(workspace.database, layer: .file)
    }
  }

  func verification() throws -> Verification {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in try Verification(workspace) }
  }

  /// Rows of a query as text, for looking at what was folded.
  func rows(_ sql: String) throws -> [String] {
    try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      let query = try PreparedQuery(workspace.database, sql)
      var rows: [String] = []
      while try query.step() {
        rows.append((0..<query.columnCount).map { query.optionalString($0) ?? "NULL" }.joined(separator: "|"))
      }
      return rows
    }
  }
}

/// Feeds a pipe from a thread of its own, since a pipe holds only so much.
private final class Writer: @unchecked Sendable {
  private let descriptor: Int32
  private let bytes: [UInt8]

  init(descriptor: Int32, bytes: [UInt8]) {
    self.descriptor = descriptor
    self.bytes = bytes
  }

  func start() {
    // Unretained would do as well: the thread holds the writer until it is done.
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(self).toOpaque()
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let writer = Unmanaged<Writer>.fromOpaque(argument).takeRetainedValue()
        var written = 0
        while written < writer.bytes.count {
          let count = writer.bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return write(writer.descriptor, base.advanced(by: written), buffer.count - written)
          }
          guard count > 0 else { break }
          written += count
        }
        close(writer.descriptor)
        return nil
      }, argument)
    pthread_detach(thread)
  }
}

private let abuseRule = """
    - id: abuse
      title: Telling someone to die
      score: 4
      match:
        phrase: {field: body, view: skeleton, phrases: [死ね], except: [必死ね]}
      tests: [{hit: 死ね}, {miss: 必死ね}]
  """

private let shoutRule = """
    - id: shout
      title: Shouting
      score: 10
      match:
        caps: {field: body, regex: 'BUY NOW'}
      tests: [{hit: BUY NOW}, {miss: buy}]
  """

private let reportedRule = """
    - id: reported
      title: Three reports
      applies_to: [report]
      score: 4
      when: reports >= 3
      tests: [{miss: a}]
  """

/// The rules that the tests of folds judge by: a bit of everything, whatever is shipped.
func testRules(_ extra: String = "", policy: String = "") throws -> RuleSet {
  let body = """
    rules:
    \(abuseRule)
      - id: link
        title: A link from a newcomer
        score: 4.5
        when: links >= 1 and author.approved < 2
        tests: [{hit: "https://a.example/"}, {miss: a}]
    \(shoutRule)
      - id: flood
        title: Too many
        score: 4
        when: burst
        count:
          burst: {of: comments, by: author, within: 5m, at_least: 4}
        tests: [{miss: a}]
    \(reportedRule)
      - id: downvoted
        title: Voted down
        applies_to: [vote]
        score: 4
        when: votes.down >= 2
        tests: [{miss: a}]
    \(extra)
    """
  let policy = "shared_nicknames: [名無し, 匿名]\n\(policy)\n"
  return try RuleSet.load(files: [
    RuleFile(path: "policy.yml", bytes: Array(policy.utf8)),
    RuleFile(path: "rules.yml", bytes: Array(body.utf8)),
  ])
}

extension TestLog {
  /// Takes in a full export.
  func restore(_ export: [UInt8]) throws {
    let file = folder + "/export.jsonl"
    defer { unlink(file) }
    let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    let count = export.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    try #require(count == export.count)
    var reader = try LineReader(path: file, limit: Bounds.recordedLineBytes)
    let result = try Workspace.open(path, for: .creating) { (workspace) throws(LogError) in
      try Restoration.run(&reader, into: workspace)
    }
    _ = try result.get()
  }
}

/// Rules whose verdicts hang on the text and on readers alone, and on nobody's standing.
func plainRules(policy: String = "") throws -> RuleSet {
  let body = """
    rules:
    \(abuseRule)
      - id: link
        title: A link
        score: 4.5
        when: links >= 1
        tests: [{hit: "https://a.example/"}, {miss: a}]
    \(shoutRule)
    \(reportedRule)
      - id: downvoted
        title: Voted down
        applies_to: [vote]
        score: 4
        when: votes.down >= 3
        tests: [{miss: a}]
    """
  let policy = "shared_nicknames: [名無し, 匿名]\n" + policy
  return try RuleSet.load(files: [
    RuleFile(path: "policy.yml", bytes: Array(policy.utf8)),
    RuleFile(path: "rules.yml", bytes: Array(body.utf8)),
  ])
}

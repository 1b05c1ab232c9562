import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// Lines that are read ahead on another thread come out as if each had been read when its turn came.
struct LookAheadTests {
  static let extra =
    "  - id: extra\n    title: Extra\n    score: 5\n    match: {w: {field: body, regex: 'nice'}}\n    tests: [{hit: nice}, {miss: a}]\n"

  /// From the line on that comes next, texts are judged by the new rules, though they were read by the old ones.
  @Test(arguments: [1, 2, 17, 128, 129, 300])
  func textsReadAheadByOtherRulesAreReadAgain(next: Int) throws {
    var stream = EventStream(seed: UInt64(next))
    let events = stream.lines(400)
    let (old, new) = (try testRules(), try testRules(Self.extra))
    let reloaded = try TestLog(rules: old)
    var asked = 0
    let output = try Self.run(events, in: reloaded) { engine in
      Ingest.Reload {
        asked += 1
        return asked == next
      } run: { line in
        #expect(line == next)
        engine.rules = RuleBook(new, mode: MatchMode(budget: false))
      }
    }
    let apart = try TestLog(rules: old)
    let first = try apart.ingest(Array(events.prefix(next - 1)))
    #expect(output.lines == first + (try apart.ingest(Array(events.dropFirst(next - 1)), rules: new)))
    #expect(try reloaded.digests() == apart.digests())
  }

  /// What was read ahead and not taken in is as if it had not been read.
  @Test(arguments: [0, 1, 16, 100, 128, 250])
  func aStopLeavesOutWhatWasReadAhead(taken: Int) throws {
    var stream = EventStream(seed: 7)
    let events = stream.lines(300)
    let log = try TestLog(rules: try testRules())
    // Asked once for each line that is there, however often it is waited for.
    var lines = 0
    let output = try Self.run(events, in: log) { _ in
      Ingest.Reload {
        lines += 1
        return false
      } run: { _ in
      }
    } isStopping: {
      lines >= taken
    }
    #expect(output.last == taken)
    let whole = try TestLog(rules: try testRules())
    #expect(output.lines == (try whole.ingest(Array(events.prefix(taken)))))
    #expect(try log.digests() == whole.digests())
  }

  @Test func blankBrokenAndLongLinesKeepTheirPlace() throws {
    var events: [[UInt8]] = []
    for number in 0..<200 {
      events.append(Array(#"{"type":"comment","id":"c\#(number)","thread":"t","nick":"太郎","body":"w"}"#.utf8))
      switch number % 50 {
      case 10: events.append([])
      case 20: events.append(Array("{]".utf8))
      case 30: events.append([UInt8](repeating: 0x20, count: Bounds.lineBytes + 1))
      default: break
      }
    }
    let log = try TestLog(rules: try testRules())
    let output = try Self.run(events, in: log)
    #expect(output.last == events.count)
    #expect(output.lines.count { $0.hasPrefix("refused") } == 8)
    #expect(output.lines.count { $0.contains(#""verdict":"#) } == 200)
    #expect(output.refusedLines == [23, 34, 76, 87, 129, 140, 182, 193])
  }

  @Test func aChunkIsBoundedInLinesAndInBytes() throws {
    func chunks(_ lines: [[UInt8]]) throws -> [Int] {
      let path = try Self.file(of: lines)
      defer { unlink(path) }
      var reader = try LineReader(path: path)
      var counts: [Int] = []
      while true {
        var chunk = LineChunk()
        let end = chunk.gather(from: &reader)
        counts.append(chunk.lines.count)
        if case .input? = end { return counts }
      }
    }
    let most = LineChunk.mostLines
    #expect(try chunks([[UInt8]](repeating: [0x20], count: 2 * most + 1)) == [most, most, 1])
    let long = [UInt8](repeating: 0x20, count: LineChunk.mostBytes - 1)
    // What is full does not look whether more comes.
    #expect(try chunks([long, [0x20], [0x20], long]) == [2, 2, 0])
  }

  // MARK: Running

  private struct Output {
    var lines: [String] = []
    var refusedLines: [Int] = []
    var last = 0
  }

  private static func file(of lines: [[UInt8]]) throws -> String {
    var template = Array("/tmp/modq-lines-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    try #require(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
    return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes in a file of `events`, of which all lines are there at once.
  private static func run(
    _ events: [[UInt8]], in log: TestLog, reload: (Engine) -> Ingest.Reload = { _ in .never },
    isStopping: @escaping () -> Bool = { false }
  ) throws -> Output {
    let path = try file(of: events)
    defer { unlink(path) }
    var reader = try LineReader(path: path)
    var output = Output()
    let result = try Workspace.open(log.path, for: .creating) { (workspace) throws(LogError) in
      let engine = Engine(workspace, rules: RuleBook(log.rules, mode: MatchMode(budget: false)))
      let ingest = Ingest(
        engine, options: Ingest.Options(), now: { TestLog.arrival }, isStopping: isStopping,
        reload: reload(engine),
        output: Ingest.Output { (lines, notices) throws(OutputFailure) in
          output.lines += String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
          output.lines += notices.map { "refused \($0.refusal.reason.rawValue)" }
          output.refusedLines += notices.map(\.line)
        })
      return Result { try ingest.run(&reader) }
    }
    output.last = try result.get()
    return output
  }
}

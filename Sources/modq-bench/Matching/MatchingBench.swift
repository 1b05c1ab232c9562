import ArgumentParser
import Foundation
import ModQJudge

/// `modq-bench matching`: many regexes over many texts, with the plain loop over all of them for comparison.
struct MatchingBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matching",
    abstract: "Times the matcher against running every pattern with PCRE2.")

  @Option(parsing: .upToNextOption, help: "Files of ID, flags and regex, separated by tabs.")
  var rules: [String] = []

  @Option(help: "Events, one object a line, whose bodies are the texts.")
  var texts: String

  @Option(help: "A file of phrases, one a line, looked for instead of regexes.")
  var phrases: String?

  @Option(help: "Use the first so many rules or phrases, spread over all.")
  var limit: Int?

  @Option(help: "Run the plain loop on every so-manieth text.")
  var loopEvery = 20

  @Option(help: "How often to go through the texts.")
  var rounds = 3

  @Flag(
    help: "Match through modq's views, nfkc for regexes and fold for phrases, not the texts as they came.")
  var views = false

  @Option(help: "List this many of the patterns that took longest.")
  var slowest = 0

  func run() throws {
    var tests: [MatchTest] = []
    for file in rules { tests += try Self.regexes(in: file) }
    if let limit, limit < tests.count { tests = (0..<limit).map { tests[$0 * tests.count / limit] } }
    if let phrases {
      let lines = try String(contentsOfFile: phrases, encoding: .utf8).split(separator: "\n").map(String.init)
      tests = [
        MatchTest(
          name: "list", field: .body, view: .raw, sought: .phrases(Array(lines.prefix(limit ?? lines.count))))
      ]
    }
    let bodies = try Self.bodies(in: texts)
    print(
      "\(tests.count) tests, \(bodies.count) texts, \(bodies.map(\.utf8.count).reduce(0, +) / bodies.count) bytes each"
    )

    if views {
      try run(tests.map(Self.inUsualView), on: bodies, through: Views.self)
    } else {
      try run(tests, on: bodies, through: PlainText.self)
    }
  }

  private static func inUsualView(_ test: MatchTest) -> MatchTest {
    var test = test
    if case .regex = test.sought { test.view = .nfkc } else { test.view = .fold }
    return test
  }

  private func run<Source: ViewSource>(
    _ tests: [MatchTest], on bodies: [String], through source: Source.Type
  ) throws {
    let (matcher, loading) = timed { Matcher(tests, through: source) }
    print("load".padded, seconds(loading))
    print("automata".padded, matcher.automatonBytes / 1024, "KiB")
    time(matcher, on: bodies, through: source)
    if phrases == nil { try loop(tests, matcher: matcher, on: bodies, through: source) }
  }

  private func time<Source: ViewSource>(_ matcher: Matcher, on bodies: [String], through source: Source.Type)
  {
    let scratch = MatchScratch()
    var hits = 0
    var failures = 0
    var ran = 0
    for round in 0..<rounds {
      (hits, failures, ran) = (0, 0, 0)
      let (_, scanning) = timed {
        for body in bodies {
          ran += matcher.candidates(in: Subject(body: body), scratch: scratch, through: source).count
        }
      }
      let (_, matching) = timed {
        for body in bodies {
          let matches = matcher.matches(in: Subject(body: body), scratch: scratch, through: source)
          for outcome in matches.outcomes.values {
            if case .hit = outcome { hits += 1 } else { failures += 1 }
          }
        }
      }
      print("round \(round + 1): automaton".padded, perText(scanning, bodies.count))
      print("round \(round + 1): matcher".padded, perText(matching, bodies.count))
    }
    print("patterns run per text".padded, Double(ran) / Double(bodies.count))
    print("compiled".padded, matcher.compiledCount)
    print("hits, failures".padded, hits, failures)
  }

  private func loop<Source: ViewSource>(
    _ tests: [MatchTest], matcher: Matcher, on bodies: [String], through source: Source.Type
  ) throws {
    let (patterns, compiling) = try timed {
      try tests.map { test in
        guard case .regex(let source, let flags) = test.sought else { throw ExitCode.failure }
        return try Pattern(source, flags: flags)
      }
    }
    if slowest > 0 { listSlowest(tests, patterns, matcher: matcher, on: bodies, through: source) }
    print("loop: compile all".padded, seconds(compiling))
    let sample = stride(from: 0, to: bodies.count, by: loopEvery).map { bodies[$0] }
    let scratch = MatchScratch()
    let view = tests.first?.view ?? .raw
    var found: [[Int: Bool]] = []
    let (_, looping) = timed {
      for body in sample {
        var views = Source(body)
        found.append(
          views.text(in: view).bytes.withUnsafeBufferPointer { text in
            var hits: [Int: Bool] = [:]
            for (index, pattern) in patterns.enumerated() {
              let isMatch = pattern.matches(text, scratch)
              if isMatch != false { hits[index] = isMatch ?? false }
            }
            return hits
          })
      }
    }
    let (_, matching) = timed {
      for body in sample {
        _ = matcher.matches(in: Subject(body: body), scratch: scratch, through: source)
      }
    }
    print("loop: every pattern".padded, perText(looping, sample.count))
    print("matcher, same texts".padded, perText(matching, sample.count))
    print("times faster".padded, looping / matching)
    let unhurried = Matcher(tests, mode: MatchMode(budget: false), through: source)
    var different = 0
    for (body, expected) in zip(sample, found) {
      let matches = unhurried.matches(in: Subject(body: body), scratch: scratch, through: source)
      // Where either reports a limit there is nothing to compare.
      let isSame = tests.indices.allSatisfy { test in
        switch matches.outcomes[test] {
        case .failed: true
        case .hit: expected[test] != nil
        case nil: expected[test] != true
        }
      }
      if !isSame { different += 1 }
    }
    print("texts judged otherwise".padded, different)
  }

  private func listSlowest<Source: ViewSource>(
    _ tests: [MatchTest], _ patterns: [Pattern], matcher: Matcher, on bodies: [String],
    through source: Source.Type
  ) {
    let scratch = MatchScratch()
    var times = Array(repeating: 0.0, count: tests.count)
    var runs = Array(repeating: 0, count: tests.count)
    for body in bodies {
      var body = body
      let ran = matcher.candidates(in: Subject(body: body), scratch: scratch, through: source)
      body.withUTF8 { text in
        for test in ran {
          times[test] += timed { _ = patterns[test].matches(text, scratch) }.1
          runs[test] += 1
        }
      }
    }
    for test in tests.indices.sorted(by: { times[$0] > times[$1] }).prefix(slowest) {
      guard case .regex(let source, _) = tests[test].sought else { continue }
      print(
        perText(times[test], bodies.count), runs[test], tests[test].name, source.prefix(150), separator: "\t")
    }
  }

  private static func regexes(in file: String) throws -> [MatchTest] {
    // What PCRE2 does not compile is left out, as a rule directory would refuse it.
    let flagOf: [Character: RegexFlags] = ["i": .caseless, "m": .multiline, "s": .dotAll, "x": .extended]
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { throw ValidationError("no rule: \(line)") }
      let flags = RegexFlags(parts[1].compactMap { flagOf[$0] })
      guard (try? Pattern(String(parts[2]), flags: flags, jit: false)) != nil else { return nil }
      return MatchTest(
        name: String(parts[0]), field: .body, view: .raw, sought: .regex(String(parts[2]), flags: flags))
    }
  }

  private static func bodies(in file: String) throws -> [String] {
    struct Line: Decodable { var body: String? }
    let decoder = JSONDecoder()
    return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap { line in
      var body = try decoder.decode(Line.self, from: Data(line.utf8)).body
      body?.makeContiguousUTF8()
      return body
    }
  }

  /// CPU time of the process: other work on the machine does not count.
  private func timed<Result>(_ work: () throws -> Result) rethrows -> (Result, Double) {
    let start = Self.clock()
    let result = try work()
    return (result, Self.clock() - start)
  }

  private static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private func seconds(_ time: Double) -> String { String(format: "%.3f s", time) }

  private func perText(_ time: Double, _ count: Int) -> String {
    String(format: "%.2f µs a text", time / Double(count) * 1e6)
  }
}

extension String {
  fileprivate var padded: String { padding(toLength: 28, withPad: " ", startingAt: 0) }
}

/// Texts as they came, for timing matching without views.
struct PlainText: ViewSource, ViewedBytes {
  let bytes: [UInt8]
  let isCut = false
  init(_ text: String) { bytes = Array(text.utf8) }
  mutating func text(in view: View) -> PlainText { self }
  func original(_ range: Range<Int>) -> Range<Int> { range }
  static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool { true }
}

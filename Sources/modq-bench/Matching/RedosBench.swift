import ArgumentParser
import Foundation
import ModQJudge

/// `modq-bench redos`: each pattern of a file before the text that was made to hurt it.
struct RedosBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redos",
    abstract: "Times patterns on the texts that hurt them, each as the one rule that judges one comment.")

  @Argument(help: "Objects of regex, prefix, pump, n and suffix, one a line.")
  var file: String

  @Flag(name: .customLong("no-jit"), help: "Run PCRE2's interpreter.")
  var isInterpreted = false

  @Flag(name: .customLong("attack"), help: "Also attack each pattern as `modq rules check` does.")
  var isAttacking = false

  @Option(help: "List this many of the slowest.")
  var slowest = 10

  /// The longest body, the longest view that is matched, and what takes quadratic patterns a few milliseconds.
  private static let sizes = [64 * 1024, 16 * 1024, 4_000]

  private struct Pair: Decodable {
    var regex: String
    var prefix: String
    var pump: String
    var n: Int
    var suffix: String

    func text(bytes: Int) -> String {
      let attack = AttackText(prefix: prefix, pump: pump, suffix: suffix)
      return prefix + String(repeating: pump, count: min(n, attack.times(bytes: bytes))) + suffix
    }
  }

  private struct Run {
    var milliseconds: Double
    var outcome: String
    var regex: String
  }

  func run() throws {
    let decoder = JSONDecoder()
    let scratch = MatchScratch()
    let pairs = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map {
      try decoder.decode(Pair.self, from: Data($0.utf8))
    }
    let usable = pairs.filter { pair in
      (try? Pattern(pair.regex)).map { !$0.matchesEmptySubject(scratch) } ?? false
    }
    print("\(pairs.count) pairs, \(usable.count) of which can be rules")
    for size in Self.sizes {
      let runs = usable.map { run($0, bytes: size, scratch) }.sorted { $0.milliseconds > $1.milliseconds }
      let counts = Dictionary(grouping: runs, by: \.outcome).mapValues(\.count).sorted { $0.key < $1.key }
      print("\(size) bytes:", counts.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
      print(
        "  over 20 ms: \(runs.count { $0.milliseconds > 20 }), over 50 ms: \(runs.count { $0.milliseconds > 50 })"
      )
      for run in runs.prefix(slowest) {
        print(
          String(format: "  %6.1f ms", run.milliseconds), run.outcome, run.regex.prefix(110), separator: "  ")
      }
    }
    if isAttacking { attack(usable) }
  }

  private func run(_ pair: Pair, bytes: Int, _ scratch: MatchScratch) -> Run {
    let test = MatchTest(name: "m", field: .body, view: .nfkc, sought: .regex(pair.regex, flags: []))
    let matcher = Matcher([test], mode: MatchMode(jit: !isInterpreted), through: Views.self)
    let subject = Subject(body: pair.text(bytes: bytes))
    let start = Self.clock()
    let matches = matcher.matches(in: subject, scratch: scratch, through: Views.self)
    let took = Self.clock() - start
    let outcome =
      switch matches.outcomes[0] {
      case .hit: "hit"
      case .failed(let failure): failure.rawValue
      case nil: "none"
      }
    return Run(milliseconds: took * 1_000, outcome: outcome, regex: pair.regex)
  }

  private func attack(_ pairs: [Pair]) {
    let attacker = PatternAttacker(jit: !isInterpreted)
    let start = Self.clock()
    let found = pairs.count { (try? attacker.weakness(of: $0.regex, view: .nfkc)) != nil }
    print(
      "attacked:", found, "of", pairs.count, "are named, in", String(format: "%.1f s", Self.clock() - start))
  }

  /// CPU time of the process in seconds: other work on the machine does not count.
  private static func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

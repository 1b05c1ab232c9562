import ArgumentParser
import ModQEvent
import ModQJudge

/// `modq-bench rules`: loading a directory of rules, judging by it, and writing and reading verdicts.
struct RulesBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Times loading rules, judging without hits and with one, and the verdicts' JSON.")

  @Argument(help: "A directory of rules.")
  var directory: String

  @Option(help: "How often to repeat; the shortest time counts.")
  var rounds = 5

  func run() throws {
    let set = try RuleSet.load(directory: directory, compiling: .none)
    print("\(set.rules.count) rules, \(set.tests.count) tests, \(set.warnings.count) warnings")
    try shortest("load a known set") { _ = try RuleSet.load(directory: directory, compiling: .none) }
    try shortest("load a new set") { _ = try RuleSet.load(directory: directory, compiling: .all) }
    shortest("make a judge") { _ = Judge(set) }
    try judge(set)
  }

  private func judge(_ set: RuleSet) throws {
    let judge = Judge(set)
    let event = Judge.Case(kind: .comment, site: "", at: Timestamp(milliseconds: 1_768_000_000_000))
    let hit = Matches(outcomes: set.tests.isEmpty ? [:] : [set.tests.count / 2: .hit([0..<4])])
    var reasons = 0
    for (name, matches) in [("verdict without a hit", Matches()), ("verdict with one hit", hit)] {
      try shortest(name, count: 100_000) {
        for _ in 0..<100_000 {
          reasons += try judge.verdict(on: event, matches: matches, signals: Zeros()).reasons.count
        }
      }
    }
    let author = Verdict.Author(tier: .new, expected: 0.5, lower: 0.1261, upper: 0.8739)
    let usual = Verdict(author: author, ruleset: 1)
    var telling = try judge.verdict(on: event, matches: hit, signals: Zeros())
    telling.author = author
    for (name, verdict) in [("usual verdict", usual), ("verdict with a reason", telling)] {
      let json = verdict.json
      var bytes = 0
      shortest("write a \(name)", count: 100_000) {
        for _ in 0..<100_000 { bytes += verdict.json.count }
      }
      shortest("read a \(name)", count: 100_000) {
        for _ in 0..<100_000 { bytes += Verdict(json: json) == nil ? 1 : 0 }
      }
    }
  }

  /// Prints the shortest time of all rounds, divided by how much was done in each.
  private func shortest(_ name: String, count: Int = 1, _ work: () throws -> Void) rethrows {
    var shortest = Swift.Duration.seconds(3_600)
    for _ in 0..<rounds { shortest = min(shortest, try ContinuousClock().measure(work)) }
    let each = Double(shortest.components.seconds) * 1e6 + Double(shortest.components.attoseconds) * 1e-12
    print(name + String(repeating: " ", count: max(1, 32 - name.count)), each / Double(count), "µs")
  }
}

/// A source to which everything is 0.
private struct Zeros: SignalSource {
  func value(of signal: Signal) -> SignalValue { .number(0) }
  func count(_ test: CountTest) -> Int? { 0 }
}

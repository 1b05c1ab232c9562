import ModQEvent

@testable import ModQJudge

/// A judge of rules that a test writes, and what it may be told.
struct Bench {
  let set: RuleSet
  let judge: Judge

  static let comment = Judge.Case(kind: .comment, site: "", at: Timestamp(milliseconds: 1_768_000_000_000))

  /// Loads the rules; they must be sound.
  ///
  /// - Parameters:
  ///   - rules: the elements of `rules`, at no indentation.
  ///   - braked: ids.
  /// - Throws: what is wrong with them.
  init(_ rules: String, braked: Set<String> = []) throws {
    set = try RuleSet.load(
      files: [RuleFile(path: "a.yml", bytes: Array("rules:\n\(rules)\n".utf8))], compiling: .all)
    judge = Judge(set, braked: braked)
  }

  /// The verdict if all tests of the rules in `hits` hit, and those of the rules in `failed` failed.
  func verdict(
    _ hits: [String], failed: [String] = [], values: [Signal: SignalValue] = [:],
    on event: Judge.Case = Bench.comment
  ) throws -> Verdict {
    var matches = Matches()
    for test in hits.flatMap(tests) { matches.outcomes[test] = .hit([0..<1]) }
    for test in failed.flatMap(tests) { matches.outcomes[test] = .failed(.matchLimit) }
    return try judge.verdict(on: event, matches: matches, signals: Signals(values: values))
  }

  private func tests(of id: String) -> [Int] { set.index(of: id).map { set.rules[$0].matches } ?? [] }
}

/// Signals and counts as a test sets them; all others are unknown.
final class Signals: SignalSource {
  let values: [Signal: SignalValue]
  /// By the name of the count.
  let counts: [String: Int]
  let isBroken: Bool
  private(set) var asked: [Signal] = []

  init(values: [Signal: SignalValue] = [:], counts: [String: Int] = [:], isBroken: Bool = false) {
    self.values = values
    self.counts = counts
    self.isBroken = isBroken
  }

  func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    if isBroken { throw JudgeError(Broken()) }
    asked.append(signal)
    return values[signal] ?? .unknown
  }

  func count(_ test: CountTest) throws(JudgeError) -> Int? { counts[test.name] }

  struct Broken: Error {}
}

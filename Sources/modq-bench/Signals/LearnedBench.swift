import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

/// `modq-bench learned`: how well the classifier tells spam in comments that it was not taught, through the whole path.
///
/// Takes files of events with a decision after each comment. One file: the first part is ingested with its decisions, the
/// rest is judged. Several: each in turn is judged after the others were ingested.
struct LearnedBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learned",
    abstract: "Measures what the classifier and the verdicts say of comments whose decisions were kept back.",
    discussion: """
      One file: its first part teaches (--share), the rest is judged. Several: each
      in turn is judged after the others taught; with --test those alone.
      """)

  @Argument(help: "Files of events, each comment followed by the decision on it.")
  var files: [String]

  @Option(help: "Files that are judged after all others taught.")
  var test: [String] = []

  @Option(help: "A directory of rules.")
  var rules = "Rules"

  @Option(help: "With one file: the share of its comments that teaches.")
  var share = 0.7

  @Option(help: "The probability of spam from which on a comment counts as found.")
  var threshold = 0.5

  @Flag(help: "Print each comment that was taken for the wrong kind.")
  var mistakes = false

  func run() throws {
    let book = RuleBook(try RuleSet.load(directory: rules, compiling: .none))
    let read = try files.map { try labelled($0) }
    var trials: [(name: String, teach: [Labelled], judge: [Labelled])] = []
    if !test.isEmpty {
      for file in test { trials.append((file, read.flatMap { $0 }, try labelled(file))) }
    } else if read.count == 1 {
      let cut = Int(Double(read[0].count) * share)
      trials = [(files[0], Array(read[0][..<cut]), Array(read[0][cut...]))]
    } else {
      for index in read.indices {
        let others = read.indices.filter { $0 != index }.flatMap { read[$0] }
        trials.append((files[index], others, read[index]))
      }
    }
    var sums = (learned: 0.0, verdict: 0.0)
    for trial in trials {
      // As the comments came, however the files are named.
      let teach = trial.teach.sorted { ($0.event.at ?? .earliest) < ($1.event.at ?? .earliest) }
      let score = try measure(teach, trial.judge, with: book)
      print(trial.name, "taught by \(teach.count), k = \(score.k), \(trial.judge.count) judged")
      print("  learned  \(score.learned.line)")
      print("  verdict  \(score.verdict.line)")
      print("  processor time: fit \(score.fit), one opinion \(score.opinion / max(1, trial.judge.count))")
      sums.learned += score.learned.f1
      sums.verdict += score.verdict.f1
    }
    if trials.count > 1 {
      let count = Double(trials.count)
      print("mean F1: learned \(shown(sums.learned / count)), verdict \(shown(sums.verdict / count))")
    }
  }

  private struct Labelled {
    var event: Event
    var decision: Event
    var isSpam: Bool
    var body: String
  }

  private struct Score {
    var k: Int64 = 0
    var learned = Tally()
    var verdict = Tally()
    var fit = Duration.zero
    var opinion = Duration.zero
  }

  private func labelled(_ path: String) throws -> [Labelled] {
    var reader = try LineReader(path: path)
    var comments: [String: Event] = [:]
    var found: [Labelled] = []
    while try reader.nextLine() {
      let event = try reader.withLine { (line) throws(Refusal) in try EventDecoder.decode(line: line) }
      switch event.action {
      case .comment, .reply: comments[event.id] = event
      case .decision(let decision):
        guard let target = event.content.target, let comment = comments[target] else { continue }
        found.append(
          Labelled(
            event: comment, decision: event, isSpam: decision.verb != .approve, body: comment.text ?? ""))
      case .vote, .edit, .delete, .report: break
      }
    }
    return found
  }

  private func measure(_ teach: [Labelled], _ judge: [Labelled], with book: RuleBook) throws -> Score {
    try Workspace.inMemory { (workspace) throws(LogError) in
      let teacher = Engine(workspace)
      let engine = Engine(workspace, rules: book)
      let learning = Learning(workspace)
      var score = Score()
      try workspace.transaction { () throws(LogError) in
        for item in teach {
          _ = try teacher.submit(item.event, arrival: now)
          _ = try teacher.submit(item.decision, arrival: now)
        }
      }
      let start = processorTime
      try workspace.transaction { () throws(LogError) in score.k = try learning.current()?.k ?? 0 }
      score.fit = processorTime - start
      for item in judge {
        try workspace.transaction { () throws(LogError) in
          let start = processorTime
          let opinion = try learning.opinion(on: item.body, nick: item.event.nick)
          score.opinion += processorTime - start
          let isFound = opinion.map { $0.spam >= threshold } ?? false
          score.learned.add(isFound, truth: item.isSpam)
          guard case .judged(_, let verdict) = try engine.submit(item.event, arrival: now) else { return }
          score.verdict.add(verdict.outcome != .publish, truth: item.isSpam)
          if mistakes, isFound != item.isSpam || (verdict.outcome != .publish) != item.isSpam {
            print(
              item.isSpam ? "spam" : "fine", opinion.map { shown($0.spam) } ?? "-", verdict.outcome.name,
              verdict.reasons.map(\.rule), item.body.prefix(120).debugDescription)
          }
        }
      }
      return score
    }
  }

  /// Of this process alone: what others do on the machine does not count.
  private var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  private var now: Timestamp { Timestamp(milliseconds: Int64(time(nil)) * 1_000) }
}

/// Right and wrong answers.
private struct Tally {
  private var hits = 0
  private var falseAlarms = 0
  private var missed = 0
  private var passed = 0

  mutating func add(_ found: Bool, truth: Bool) {
    switch (found, truth) {
    case (true, true): hits += 1
    case (true, false): falseAlarms += 1
    case (false, true): missed += 1
    case (false, false): passed += 1
    }
  }

  var precision: Double { Double(hits) / Double(max(1, hits + falseAlarms)) }
  var recall: Double { Double(hits) / Double(max(1, hits + missed)) }
  var f1: Double { Double(2 * hits) / Double(max(1, 2 * hits + falseAlarms + missed)) }

  var line: String {
    "F1 \(shown(f1))  precision \(shown(precision))  recall \(shown(recall))  "
      + "(\(hits) found, \(missed) missed, \(falseAlarms) false alarms, \(passed) passed)"
  }
}

private func shown(_ number: Double) -> String {
  let digits = String(Int((number * 10_000).rounded()))
  let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  return "\(padded.dropLast(4)).\(padded.suffix(4))"
}

extension Event {
  /// The text that it brings.
  fileprivate var text: String? {
    switch action {
    case .comment(let comment), .reply(let comment, _): comment.body
    case .edit, .vote, .delete, .report, .decision: nil
    }
  }
}

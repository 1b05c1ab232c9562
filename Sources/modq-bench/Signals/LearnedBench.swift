import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQJudge
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

  @Option(help: "With one file: the share of its comments that teaches.")
  var share = 0.7

  @Option(help: "The probability of spam from which on a comment counts as found.")
  var threshold = 0.5

  @Flag(help: "List on standard error each comment that was taken for the wrong kind.")
  var mistakes = false

  @OptionGroup var bench: BenchOptions

  /// What teaches, and what is judged then.
  private struct Trial {
    var name: String
    var teach: [LabelledComment]
    var judge: [LabelledComment]
  }

  private struct Score {
    var k: Int64 = 0
    var learned = AnswerTally()
    var verdict = AnswerTally()
    var fitSeconds = 0.0
    var opinionSeconds = 0.0
  }

  func run() throws {
    var report = Report("learned", folder: bench.folder)
    let book = RuleBook(try RuleSet.load(directory: bench.rules, compiling: .none))
    let trials = try trials()
    var scores: [Score] = []
    for trial in trials {
      note(trial.name)
      // As the comments came, however the files are named.
      let teach = trial.teach.sorted { ($0.event.at ?? .earliest) < ($1.event.at ?? .earliest) }
      let score = try measure(teach, trial.judge, with: book)
      report.figures += [
        score.learned.figure("\(trial.name): learned"), score.verdict.figure("\(trial.name): verdict"),
        Figure(
          "\(trial.name): cost",
          [
            ("taught_by", .count(teach.count)), ("k", .count(Int(score.k))),
            ("fit_processor_s", .number(score.fitSeconds)),
            ("opinion_processor_us", .number(score.opinionSeconds / Double(max(1, trial.judge.count)) * 1e6)),
          ]),
      ]
      scores.append(score)
    }
    let opinions = zip(scores, trials).map { $0.opinionSeconds / Double(max(1, $1.judge.count)) * 1e6 }
    report.figures.append(
      Figure(
        "mean",
        [
          ("f1_learned", .share(scores.reduce(0) { $0 + $1.learned.f1 } / Double(scores.count))),
          ("f1_verdict", .share(scores.reduce(0) { $0 + $1.verdict.f1 } / Double(scores.count))),
        ]))
    report.comparisons = [
      Comparison(
        "F1, verdict / learned", scores.map(\.verdict.f1), to: scores.map { max($0.learned.f1, 1e-9) },
        .atLeast(1)),
      Comparison("µs of processor an opinion", opinions, .atMost(RefitBench.mostOpinionMicroseconds)),
    ]
    try bench.show(report)
  }

  private func trials() throws -> [Trial] {
    let read = try files.map { try LabelledComment.all(in: $0) }
    guard test.isEmpty else {
      return try test.map {
        Trial(name: name($0), teach: read.flatMap { $0 }, judge: try LabelledComment.all(in: $0))
      }
    }
    if read.count == 1 {
      let cut = Int(Double(read[0].count) * share)
      return [Trial(name: name(files[0]), teach: Array(read[0][..<cut]), judge: Array(read[0][cut...]))]
    }
    return read.indices.map { index in
      let others = read.indices.filter { $0 != index }.flatMap { read[$0] }
      return Trial(name: name(files[index]), teach: others, judge: read[index])
    }
  }

  private func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  private func measure(
    _ teach: [LabelledComment], _ judge: [LabelledComment], with book: RuleBook
  ) throws -> Score {
    try Workspace.inMemory { (workspace) throws(LogError) in
      let engine = Engine(workspace, rules: book)
      let learning = Learning(workspace)
      var score = Score()
      try workspace.teach(teach)
      let fitting = ProcessorTime()
      try workspace.transaction { () throws(LogError) in score.k = try learning.current()?.k ?? 0 }
      score.fitSeconds = fitting.seconds
      for item in judge {
        try workspace.transaction { () throws(LogError) in
          let asking = ProcessorTime()
          let opinion = try learning.opinion(on: item.body, nick: item.event.nick)
          score.opinionSeconds += asking.seconds
          let isFound = opinion.map { $0.spam >= threshold } ?? false
          score.learned.add(isFound, truth: item.isSpam)
          guard
            case .judged(_, let verdict) = try engine.submit(item.event, arrival: Workspace.teachingArrival)
          else { return }
          score.verdict.add(verdict.outcome != .publish, truth: item.isSpam)
          if mistakes, isFound != item.isSpam || (verdict.outcome != .publish) != item.isSpam {
            note(
              "\(item.isSpam ? "spam" : "fine") \(opinion.map { "\($0.spam)" } ?? "-") \(verdict.outcome.name) "
                + "\(verdict.reasons.map(\.rule)) \(item.body.prefix(120).debugDescription)")
          }
        }
      }
      return score
    }
  }
}

extension Workspace {
  /// The arrival of all that teaches and is judged: later than any of their own times.
  static let teachingArrival = Timestamp(milliseconds: 1_900_000_000_000)

  /// Takes comments in with the decisions on them, unjudged.
  func teach(_ comments: [LabelledComment]) throws(LogError) {
    let teacher = Engine(self)
    try transaction { () throws(LogError) in
      for item in comments {
        _ = try teacher.submit(item.event, arrival: Self.teachingArrival)
        _ = try teacher.submit(item.decision, arrival: Self.teachingArrival)
      }
    }
  }
}

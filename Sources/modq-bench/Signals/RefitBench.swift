import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue
import SeededNumbers

/// `modq-bench refit`: what it costs to fit the classifier anew at as many decisions as it learns from, and to ask it.
struct RefitBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refit",
    abstract: "Times a refit of the classifier at 20,000 decisions, and an opinion.",
    discussion: """
      Comments and decisions are read from the log, made features of, and fitted. Without files the texts are made up and
      the decisions drawn by lot: nothing is harder to fit. With files each text is made of two of one kind.
      """)

  @Argument(help: "Files of events, each comment followed by the decision on it.")
  var files: [String] = []

  @Option(help: "Decisions that teach.")
  var labels = LearningBounds.mostDecisions

  @Option(help: "Texts that are asked about in a round.")
  var opinions = 4_000

  @Option(help: "How often to do it all.")
  var rounds = 3

  @OptionGroup var output: ProgramOptions

  /// What an opinion takes of a processor at most.
  static let mostOpinionMicroseconds = 30.0
  /// What a fit takes of a processor at most.
  private static let mostSeconds = 2.0

  private struct Times {
    var fit: [Double] = []
    var opinion: [Double] = []
    var k: Int64 = 0
    var features = 0
    var bytes = 0
  }

  func validate() throws {
    guard labels >= 100, opinions >= 1, rounds >= 1 else {
      throw ValidationError("--labels is at least 100, --opinions and --rounds 1.")
    }
  }

  func run() throws {
    var report = Report("refit", folder: output.folder)
    let all = try comments()
    guard all.count == labels + opinions else { throw ValidationError("the files have not both kinds.") }
    let times = try time(Array(all.prefix(labels)), asking: Array(all.suffix(opinions)))
    let size = all.reduce(0) { $0 + $1.body.utf8.count } / all.count
    report.figures = [
      Figure(
        "fit",
        [
          ("decisions", .count(Int(times.k))), ("bytes_per_text", .count(size)),
          ("features", .count(times.features)), ("stored_bytes", .count(times.bytes)),
          ("processor_s", .number(Quantiles(times.fit).median)),
        ]),
      Figure("opinion", [("processor_us", .number(Quantiles(times.opinion).median))]),
    ]
    report.comparisons = [
      Comparison("s of processor a fit", times.fit, .atMost(Self.mostSeconds)),
      Comparison("µs of processor an opinion", times.opinion, .atMost(Self.mostOpinionMicroseconds)),
    ]
    try output.show(report)
  }

  private func time(_ teach: [LabelledComment], asking: [LabelledComment]) throws(LogError) -> Times {
    try Workspace.inMemory { (workspace) throws(LogError) in
      try workspace.teach(teach)
      var times = Times()
      for round in 1...rounds where !Interruption.isPending {
        note("round \(round) of \(rounds)")
        // Out of a transaction nothing is kept, so that each round fits.
        try workspace.reading { () throws(LogError) in
          let learning = Learning(workspace)
          let fitting = ProcessorTime()
          let current = try learning.current()
          times.fit.append(fitting.seconds)
          if let current {
            (times.k, times.features) = (current.k, current.classifier.featureCount)
            times.bytes = current.classifier.bytes.count
          }
          let time = ProcessorTime()
          for item in asking { _ = try learning.opinion(on: item.body, nick: item.event.nick) }
          times.opinion.append(time.seconds / Double(asking.count) * 1e6)
        }
      }
      return times
    }
  }

  /// As many comments as teach and are asked about, each with a decision.
  private func comments() throws -> [LabelledComment] {
    let count = labels + opinions
    var numbers = SplitMix64(seed: 11)
    if files.isEmpty {
      return MadeTexts.made(count, seed: 11).enumerated().compactMap { index, text in
        comment(index, text, isSpam: numbers.chance(0.5))
      }
    }
    let given = try files.flatMap { try LabelledComment.all(in: $0) }
    let kinds = [false, true].map { kind in given.filter { $0.isSpam == kind }.map(\.body) }
    guard kinds.allSatisfy({ !$0.isEmpty }) else { return [] }
    let texts = kinds.map { MadeTexts.mixed($0, count) }
    return (0..<count).compactMap { index in
      let isSpam = numbers.chance(0.5)
      return comment(index, texts[isSpam ? 1 : 0][index], isSpam: isSpam)
    }
  }

  private func comment(_ index: Int, _ text: String, isSpam: Bool) -> LabelledComment? {
    let at = 1_767_225_600_000 + index * 1_000
    func event(_ fill: (inout JSONWriter) -> Void) -> Event? {
      var writer = JSONWriter()
      writer.beginObject()
      fill(&writer)
      writer.key("at")
      writer.integer(at)
      writer.endObject()
      return try? EventDecoder.decode(line: writer.bytes)
    }
    let said = event { writer in
      writer.member("type", "comment")
      writer.member("id", "c\(index)")
      writer.member("thread", "t\(index / 20)")
      writer.member("nick", "user\(index % 5_000)")
      writer.member("body", text)
    }
    let decided = event { writer in
      writer.member("type", "decision")
      writer.member("id", "d\(index)")
      writer.member("action", isSpam ? "spam" : "approve")
      writer.member("by", "mari")
      writer.member("comment", "c\(index)")
    }
    guard let said, let decided else { return nil }
    return LabelledComment(event: said, decision: decided, isSpam: isSpam, body: text)
  }
}

import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue
import SeededNumbers

/// A log whose comments come so close upon one another that the half hour in which copies are looked for holds so many.
///
/// Ten comments to a thread, three authors to five comments; one comment in fifty is one of five adverts that are sent
/// again and again. But for their times the comments of two of them are the same.
struct PackedLog {
  private let workspace: Workspace
  private let engine: Engine
  private let texts: [String]
  private let stepMilliseconds: Double
  private var names = SplitMix64(seed: 7)
  private var made = 0

  /// 2026-01-01T00:00:00Z.
  private static let start: Int64 = 1_767_225_600_000
  /// Comments of one commit.
  private static let commit = 500

  /// There are as many of `texts` as comments will be taken.
  init(_ workspace: Workspace, rules: RuleBook, texts: [String], inWindow: Int) {
    self.workspace = workspace
    self.texts = texts
    engine = Engine(workspace, rules: rules)
    stepMilliseconds = Double(CopyIndex.windowMilliseconds) / Double(inWindow)
  }

  /// Takes the next `count` comments in: decodes, judges, appends, folds and commits them.
  ///
  /// Returns the seconds of the processor that it took.
  mutating func take(_ count: Int) throws(LogError) -> Double {
    var seconds = 0.0
    var rest = count
    while rest > 0, !Interruption.isPending {
      let lines = (0..<min(rest, Self.commit)).map { _ in line() }
      rest -= lines.count
      let time = ProcessorTime()
      try workspace.transaction { () throws(LogError) in
        for line in lines {
          guard let event = try? EventDecoder.decode(line: line) else { continue }
          _ = try engine.submit(event, arrival: Timestamp(milliseconds: Self.start))
        }
      }
      seconds += time.seconds
    }
    return seconds
  }

  private mutating func line() -> [UInt8] {
    let text = made.isMultiple(of: 50) ? texts[made / 50 % 5] : texts[made % texts.count]
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("type", "comment")
    writer.member("id", "c\(made)")
    writer.member("thread", "t\(made / 10)")
    writer.member("nick", "user\(names.below(texts.count * 3 / 5))")
    writer.key("at")
    writer.integer(Int(Self.start) + Int(Double(made) * stepMilliseconds))
    writer.member("body", text)
    writer.endObject()
    made += 1
    return writer.bytes
  }
}

import Foundation
import Testing

extension Trials.Processes {
  /// Streams of real comments, which lie in the folder that `MODQ_SHARED` names.
  @Suite(.enabled(if: Trials.sharedFolder != nil)) struct RealStreamTrials {
    /// A stream and where it is made of.
    enum Source: String, CaseIterable {
      case stackexchange, niconico

      /// The events of the stream, the first `count` of them.
      func events(_ count: Int) throws -> [String] {
        let folder = try #require(Trials.sharedFolder)
        let path =
          switch self {
          case .stackexchange: "data/stream_en_stackexchange"
          case .niconico: "data/stream_ja_niconico/viewer_comments.jsonl"
          }
        let run = try Trial().shell(
          "exec python3 '\(folder)/tools/to_events.py' \(rawValue) '\(folder)/\(path)'")
        try #require(run.status == 0 && run.lines.count > 5_000, "\(run.errors)")
        return Array(run.lines.prefix(count))
      }
    }

    @Test(arguments: Source.allCases)
    func aRealStreamGoesThroughAndIsKnownTheSecondTime(_ source: Source) throws {
      let events = try source.events(Trials.areLong ? .max : 2_000)
      let text = events.map { $0 + "\n" }.joined()
      let trial = try Trial()
      let first = try trial.modq("ingest", "--verbose", input: text)
      #expect(first.status == 0 && first.lines.count == events.count)
      #expect(first.errors.hasPrefix("ingested \(events.count) events: "), "\(first.errors)")
      #expect(first.errors.hasSuffix("0 already known, 0 refused\n"), "\(first.errors)")
      let before = try trial.verify()
      let second = try trial.modq("ingest", "--verbose", input: text)
      #expect(second.lines.map(PrintedLine.first) == first.lines)
      #expect(
        second.errors
          == "ingested \(events.count) events: 0 judged (0 publish, 0 hold, 0 reject), "
          + "\(events.count) already known, 0 refused\n")
      #expect(try trial.verify() == before)
    }

    @Test(arguments: Source.allCases)
    func oneRealEventAProcessIsTheSameAsAllInOne(_ source: Source) throws {
      let events = try source.events(Trials.areLong ? 1_500 : 150)
      let together = try Trial()
      let apart = try Trial()
      let expected = try together.modq("ingest", "--verbose", input: events.map { $0 + "\n" }.joined())
      try apart.write(events.map { $0 + "\n" }.joined(), to: "events.jsonl")
      // A shell starts processes faster than we do.
      let run = try apart.shell(
        """
        while IFS= read -r line; do
          printf '%s\\n' "$line" | modq ingest --verbose 2> errors || { cat errors >&2; exit 1; }
        done < events.jsonl
        """)
      #expect(run == Trial.Run(output: expected.output))
      #expect(try apart.verify().projections == together.verify().projections)
    }
  }
}

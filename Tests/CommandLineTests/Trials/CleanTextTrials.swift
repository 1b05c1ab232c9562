import Foundation
import Testing

extension Trials.Processes {
  /// Real threads that nobody called spam go through the shipped rules nearly untouched.
  @Suite(.enabled(if: Trials.sharedFolder != nil)) struct CleanTextTrials {
    /// A stream, what part of its events may be held at most, and the rules that hold more than 0.2 % of them, each of which says
    /// in its file why.
    struct Stream: CustomTestStringConvertible {
      var name: String
      var path: String
      var events: Int
      var heldAtMost: Double
      var explained: Set<String>

      var testDescription: String { name }
    }

    static let streams = [
      Stream(
        name: "niconico", path: "stream_ja_niconico/viewer_comments.jsonl", events: 9_146, heldAtMost: 0.03,
        explained: []),
      Stream(
        name: "open2ch", path: "stream_ja_open2ch/dev_posts_unique.txt", events: 21_013, heldAtMost: 0.03,
        explained: ["slur_disability_ja"]),
      Stream(
        name: "stackexchange", path: "stream_en_stackexchange", events: 12_239, heldAtMost: 0.01,
        explained: ["flood_new_day"]),
    ]

    @Test(arguments: streams)
    func cleanTextStaysClean(_ stream: Stream) throws {
      let folder = try #require(Trials.sharedFolder)
      let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Rules").path
      let trial = try Trial()
      let run = try trial.shell(
        """
        python3 '\(folder)/tools/to_events.py' \(stream.name) '\(folder)/data/\(stream.path)' > events
        wc -l < events
        exec modq ingest --rules '\(rules)' events
        """)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.lines.first.flatMap { Int($0.trimmingCharacters(in: .whitespaces)) } == stream.events)
      var held = 0
      var rulesThatHeld: [String: Int] = [:]
      for line in run.lines.dropFirst() {
        let verdict = try JSONDecoder().decode(Judged.self, from: Data(line.utf8))
        guard verdict.verdict != "publish" else { continue }
        held += 1
        for reason in verdict.reasons { rulesThatHeld[reason.rule, default: 0] += 1 }
      }
      #expect(held > 0 && Double(held) < stream.heldAtMost * Double(stream.events), "\(held) are held")
      print(
        "\(stream.name): \(held) of \(stream.events) held, by rule \(rulesThatHeld.sorted { $0.key < $1.key })"
      )
      let frequent = rulesThatHeld.filter { Double($0.value) > 0.002 * Double(stream.events) }
      #expect(Set(frequent.keys).isSubset(of: stream.explained), "\(frequent)")
    }

    private struct Judged: Decodable {
      var verdict: String
      var reasons: [Reason]

      struct Reason: Decodable {
        var rule: String
      }
    }
  }
}

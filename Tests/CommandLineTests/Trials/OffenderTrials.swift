import Foundation
import Testing

extension Trials.Processes {
  /// Made offenders over real threads with the shipped rules: what they get, and what honest readers get.
  ///
  /// The author that they are after has 241 comments, hundreds of votes, and no moderator's word.
  @Suite(.enabled(if: Trials.sharedFolder != nil)) struct OffenderTrials {
    private static let author = "Marek Mahut - StakeNuts"

    private struct Standing: Decodable {
      var tier: String
      var expected: Double
      var s: Double
    }

    private struct Judged: Decodable {
      var verdict: String
      var reasons: [Reason]

      struct Reason: Decodable {
        var rule: String
      }
    }

    private struct Posted: Decodable {
      var id: String
      var type: String
      var nick: String?
      var thread: String?
    }

    @Test func theyMoveLessThanHonestReadersDo() throws {
      let trial = try Trial()
      let folder = try #require(Trials.sharedFolder)
      let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Rules").path
      let made = try trial.shell(
        """
        python3 '\(folder)/tools/to_events.py' stackexchange '\(folder)/data/stream_en_stackexchange' > events
        modq ingest --db base --rules '\(rules)' events > verdicts
        """)
      try #require(made.status == 0, "\(made.errors)")
      let posted = try trial.text(of: "events").split(separator: "\n").map {
        try JSONDecoder().decode(Posted.self, from: Data($0.utf8))
      }
      let own = posted.filter { $0.nick == Self.author }.map(\.id)
      try #require(own.count > 200)
      let quiet = try #require(posted.first { $0.type == "comment" }?.thread)

      /// Takes `events` in on a copy of the log of the stream; gives their verdicts and where the author then stands.
      func after(_ events: [String]) throws -> (verdicts: [Judged], standing: Standing) {
        let run = try trial.shell(
          "rm -f branch*; cp base branch; exec modq ingest --db branch --rules '\(rules)'",
          input: events.map { $0 + "\n" }.joined())
        try #require(run.status == 0, "\(run.errors)")
        let shown = try trial.modq(
          "reputation", Self.author, "--db", "branch", "--at", "2021-12-20T00:00:00Z")
        return (
          try run.lines.map { try JSONDecoder().decode(Judged.self, from: Data($0.utf8)) },
          try JSONDecoder().decode(Standing.self, from: Data(shown.output.utf8))
        )
      }

      let before = try after([]).standing
      let approved = try after([Self.approve(own[0], minute: 4_320)]).standing
      try #require(before.tier == "known" && approved.expected > before.expected)

      // Five puppets, each with two approved comments, vote up forty comments.
      let ring = (0..<5).map { "ring \($0)" }
      let pushed = try after(
        ring.flatMap(Self.known)
          + own.prefix(40).enumerated().flatMap { number, comment in
            ring.enumerated().map { index, voter in
              Self.vote(1, on: comment, by: voter, minute: 4_320 + Double(number * 10) + Double(index) / 5)
            }
          }
      ).standing
      #expect(pushed.expected - before.expected < approved.expected - before.expected, "\(pushed)")

      let hated = try after(
        Self.known("enemy")
          + own.prefix(200).enumerated().map {
            Self.vote(-1, on: $1, by: "enemy", minute: 4_320 + Double($0) * 3)
          }
      ).standing
      #expect(hated.tier == "known" && hated.s < 0.1, "\(hated)")

      let readers = (0..<200).map { "reader \($0)" }
      let criticised = try after(
        readers.flatMap(Self.known)
          + own.prefix(200).enumerated().map {
            Self.vote(-1, on: $1, by: readers[$0], minute: 4_320 + Double($0) * 3)
          }
      ).standing
      #expect(criticised.s > 3 && criticised.expected < before.expected - 0.1, "\(criticised)")

      // Thirty new names come to a thread of months ago; from the fifteenth on they wait, and the regular does not.
      let crowd = try after(
        (0..<30).map {
          Self.comment("b\($0)", by: "fresh \($0)", in: quiet, minute: 4_320 + Double($0) * 0.4)
        }
          + [Self.comment("regular", by: Self.author, in: quiet, minute: 4_332.5)])
      #expect(crowd.verdicts.map { $0.verdict == "hold" } == (0..<31).map { 14..<30 ~= $0 })
      #expect(
        crowd.verdicts[14..<30].allSatisfy { $0.reasons.contains { $0.rule == "crowd_of_new_names" } })
    }

    // MARK: Events, so many minutes after the stream has ended

    private static func time(_ minute: Double) -> Int64 { 1_638_748_800_000 + Int64(minute * 60_000) }

    private static func comment(_ id: String, by nick: String, in thread: String, minute: Double) -> String {
      #"{"type":"comment","id":"\#(id)","nick":"\#(nick)","thread":"\#(thread)","body":"\#(id) was here","at":\#(time(minute))}"#
    }

    private static func approve(_ comment: String, minute: Double) -> String {
      #"{"type":"decision","id":"ok \#(comment)","action":"approve","by":"aya","comment":"\#(comment)","at":\#(time(minute))}"#
    }

    private static func vote(_ value: Int, on comment: String, by voter: String, minute: Double) -> String {
      #"{"type":"vote","id":"\#(voter) on \#(comment)","comment":"\#(comment)","voter":"\#(voter)","value":\#(value),"at":\#(time(minute))}"#
    }

    /// Two comments of `nick` that a moderator approved.
    private static func known(_ nick: String) -> [String] {
      ["one", "two"].enumerated().flatMap { order, name in
        [
          comment("\(nick) \(name)", by: nick, in: "wool \(nick)", minute: Double(order)),
          approve("\(nick) \(name)", minute: Double(order)),
        ]
      }
    }
  }
}

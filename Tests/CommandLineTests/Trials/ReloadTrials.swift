import Foundation
import Glibc
import Testing

extension Trials.Processes {
  /// Rules that are changed while `ingest` waits on an open pipe: SIGHUP has them read again.
  @Suite struct ReloadTrials {
    private func comment(_ number: Int, _ body: String) -> String {
      #"{"type":"comment","id":"c\#(number)","at":"2025-06-01T00:00:00Z","thread":"t","nick":"n\#(number)","#
        + #""body":"\#(body)"}"# + "\n"
    }

    private func rules(_ phrase: String) -> String {
      """
      rules:
        - id: casino
          title: Advertises something
          score: 5
          match:
            word: {field: body, phrases: [\(phrase)]}
          tests: [{hit: best \(phrase) ever}, {miss: hello}]

      """
    }

    /// Sends a line and says by which rules it was held.
    private func verdict(_ run: LiveRun, _ number: Int, _ body: String) throws -> String {
      struct Line: Decodable {
        var verdict: String
        var ruleset: String
      }
      try run.send(comment(number, body))
      let line = try #require(try run.line())
      let told = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      return "\(told.verdict) \(told.ruleset)"
    }

    @Test func theNextLineIsJudgedByTheNewRulesAndByTheOldOnesIfThoseAreBroken() throws {
      let trial = try Trial()
      try trial.write(rules("casino"), to: "Rules/trial.yml")
      let run = try LiveRun(trial, "ingest")
      let first = try verdict(run, 1, "best casino")
      let old = try #require(first.split(separator: " ").last)
      #expect(first == "hold \(old)")

      try trial.write(rules("lottery"), to: "Rules/trial.yml")
      run.signal(SIGHUP)
      let second = try verdict(run, 2, "best casino")
      let new = try #require(second.split(separator: " ").last)
      #expect(second == "publish \(new)" && new != old)
      #expect(try verdict(run, 3, "best lottery") == "hold \(new)")

      try trial.write(
        rules("lottery").replacingOccurrences(of: "score: 5", with: "scoer: 5"), to: "Rules/trial.yml")
      run.signal(SIGHUP)
      #expect(try verdict(run, 4, "best lottery") == "hold \(new)")
      // A test of its own that fails.
      try trial.write(rules("bingo").replacingOccurrences(of: "hello", with: "bingo"), to: "Rules/trial.yml")
      run.signal(SIGHUP)
      #expect(try verdict(run, 5, "best lottery") == "hold \(new)")

      // Back to what the log knows: a short entry.
      try trial.write(rules("casino"), to: "Rules/trial.yml")
      run.signal(SIGHUP)
      #expect(try verdict(run, 6, "best casino") == "hold \(old)")
      run.signal(SIGHUP)
      #expect(try verdict(run, 7, "best casino") == "hold \(old)")
      run.closeInput()
      let (status, errors) = try run.end()
      #expect(status == 0)
      #expect(
        errors == """
          modq: from line 2 of standard input on the rules are \(new)
          Rules/trial.yml:4:5: error: a rule has no key “scoer”
              scoer: 5
              ^
          hint: did you mean score?
          modq: read again before line 4 of standard input: the rules stay \(new)
          Rules/trial.yml:7:37: error: expected miss, got hit
          modq: tests in the rules fail
                `modq rules test` runs them; nothing was judged.
          modq: read again before line 5 of standard input: the rules stay \(new)
          modq: from line 6 of standard input on the rules are \(old)
          modq: read again before line 7 of standard input: the rules are the same, \(old)
          ingested 7 events: 7 judged (1 publish, 6 hold, 0 reject), 0 already known, 0 refused

          """, "\(errors)")
      // Three rule sets were used, one of them twice.
      #expect(try trial.verify().entries == 7 + 3)
    }

    /// In the middle of a stream: every line is judged once, and each by the rules that its entry names.
    @Test func aSignalInTheMiddleOfAStreamLosesNothing() throws {
      let count = 9_000
      let stream = TrialStream(seed: 23, count: count)
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--verbose")
      run.feed(stream.text)
      var lines = [try #require(try run.line())]
      try trial.write(rules("lottery"), to: "Rules/trial.yml")
      run.signal(SIGHUP)
      lines += try run.lines()
      let (status, errors) = try run.end()
      #expect(status == 0)
      #expect(errors.hasPrefix("modq: from line "), "\(errors)")
      #expect(try lines.map { try PrintedLine($0).id } == (0..<count).map { "e\($0)" })
      #expect(try trial.verify().entries == count + 2)
    }

    @Test func aSignalAndAStopTogetherEndTheRun() throws {
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      _ = try verdict(run, 1, "hello")
      run.signal(SIGHUP)
      run.signal(SIGTERM)
      #expect(try run.lines() == [])
      let (status, errors) = try run.end()
      #expect(status == 0)
      #expect(
        errors.contains("modq: stopped after line 1 of standard input: everything up to there is kept\n"))
    }
  }
}

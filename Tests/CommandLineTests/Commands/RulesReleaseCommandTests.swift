import Foundation
import Testing

/// A rule is braked and released, from outside.
struct RulesReleaseCommandTests {
  private func comment(_ id: String, by nick: String, _ body: String, day: Int) -> String {
    #"{"type":"comment","id":"\#(id)","at":"2025-06-0\#(day)T00:00:00Z","thread":"t","nick":"\#(nick)","body":"\#(body)"}"#
      + "\n"
  }

  /// A log in which the rule `too_broad` was braked, and what that run said.
  private func braked(expires: String? = nil) throws -> (trial: Trial, run: Trial.Run) {
    let trial = try Trial()
    var events = ""
    for number in 0..<20 {
      events += comment("r\(number)", by: "regular\(number % 10)", "hello", day: 1)
      events +=
        #"{"type":"decision","id":"d\#(number)","at":"2025-06-01T00:00:01Z","action":"approve","comment":"r\#(number)","#
        + #""by":"aya"}"# + "\n"
    }
    for number in 0..<980 { events += comment("s\(number)", by: "stranger\(number)", "hello", day: 2) }
    #expect(try trial.modq("ingest", input: events).errors.hasSuffix(", 0 refused\n"))
    let rules = try trial.text(of: "Rules/trial.yml")
    let new = """

        - id: too_broad
          title: Says hello
          score: 4
          match:
            word: {field: body, phrases: [good morning]}
          tests: [{hit: good morning}, {miss: hello}]

      """ + (expires.map { "    expires: \($0)\n" } ?? "")
    try trial.write(rules + new, to: "Rules/trial.yml")
    let regulars = (0..<60).map { number in
      comment("m\(number)", by: "regular\(number % 10)", number % 5 == 0 ? "good morning" : "well", day: 3)
    }
    // The other rules must not get in between: an hour apart, nobody is in a hurry.
    let apart = regulars.enumerated().map { number, line in
      line.replacingOccurrences(
        of: "T00:00:00Z", with: "T\(String(number / 3 + 100).dropFirst()):\(number % 3)1:00Z")
    }
    return (trial, try trial.modq("ingest", input: apart.joined()))
  }

  /// The clock has it expired, though the events by which it was braked are of an earlier time.
  @Test func aBrakedRuleThatExpiredIsNotListedAsBraked() throws {
    let (trial, run) = try braked(expires: "2025-06-30")
    #expect(run.errors.contains("the rule too_broad is braked from entry 1073 on"), "\(run.errors)")
    for format in ["jsonl", "table"] {
      let list = try trial.modq("rules", "list", "--format", format)
      #expect(list.lines.contains { $0.contains("too_broad") && $0.contains("expired") })
      #expect(!list.output.contains("brake") && !list.output.contains("held 10 of 50"), "\(list.output)")
    }
  }

  @Test func aBrakedRuleIsToldListedAndReleased() throws {
    let (trial, run) = try braked()
    #expect(
      run.errors == """
        modq: the rule too_broad is braked from entry 1073 on: it held 10 of 50 comments of known and trusted authors. It is \
        recorded and holds nothing until its text changes or `modq rules release too_broad`
        ingested 60 events: 60 judged (50 publish, 10 hold, 0 reject), 0 already known, 0 refused

        """)
    let row = try trial.modq("rules", "list").lines.filter { $0.contains("too_broad") }
    #expect(
      row == [
        #"{"id":"too_broad","status":"braked","score":4,"floor":null,"tags":[],"file":"Rules/trial.yml","line":48,"#
          + #""braked_at":"2025-06-03T16:11:00.000Z","regulars_seen":50,"regulars_held":10,"title":"Says hello"}"#
      ])
    #expect(try trial.modq("rules", "release", "casino").status == 66)
    let released = try trial.modq("rules", "release", "too_broad", "--reason", "it may")
    #expect(
      released.output == """
        {"seq":1083,"id":"modq:ruleset-1083","rule":"too_broad","by":"aya","braked_at":"2025-06-03T16:11:00.000Z",\
        "regulars_seen":50,"regulars_held":10}

        """)
    #expect(try trial.modq("rules", "list").lines.filter { $0.contains("braked") } == [])
    let next = comment("n", by: "regular1", "good morning", day: 4)
    #expect(try trial.modq("ingest", input: next).lines.first?.contains(#""verdict":"hold""#) == true)
    #expect(try trial.modq("rules", "release", "too_broad").status == 66)
    // Released by mistake: anybody can take that back, and what that takes back.
    let undone = try trial.modq("undo", "modq:ruleset-1083", "--by", "ken")
    #expect(undone.output.contains(#""action":"undo","undoes":"modq:ruleset-1083","by":"ken","changes":[]"#))
    #expect(try trial.modq("rules", "list").lines.filter { $0.contains("braked") } == row)
    let twice = try trial.modq("undo", "modq:ruleset-1083")
    #expect(
      twice.errors == """
        modq: modq:ruleset-1083 was undone already by ken: nothing was changed
              `modq undo modq:decision-1085` brings it back.

        """)
    #expect(twice.status == 66)
    #expect(try trial.modq("undo", "modq:decision-1085").status == 0)
    #expect(try trial.modq("rules", "list").lines.filter { $0.contains("braked") } == [])
    try trial.verify()
  }
}

import Foundation
import Testing

extension Trials.Processes {
  @Suite struct BadInputTrials {
    private static let comment =
      #"{"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t","nick":"n","body":"hello"}"#
      + "\n"

    private static let nothing =
      "ingested 0 events: 0 judged (0 publish, 0 hold, 0 reject), 0 already known, 0 refused\n"

    @Test(arguments: ["", "\n", "\r\n\r\n", "\u{FEFF}", "\u{FEFF}\n \t\n"])
    func nothingIsNoFault(_ input: String) throws {
      let trial = try Trial()
      #expect(try trial.modq("ingest", input: input) == Trial.Run(errors: BadInputTrials.nothing))
      #expect(try trial.modq("check", input: input) == Trial.Run())
      #expect(try trial.verify().entries == 0)
    }

    @Test(arguments: [
      (
        ["missing.jsonl"],
        """
        modq: missing.jsonl: can't open: No such file or directory
              Name a file of JSON Lines, or - for standard input.

        """
      ),
      (
        ["good.jsonl", "missing.jsonl"],
        """
        modq: missing.jsonl: can't open: No such file or directory
              Name a file of JSON Lines, or - for standard input.

        """
      ),
      (
        ["Rules"],
        """
        modq: Rules: can't read: Is a directory
              Name a file of JSON Lines, or - for standard input.

        """
      ),
    ])
    func aFileThatCantBeReadIsToldBeforeAnythingIsTakenIn(_ files: [String], _ errors: String) throws {
      let trial = try Trial()
      try trial.write(BadInputTrials.comment, to: "good.jsonl")
      for command in ["ingest", "check"] {
        let run = try trial.shell("modq \(command) \(files.joined(separator: " "))")
        #expect(run == Trial.Run(errors: errors, status: 66))
        #expect(try trial.listing() == ["good.jsonl"])
      }
    }

    @Test func marksOfOtherSystemsAreNoFault() throws {
      let trial = try Trial()
      let plain = try Trial()
      let lines = TrialStream(seed: 14, count: 20).lines
      let dressed = "\u{FEFF}" + lines.joined(separator: "\r\n\r\n \t\r\n")
      #expect(
        try trial.modq("ingest", input: dressed)
          == plain.modq("ingest", input: lines.joined(separator: "\n") + "\n"))
      #expect(try trial.verify().projections == plain.verify().projections)
    }

    /// One line of each kind of rubbish between two that are fine.
    @Test func rubbishIsRefusedWithItsPlaceAndStopsNothing() throws {
      func comment(_ id: String, _ body: String, nick: String = #""n""#) -> [UInt8] {
        Array(#"{"type":"comment","id":"\#(id)","at":0,"thread":"t","nick":\#(nick),"body":\#(body)}"#.utf8)
      }
      let manyKeys = (0..<10_000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
      let lines: [[UInt8]] = [
        comment("c1", #""first""#),
        comment("c2", #""a\u0000b""#),
        comment("c3", #""x""#, nick: #""a\u0000b""#),
        comment("c4", #""\ud800""#),
        comment("c5", #""\udc00\ud800""#),
        comment("c6", #""Z"#).dropLast() + [0xFF, 0xFE] + Array(#""}"#.utf8),
        comment("c7", #""Z\#(String(repeating: "\u{0301}", count: 30_000))""#),
        Array(
          #"{"type":"comment","id":"c8","at":0,"thread":"t","nick":"n","body":"keys",\#(manyKeys)}"#.utf8),
        Array(String(repeating: "[", count: 100_000).utf8),
        Array((String(repeating: #"{"a":"#, count: 100_000)).utf8),
        comment("c9", #""\#(String(repeating: "x", count: 65_537))""#),
        [0x00],
        Array("\u{FEFF}{}".utf8),
        comment("c10", "1e999"),
        Array(#"{"type":"comment","type":"vote"}"#.utf8),
        comment("c12", #""last""#),
      ]
      let trial = try Trial()
      let run = try trial.modq("ingest", bytes: Array(lines.joined(separator: [0x0A])))
      #expect(try run.lines.map { try PrintedLine($0).id } == ["c1", "c2", "c7", "c8", "c12"])
      #expect(run.status == 1)
      #expect(run.errors == BadInputTrials.refusals)
      #expect(try trial.modq("refused", "--format", "count").output == "11\n")
      try trial.verify()
    }

    private static let refusals = #"""
      modq: line 3, column 56: "nick" contains U+0000 (take it out)
      modq: line 4, column 68: \ud800 is half a character (write both halves, or the character itself)
      modq: line 5, column 68: \udc00 is half a character (write both halves, or the character itself)
      modq: line 6, column 69: not UTF-8 (write the line in UTF-8)
      modq: line 9, column 1: not JSON: where an object in braces should be, there is "[" (write one object of JSON a line)
      modq: line 10, column 161: nested deeper than 32 levels (flatten it)
      modq: line 11, column 67: "body" has 65537 bytes, and may have 65536 (cut it, or refuse it on the site)
      modq: line 12, column 1: not JSON: where an object in braces should be, there is "␀" (write one object of JSON a line)
      modq: line 13, column 1: "type" is missing (an event needs it)
      modq: line 14, column 68: 1e999 is larger than any number here (write it as a string)
      modq: line 15, column 19: "type" comes twice in one object (leave one out)
      ingested 5 events: 5 judged (2 publish, 3 hold, 0 reject), 0 already known, 11 refused

      """#

    @Test func whatIsDatedFarAheadIsRefused() throws {
      let trial = try Trial()
      let line = BadInputTrials.comment.replacingOccurrences(of: "2025", with: "2099")
      let run = try trial.modq("ingest", "--refusals", "json", input: line)
      #expect(run.status == 1 && run.output == "")
      #expect(
        run.errors.hasPrefix(
          #"{"line":1,"column":34,"reason":"time_ahead","message":"\"at\" is 2099-06-01T00:00:00.000Z, more than 10 "#
        ))
      #expect(try trial.verify().entries == 0)
    }

    /// A line of 100 MiB, with the memory that the program took at most, as the kernel counts it (proc(5), VmHWM).
    @Test func aLineWithoutEndTakesNoMemory() throws {
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest")
      try run.send(BadInputTrials.comment)
      _ = try #require(try run.line())
      let idle = try peakKilobytes(run.identifier)
      let piece = String(repeating: "x", count: 1 << 20)
      for _ in 0..<100 { try run.send(piece) }
      try run.send("\n" + BadInputTrials.comment)
      #expect(try PrintedLine(#require(try run.line())).known)
      let peak = try peakKilobytes(run.identifier)
      print("a line of 100 MiB took \(peak - idle) KiB over \(idle)")
      #expect(peak - idle < 64 << 10)
      run.closeInput()
      let (status, errors) = try run.end()
      #expect(status == 1)
      #expect(
        errors == """
          modq: line 2, column 1048577: the line is longer than 1048576 bytes (shorten it; no event needs as much)
          ingested 2 events: 1 judged (1 publish, 0 hold, 0 reject), 1 already known, 1 refused

          """)
    }

    /// Each kind of rubbish many times over, one line after the other on an open pipe.
    @Test func noRubbishTakesMuchMemory() throws {
      func comment(_ id: String, _ rest: String) -> String {
        #"{"type":"comment","id":"\#(id)","at":0,"thread":"t","nick":"n",\#(rest)}"#
      }
      let marks = String(repeating: "\u{0301}", count: 60_000)
      let keys = (0..<10_000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
      let rows: [(name: String, line: (Int) -> String, refusal: String?)] = [
        (
          "depth 100,000", { _ in String(repeating: #"{"a":"#, count: 100_000) },
          "nested deeper than 32 levels"
        ),
        ("brackets", { _ in String(repeating: "[", count: 1_000_000) }, "not JSON"),
        ("60,000 marks", { comment("m\($0)", #""body":"Z\#(marks)""#) }, #""body" has 120001 bytes"#),
        ("as many as fit", { comment("f\($0)", #""body":"Z\#(marks.prefixOfBytes(65_000))""#) }, nil),
        ("10,000 keys", { comment("k\($0)", #""body":"b",\#(keys)"#) }, nil),
        ("1e400", { comment("n\($0)", #""body":"b","x":1e400"#) }, "1e400 is larger than any number here"),
        (
          "a key twice", { comment("d\($0)", #""body":"b","body":"c""#) },
          #""body" comes twice in one object"#
        ),
        (
          "nothing but escapes",
          { comment("e\($0)", #""body":"\#(String(repeating: #"\u0041"#, count: 60_000))""#) }, nil
        ),
      ]
      let trial = try Trial()
      let run = try LiveRun(trial, "ingest", "--refusals", "json")
      try run.send(BadInputTrials.comment)
      _ = try #require(try run.line())
      let idle = try peakKilobytes(run.identifier)
      var sent = 1
      for row in rows {
        for round in 0..<20 {
          try run.send(row.line(round) + "\n")
          sent += 1
        }
        // What was sent before it is taken in, or refused.
        try run.send(BadInputTrials.comment)
        sent += 1
        while !(try PrintedLine(#require(try run.line())).known) {}
        let peak = try peakKilobytes(run.identifier)
        #expect(peak - idle < 64 << 10, "\(row.name): \(peak - idle) KiB over \(idle)")
        print("\(row.name): \(peak - idle) KiB over \(idle)")
      }
      run.closeInput()
      let (status, errors) = try run.end()
      #expect(status == 1)
      // Every line is accounted for, in the order of the rows.
      let refusals = errors.split(separator: "\n").filter { $0.hasPrefix(#"{"line":"#) }
      let expected = rows.flatMap { row in row.refusal.map { Array(repeating: $0, count: 20) } ?? [] }
      #expect(refusals.count == expected.count)
      for (refusal, expected) in zip(refusals, expected) {
        #expect(refusal.replacing(#"\""#, with: #"""#).contains(expected), "\(refusal.prefix(300))")
      }
      #expect(
        errors.hasSuffix(", \(rows.count) already known, \(expected.count) refused\n"),
        "\(errors.suffix(200))")
    }

    private func peakKilobytes(_ process: Int32) throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(
        line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) })
    }
  }
}

extension String {
  /// As many of its characters' scalars as fit into so many bytes of UTF-8.
  fileprivate func prefixOfBytes(_ count: Int) -> String {
    var left = count
    return String(
      String.UnicodeScalarView(
        unicodeScalars.prefix { scalar in
          left -= UTF8.width(scalar)
          return left >= 0
        }))
  }
}

import Foundation
import Testing

extension Trials.Files {
  @Suite struct RestorationTrials {
    /// A full export of a log with entries of every kind.
    private func exported() throws -> (log: Trial, lines: [String]) {
      let trial = try Trial()
      try #require(try trial.modq("ingest", input: TrialStream(seed: 16, count: 120).text).status == 0)
      let run = try trial.modq("export", "--full")
      try #require(run.status == 0 && run.errors == "")
      return (trial, run.lines)
    }

    private func text(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    @Test func whatWasExportedInFullComesBackAsTheSameLog() throws {
      let (source, lines) = try exported()
      let trial = try Trial()
      #expect(
        try trial.modq("ingest", "--as-recorded", input: text(lines))
          == Trial.Run(errors: "restored 121 entries as recorded\n"))
      #expect(try trial.verify() == source.verify())
      #expect(try trial.modq("export", "--full").lines == lines)
    }

    @Test func whatWasExportedIsJudgedAnewToTheSameEnd() throws {
      let (source, _) = try exported()
      let trial = try Trial()
      let run = try trial.modq("ingest", input: source.modq("export").output)
      #expect(run.status == 0)
      #expect(try trial.verify().projections == source.verify().projections)
      #expect(try trial.modq("export").output == source.modq("export").output)
    }

    @Test func aLogThatHasEntriesIsLeftAlone() throws {
      let (source, lines) = try exported()
      let before = try source.verify()
      #expect(
        try source.modq("ingest", "--as-recorded", input: text(lines))
          == Trial.Run(
            errors: """
              modq: modq.db has 121 entries already
                    Name a new file with --db: what was recorded goes into an empty log.

              """, status: 64))
      #expect(try source.verify() == before)
    }

    /// A way to spoil an export, the exit status, and how the message begins.
    struct Fault: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let status: Int32
      let start: String
      let spoil: @Sendable ([String]) -> [String]

      init(
        _ name: String, _ status: Int32, _ start: String, _ spoil: @escaping @Sendable ([String]) -> [String]
      ) {
        testDescription = name
        self.status = status
        self.start = start
        self.spoil = spoil
      }
    }

    private static let faults = [
      Fault("a word", 3, "modq: entry 41 of - is not what was exported\n") {
        $0.enumerated().map { $0 == 40 ? $1.replacingOccurrences(of: #""actor":"#, with: #""actor":1"#) : $1 }
      },
      Fault("a line", 65, "modq: line 41 of - is no entry: entry 42 comes where 41 should\n") {
        Array($0[..<40] + $0[41...])
      },
      Fault(
        "the end", 65, "modq: - is cut short: the line is missing that says that its 100 entries are all\n"
      ) {
        Array($0[..<100])
      },
      Fault(
        "the last line", 65,
        "modq: - is cut short: the line is missing that says that its 121 entries are all\n"
      ) {
        Array($0.dropLast())
      },
      Fault("an entry before the end", 65, "modq: - is cut short: ") { Array($0[..<120] + $0[121...]) },
      Fault("what comes after the end", 65, "modq: line 123 of - is no entry: it stands behind the last line")
      {
        $0 + [$0[0]]
      },
      Fault("the order", 65, "modq: line 41 of - is no entry: entry 42 comes where 41 should\n") {
        Array($0[..<40] + [$0[41], $0[40]] + $0[42...])
      },
      Fault("twice", 65, "modq: line 42 of - is no entry: entry 41 comes where 42 should\n") {
        Array($0[...40] + $0[40...])
      },
      Fault("a brace", 65, "modq: line 41 of - is no entry: not JSON: ") {
        $0.enumerated().map { $0 == 40 ? String($1.dropLast()) : $1 }
      },
      Fault("a hash", 65, #"modq: line 1 of - is no entry: "hash" is missing or of another type"#) {
        $0.map { $0.replacingOccurrences(of: #""hash":""#, with: #""hash":"z"#) }
      },
      Fault("plain events", 65, #"modq: line 1 of - is no entry: "seq" is missing or of another type"#) { _ in
        [#"{"type":"comment","id":"c","thread":"t","nick":"n","body":"x"}"#]
      },
      Fault(
        "the same id again", 65, "modq: line 121 of - is no entry: its id is that of an entry before it\n"
      ) { lines in
        let id = lines[60].range(of: #""id":"e[0-9]+""#, options: .regularExpression).map {
          String(lines[60][$0])
        }
        return lines.enumerated().map {
          $0 == 120 ? $1.replacingOccurrences(of: #""id":"e119""#, with: id ?? "") : $1
        }
      },
    ]

    @Test(arguments: RestorationTrials.faults)
    func aSpoiledExportIsRefusedWholeAndTheRightOneGoesInAfterwards(_ fault: Fault) throws {
      let (source, lines) = try exported()
      let trial = try Trial()
      let run = try trial.modq("ingest", "--as-recorded", input: text(fault.spoil(lines)))
      #expect(run.status == fault.status && run.output == "")
      #expect(run.errors.hasPrefix(fault.start), "\(run.errors)")
      #expect(try trial.verify().entries == 0)
      #expect(try trial.modq("ingest", "--as-recorded", input: text(lines)).status == 0)
      #expect(try trial.verify() == source.verify())
    }
  }
}

import Testing

@testable import modq_bench

struct ReportTests {
  private var report: Report {
    var report = Report(
      "ingest", at: "2026-05-31T09:00:00.000Z", arguments: ["ingest", "--file", "a \"b\".jsonl"],
      machine: [("cpu", "Some CPU"), ("cores", "2")])
    report.figures = [
      Figure("bare append", [("events_per_s", .number(274_912.34)), ("seconds", .number(3.6374))]),
      Figure("input", [("events", .count(1_000_000)), ("disk", .text("ext4"))]),
    ]
    report.comparisons = [
      Comparison("ingest / bare append", [1, 1, 2], to: [4, 2, 8], .atLeast(0.3)),
      Comparison("file / input", [2.5], .atMost(2.4)),
      Comparison("median", [12.345]),
    ]
    report.loadAtEnd = "0.50"
    return report
  }

  @Test func theTablesAreThese() {
    #expect(
      report.text == """
        WHAT         EVENTS PER S  SECONDS     EVENTS  DISK
        bare append       274,912     3.64
        input                               1,000,000  ext4

        COMPARED              VALUE  LOWEST  HIGHEST  TO REACH  REACHED
        ingest / bare append   0.25    0.25     0.50    ≥ 0.30       no
        file / input           2.50    2.50     2.50    ≤ 2.40       no
        median                 12.3    12.3     12.3

        2026-05-31T09:00:00.000Z, cpu Some CPU, cores 2, load_at_end 0.50

        """)
  }

  @Test func theLinesAreThese() {
    let figures = report.figures.flatMap { report.line(of: $0) }
    #expect(
      String(decoding: report.headLine + figures + report.lastLines, as: UTF8.self) == #"""
        {"benchmark":"ingest","at":"2026-05-31T09:00:00.000Z","arguments":["ingest","--file","a \"b\".jsonl"],"machine":{"cpu":"Some CPU","cores":"2"}}
        {"benchmark":"ingest","figure":"bare append","events_per_s":274900,"seconds":3.637}
        {"benchmark":"ingest","figure":"input","events":1000000,"disk":"ext4"}
        {"benchmark":"ingest","compared":"ingest / bare append","value":0.25,"lowest":0.25,"highest":0.5,"at_least":0.3,"reached":false}
        {"benchmark":"ingest","compared":"file / input","value":2.5,"lowest":2.5,"highest":2.5,"at_most":2.4,"reached":false}
        {"benchmark":"ingest","compared":"median","value":12.35,"lowest":12.35,"highest":12.35}
        {"benchmark":"ingest","load_at_end":"0.50"}

        """#)
  }

  @Test(arguments: [
    (Comparison.Goal.atLeast(0.3), 0.3, true), (.atLeast(0.3), 0.299, false), (.atMost(2.4), 2.4, true),
    (.atMost(2.4), 2.41, false), (.atMost(2.4), .nan, false),
  ])
  func aGoalIsReachedAtItsBound(_ goal: Comparison.Goal, _ value: Double, _ reached: Bool) {
    #expect(goal.isReached(by: value) == reached)
  }
}

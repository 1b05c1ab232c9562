import Testing

@testable import modq_bench

struct IngestSummaryTests {
  @Test(arguments: [
    (
      "ingested 1200 events: 800 judged (720 publish, 66 hold, 14 reject), 3 already known, 2 refused", 1_200,
      0.1
    ),
    (
      "modq: the rule a is braked\ningested 2 events: 0 judged (0 publish, 0 hold, 0 reject), 0 already known, 0 refused",
      2, 0
    ),
  ])
  func aSummaryIsRead(_ text: String, _ events: Int, _ held: Double) throws {
    let summary = try #require(IngestSummary(text))
    #expect(summary.events == events)
    #expect(summary.heldShare == held)
  }

  @Test func noSummaryIsNone() {
    #expect(IngestSummary("") == nil)
    #expect(IngestSummary("modq: stopped after line 3") == nil)
  }
}

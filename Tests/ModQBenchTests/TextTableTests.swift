import Testing

@testable import modq_bench

struct TextTableTests {
  @Test func columnsAreAsWideAsWhatTheyHold() {
    var table = TextTable(["what", "ms"])
    table.add(["queue --limit 20", "8.1"])
    table.add(["é", "1,234.0"])
    table.add(["", ""])
    #expect(
      table.text == """
        WHAT                   MS
        queue --limit 20      8.1
        é                 1,234.0


        """)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567"), (10_000_000, "10,000,000"),
  ])
  func thousandsAreGrouped(_ number: Int, _ text: String) {
    #expect(TextTable.grouped(number) == text)
  }
}

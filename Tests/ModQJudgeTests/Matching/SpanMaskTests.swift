import Testing

@testable import ModQJudge

struct SpanMaskTests {
  @Test(arguments: [
    (0..<2, false), (0..<3, true), (2..<3, true), (4..<5, true), (5..<9, false), (7..<9, false),
    (9..<10, false),
    (10..<12, true), (11..<14, true), (13..<14, false), (2..<2, true), (5..<5, false), (0..<20, true),
  ])
  func whatSharesAByteIsCovered(hit: Range<Int>, isCovered: Bool) {
    #expect(SpanMask([10..<12, 2..<4, 3..<5, 11..<13]).covers(hit) == isCovered)
  }

  @Test func nothingIsCoveredByNothing() {
    #expect(!SpanMask([]).covers(0..<9))
  }
}

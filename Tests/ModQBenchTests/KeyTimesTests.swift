import Testing

@testable import modq_bench

struct KeyTimesTests {
  @Test func theLineAboutKeysIsReadAmongOthers() throws {
    let times = try #require(
      KeyTimes(
        """
        from a key to its screen: 600, median 7.31 ms, 99 % 18.02 ms, longest 21.40 ms
        claiming the next meanwhile: 601, median 2.00 ms, 99 % 4.00 ms, longest 9.00 ms
        """))
    #expect([times.median, times.late, times.longest] == [7.31, 18.02, 21.4])
    #expect(times.count == 600)
    #expect(KeyTimes("from a key to its screen: none") == nil)
  }
}

import Testing

@testable import modq

struct ReviewTimesTests {
  @Test(arguments: [
    (1, "1.00", "1.00"), (2, "1.00", "2.00"), (3, "2.00", "3.00"), (100, "50.00", "99.00"),
    (101, "51.00", "100.00"), (200, "100.00", "198.00"),
  ])
  func shareOfTheTimesIsTheNearestRank(_ count: Int, _ median: String, _ late: String) {
    let times = (1...count).map { Duration.milliseconds($0) }
    #expect(
      ReviewTimes.summary(times.reversed())
        == "\(count), median \(median) ms, 99 % \(late) ms, longest \(count).00 ms")
    #expect(ReviewTimes.summary([]) == "none")
  }
}

import Foundation
import SeededNumbers
import Testing

@testable import ModQEvent

struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0),
    ("1970-01-01T09:00:00+09:00", 0),
    ("1969-12-31T23:00:00-01:00", 0),
    ("2024-02-29T12:00:00.123+09:00", 1_709_175_600_123),
    ("2024-02-29t03:00:00.123z", 1_709_175_600_123),
    ("2024-02-29 03:00:00.123Z", 1_709_175_600_123),
    ("2024-02-29T03:00:00.1239999999999999999999Z", 1_709_175_600_123),
    ("2024-02-29T03:00:00.1Z", 1_709_175_600_100),
    ("2000-02-29T00:00:00Z", 951_782_400_000),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ("2016-12-31T23:59:60.5Z", 1_483_228_800_500),
    ("1990-12-31T15:59:60-08:00", 662_688_000_000),
    ("2024-01-01T00:00:00-00:00", 1_704_067_200_000),
    ("2024-01-01T00:00:00+23:59", 1_703_980_860_000),
    ("1996-12-19T16:39:57-08:00", 851_042_397_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ])
  func isRead(_ text: String, milliseconds: Int64) {
    #expect(Timestamp(rfc3339: text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "Z", "yesterday", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T00:00Z", "2024-01-01T00:00:00 Z",
    "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2024-04-31T00:00:00Z", "2024-00-01T00:00:00Z",
    "2024-13-01T00:00:00Z", "2024-01-00T00:00:00Z", "2024-01-32T00:00:00Z", "2024-01-01T24:00:00Z",
    "2024-01-01T00:60:00Z", "2024-01-01T00:00:61Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00,5Z",
    "2024-01-01T00:00:00+0900", "2024-01-01T00:00:00+24:00", "2024-01-01T00:00:00+09:60",
    "2024-01-01T00:00:00+9:00",
    "2024-01-01_00:00:00Z", "2024/01/01T00:00:00Z", "+2024-01-01T00:00:00Z", " 2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00Zx", "２０２４-01-01T00:00:00Z", "2024-01-01T-1:00:00Z", "1969-12-31T23:59:59.999Z",
    "9999-12-31T23:59:60Z", "9999-12-31T23:59:59-00:01", "1970-01-01T00:00:00+00:01",
  ])
  func isNoTime(_ text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_709_175_600_123, "2024-02-29T03:00:00.123Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (253_402_300_800_000, "10000-01-01T00:00:00.000Z"), (-62_198_755_200_000, "-0001-01-01T00:00:00.000Z"),
      (.max, "292278994-08-17T07:12:55.807Z"), (.min, "-292275055-05-16T16:47:04.192Z"),
    ] as [(Int64, String)])
  func isWritten(_ milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).rfc3339 == text)
  }

  @Test func whatIsWrittenIsReadAgain() {
    for seed in 0..<5_000 {
      var generator = SplitMix64(seed: seed)
      let instant = generator.instant()
      #expect(Timestamp(rfc3339: instant.rfc3339) == instant, "seed \(seed)")
    }
  }

  @Test func everyDayOfFourHundredYearsIsThatOfFoundation() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for day in stride(from: 0, through: 146_097, by: 1) {
      let date = CivilDate(daysSince1970: day)
      try #require(date.daysSince1970 == day)
      guard day % 97 == 0 else { continue }
      let parts = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      try #require(date == CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0))
    }
  }
}

import ModQEvent
import SeededNumbers
import Testing

@testable import ModQJudge

struct ScalarTests {
  @Test(arguments: [
    ("3", 3.0), ("-1", -1), ("+2", 2), ("0.75", 0.75), ("000", 0), ("999999999.999999", 999_999_999.999999),
    ("1e3", nil), ("1_000", nil), ("0x10", nil), (".5", nil), ("5.", nil), ("", nil), ("-", nil),
    ("1.2.3", nil),
    ("1234567890", nil), ("0.1234567", nil), ("inf", nil), ("nan", nil), ("３", nil), (" 1", nil),
  ])
  func numbersAreShortDecimals(text: String, number: Double?) {
    #expect(PlainNumber.parse(text) == number)
  }

  @Test func aNumberReadsBackFromItsText() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let millionths = Int64.random(in: -999_999_999_999_999...999_999_999_999_999, using: &random)
      let number = Double(millionths) / 1e6
      #expect(PlainNumber.parse(PlainNumber.text(number)) == number, "\(millionths)")
      #expect(PlainNumber.millionths(number) == millionths)
    }
  }

  @Test(
    arguments: [
      ("90s", 90_000), ("10m", 600_000), ("24h", 86_400_000), ("7d", 604_800_000), ("0s", 0), ("10", nil),
      ("m", nil),
      ("10 m", nil), ("1.5h", nil), ("-1s", nil), ("10w", nil), ("1234567890s", nil), ("", nil),
    ] as [(String, Int64?)])
  func timeSpansAreANumberAndAUnit(text: String, milliseconds: Int64?) {
    #expect(TimeSpan.parse(text) == milliseconds)
  }

  @Test(
    arguments: [
      ("1970-01-01", 0), ("2026-07-01", 1_782_864_000_000), ("2026-07-01T09:30:00+09:00", 1_782_865_800_000),
      ("2024-02-29", 1_709_164_800_000), ("2026-02-29", nil), ("2026-13-01", nil), ("1969-12-31", nil),
      ("2026-07-01T09:30:00", nil), ("2026-7-1", nil), ("01.07.2026", nil), ("tomorrow", nil), ("", nil),
    ] as [(String, Int64?)])
  func datesAreTheirFirstMomentInUTC(text: String, milliseconds: Int64?) {
    #expect(RuleTime.parse(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    ("titel", "title"), ("feild", "field"), ("scroe", "score"), ("phrase", "phrases"), ("xyz", nil),
    ("", nil),
    ("when_", "when"), ("titles", "title"),
  ])
  func theNearestNameIsMeant(typed: String, meant: String?) {
    #expect(NearestName.of(typed, in: ["title", "field", "score", "phrases", "when"]) == meant)
  }

  @Test(
    arguments: [
      (Array("死ね".utf8), 6), ([0x61, 0xFF], 1), ([0xC0, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
      ([0xF5, 0x80, 0x80, 0x80], 0),
      ([0x61, 0xE3, 0x81], 1), ([0xF0, 0x9F, 0x98, 0x80], 4), ([0xE0, 0x80, 0x80], 0), ([], 0),
    ] as [([UInt8], Int)])
  func invalidUTF8IsFoundWhereItBegins(bytes: [UInt8], offset: Int) {
    #expect(UTF8Check.firstInvalid(in: bytes) == offset)
    #expect((String(validating: bytes, as: UTF8.self) == nil) == (offset < bytes.count))
  }
}

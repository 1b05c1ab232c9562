import ModQJudge

/// Every view is the text as it came, but for `fold`, which is in lower case, and `dense`, without blanks.
struct PlainViews: ViewSource {
  let original: String

  init(_ text: String) { original = text }

  mutating func text(in view: View) -> PlainViewed {
    let bytes = Array(original.utf8)
    let kept = bytes.indices.filter { view != .dense || bytes[$0] != 0x20 }
    let seen = kept.map { view == .fold && (0x41...0x5A).contains(bytes[$0]) ? bytes[$0] | 0x20 : bytes[$0] }
    return PlainViewed(bytes: seen, kept: kept, isCut: view == .skeleton)
  }

  /// Letters and digits of ASCII make words; everything else needs no boundary.
  static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool {
    let isWord = { (index: Int) in
      original.indices.contains(index) && original[index] < 0x80
        && (Unicode.Scalar(original[index]).properties.isAlphabetic
          || (0x30...0x39).contains(original[index]))
    }
    return !(isWord(range.lowerBound - 1) && isWord(range.lowerBound))
      && !(isWord(range.upperBound - 1) && isWord(range.upperBound))
  }
}

struct PlainViewed: ViewedBytes {
  let bytes: [UInt8]
  let kept: [Int]
  let isCut: Bool

  func original(_ range: Range<Int>) -> Range<Int> {
    range.isEmpty ? 0..<0 : kept[range.lowerBound]..<kept[range.upperBound - 1] + 1
  }
}

func test(
  _ sought: MatchTest.Sought, field: Field = .body, view: View = .raw, except: [String] = [], atLeast: Int = 1
) -> MatchTest {
  MatchTest(name: "m", field: field, view: view, sought: sought, except: except, atLeast: atLeast)
}

/// The texts of the hits of a single test, and nil if it does not hold.
func hits(_ test: MatchTest, in text: String, mode: MatchMode = MatchMode()) -> [String]? {
  let matcher = Matcher([test], mode: mode, through: PlainViews.self)
  let matches = matcher.matches(in: Subject(body: text), scratch: MatchScratch(), through: PlainViews.self)
  guard case .hit(let ranges) = matches.outcomes[0] else { return nil }
  let bytes = Array(text.utf8)
  return ranges.map { String(decoding: bytes[$0], as: UTF8.self) }
}

import ModQEvent
import Testing

struct StringBytesTests {
  static let pairs: [(left: String, right: String, isIdentical: Bool)] = [
    ("", "", true),
    ("", "a", false),
    ("折口", "折口", true),
    ("折口", "折田", false),
    // One to `==`, since both are the same when composed.
    ("\u{E9}", "e\u{301}", false),
    (String(repeating: "長", count: 50), String(repeating: "長", count: 50), true),
    (String(repeating: "長", count: 50), String(repeating: "長", count: 49) + "短", false),
  ]

  @Test(arguments: pairs)
  func bytesAreWhatCounts(pair: (left: String, right: String, isIdentical: Bool)) {
    #expect(pair.left.isIdentical(to: pair.right) == pair.isIdentical)
    #expect(pair.right.isIdentical(to: pair.left) == pair.isIdentical)
  }
}

import Testing

@testable import ModQEvent

struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("vote", "vote", 0), ("vot", "vote", 1), ("voet", "vote", 1),
    ("comments", "comment", 1),
    ("kitten", "sitting", 3), ("ca", "abc", 3), ("折口", "折", 1),
  ])
  func distanceCountsSlips(_ left: String, _ right: String, distance: Int) {
    #expect(Suggestion.editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == distance)
    #expect(Suggestion.editDistance(Array(right.unicodeScalars), Array(left.unicodeScalars)) == distance)
  }

  @Test(
    arguments: [
      ("Comment", "comment"), ("coment", "comment"), ("repyl", "reply"), ("edti", "edit"), ("like", nil),
      ("x", nil),
      (String(repeating: "comment", count: 100_000), nil),
    ] as [(String, String?)])
  func onlyCloseNamesAreSuggested(_ typed: String, name: String?) {
    #expect(Suggestion.closest(to: typed, among: EventKind.allCases.map(\.rawValue)) == name)
  }

  @Test func noShortKeyIsTakenForAnother() {
    #expect(Suggestion.closest(to: "ip", among: ["by", "id"]) == "id")
    #expect(Suggestion.closest(to: "up", among: ["by", "at"]) == nil)
  }
}

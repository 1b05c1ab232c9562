import Testing

@testable import ModQJudge

/// A long file says in pieces what it says as a whole.
struct YAMLPiecesTests {
  private static func file(_ count: Int, _ rule: (Int) -> String, head: String = "rules:\n") -> SourceText {
    SourceText(file: "f.yml", bytes: Array((head + (0..<count).map(rule).joined()).utf8))
  }

  private static func rule(_ number: Int) -> String {
    """
      # Rule \(number)
      - id: rule_\(number)
        title: |
          死ね - \(number)
        - not a dash of the list
        match: {m: {regex: '\\d{\(number)}&a'}}
        tests:
          - hit: "a \\u0041
              b"

    """.replacing("    - not a dash of the list\n", with: number % 2 == 0 ? "" : "      - still the title\n")
  }

  @Test func aLongListIsTheSameInPieces() throws {
    let source = Self.file(2_000) { Self.rule($0) }
    let pieces = try #require(YAMLComposer.composeInPieces(source))
    var budget = RuleBounds.nodes
    let whole = try YAMLNode(try #require(try YAMLComposer.parse(source.string)), budget: &budget)
    #expect("\(pieces)" == "\(whole)")
  }

  @Test(arguments: [
    // A short file, one without a list, and those that can't be cut where the dashes stand.
    file(10) { rule($0) },
    file(4_000, { "# \($0) of many lines of comments\n" }),
    file(4_000, { "- item \($0) of a bare list\n" }, head: ""),
    file(4_000, { "  - item \($0) of a text\n" }, head: "title: |\n"),
    file(4_000, { "  - item \($0) of a text\n" }, head: "rules: \"\n"),
    file(4_000, { $0 == 3_000 ? "---\n" : "  - id: rule_\($0)\n" }),
    file(4_000, { $0 == 3_000 ? "x: y\n" : "  - id: rule_\($0)\n" }),
    file(4_000, { $0 == 3_000 ? "  - [\n" : "  - id: rule_\($0)\n" }),
    file(4_000, { $0 == 3_000 ? "  - *a\n" : "  - &a rule_\($0)\n" }, head: "b: &b c\nrules:\n").cut,
  ])
  func whatIsNoSuchListIsComposedAsAWhole(source: SourceText) {
    #expect(YAMLComposer.composeInPieces(source) == nil)
  }
}

extension SourceText {
  /// With one anchor only, at the beginning, for all its aliases.
  fileprivate var cut: SourceText {
    SourceText(file: file, bytes: Array(string.replacing("- &a", with: "-").replacing("&b", with: "&a").utf8))
  }
}

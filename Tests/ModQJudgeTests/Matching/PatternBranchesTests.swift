import Testing

@testable import ModQJudge

/// An alternation that is run branch by branch finds what the whole finds.
///
/// `MODQ_SEEDS=FIRST,COUNT` tries other random patterns than the usual ones, and more.
struct PatternBranchesTests {
  private static let seeds = RandomPatternTests.seeds(otherwise: 90_000..<102_000)

  @Test(
    arguments: [
      ("a.c|b+d|^x", [], ["a.c", "b+d", "^x"]),
      (#"\w+a (?:b|c)|[|]d|\Q|\E"#, [], [#"\w+a (?:b|c)"#, "[|]d", #"\Q|\E"#]),
      ("\\d a # one | two\n | \\d b", .extended, ["\\d a # one | two\n ", " \\d b"]),
      (#"(?<n>\w)a|(?i:\w)b|\d(?=c|d)"#, [], [#"(?<n>\w)a"#, "(?i:\\w)b", #"\d(?=c|d)"#]),
    ] as [(String, RegexFlags, [String])])
  func areTakenApart(source: String, flags: RegexFlags, branches: [String]) {
    #expect(PatternBranches.of(source, flags: flags) == branches)
  }

  @Test(arguments: [
    #"(\w)\1a|\db"#, #"(?<n>\w)\k<n>|\db"#, #"\w(?R)?|\db"#, #"(?i)\wa|\db"#, #"\w\Ka|\db"#, #"\Gx|\db"#,
    "(*UTF)\\wa|\\db",
    #"\w(*SKIP)a|\db"#, #"(?(?=a)\w|b)|\d"#, #"\w(?1)|(\d)"#, #"\wa(?x) | \db"#, #"\w(?&n)|(?<n>\d)"#,
    #"(?P=n)|(?P<n>\w)"#,
  ])
  func areLeftTogetherWhereOneMayNeedAnother(source: String) {
    #expect(PatternBranches.of(source, flags: []) == nil)
  }

  @Test(arguments: ["casino bonus|viagra pills", "(?:a|b)c", "abc"])
  func areLeftTogetherWhereNothingIsWon(source: String) {
    #expect(PatternBranches.of(source, flags: .caseless) == nil)
  }

  /// The earliest match, and of several at one place that of the first branch.
  @Test(arguments: [
    (#"\wz|\wb"#, "ab cz", "ab"), (#"\wab?|\wa"#, "xab", "xab"), (#"\wa|\wab"#, "xab", "xa"),
    (#"\d\d|\wb|\w+"#, "q b 12", "q"),
  ])
  func theFirstMatchIsThatOfTheWhole(source: String, text: String, hit: String) {
    #expect(PatternBranches.of(source, flags: []) != nil)
    #expect(hits(test(.regex(source, flags: [])), in: text) == [hit])
  }

  @Test func aHitCountsWhereAnotherBranchReachedALimit() throws {
    let evil = #"(?:[\sa]+)+\d|\wz"#
    let text = String(repeating: " a", count: 300) + " xz"
    #expect(PatternBranches.of(evil, flags: [])?.count == 2)
    let branch = try Pattern(#"(?:[\sa]+)+\d"#, slicing: true)
    let finding = Array(text.utf8).withUnsafeBufferPointer {
      branch.firstMatch(in: $0, scratch: MatchScratch())
    }
    #expect(finding == .failed(.matchLimit))
    #expect(hits(test(.regex(evil, flags: [])), in: text) == ["xz"])
  }

  /// Patterns that nobody has seen, as alternations, on texts with something of each.
  @Test func theyFindWhatTheWholeFinds() throws {
    let scratch = MatchScratch()
    var (apart, compared, matched) = (0, 0, 0)
    for seed in Self.seeds {
      var generator = PatternGenerator(seed: seed)
      let parts = (0..<3).map { _ in generator.pattern() }
      let source = parts.map(\.source).joined(separator: "|")
      let flags = parts[0].flags
      guard let whole = try? Pattern(source, flags: flags),
        PatternBranches.of(source, flags: flags) != nil
      else { continue }
      apart += 1
      let matcher = Matcher(
        [test(.regex(source, flags: flags))], mode: MatchMode(budget: false), through: PlainViews.self)
      for part in parts {
        var parser = PatternParser(part.source, flags: flags)
        guard let node = try? parser.parse() else { continue }
        var sampler = PatternSampler(seed: seed)
        let text = "abk " + sampler.text(for: node) + " 1_ア"
        let found = Array(text.utf8).withUnsafeBufferPointer { whole.firstMatch(in: $0, scratch: scratch) }
        let outcome = matcher.matches(in: Subject(body: text), scratch: scratch, through: PlainViews.self)
          .outcomes[0]
        compared += 1
        switch (found, outcome) {
        case (.none, nil): break
        case (.found(let range), .hit(let ranges)?):
          matched += 1
          // An empty match has no place of its own in these views.
          #expect(
            range.isEmpty || ranges == [range], "seed \(seed): \(source) on \(String(reflecting: text))")
        case (.failed, _), (_, .failed?): break
        default:
          Issue.record(
            "seed \(seed): \(source) on \(String(reflecting: text)): \(found), \(String(describing: outcome))"
          )
        }
      }
    }
    print(
      "\(apart) alternations of \(Self.seeds.count) are taken apart, \(compared) texts, \(matched) matches")
    #expect(apart > Self.seeds.count / 40 && matched > apart)
  }
}

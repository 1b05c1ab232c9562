import Testing

@testable import ModQJudge

struct PatternAttackerTests {
  @Test(arguments: [
    #"\s+$"#, #"(?:\s|a)+$"#, #"(a+)+$"#, #"(?:a|aa)+$"#, #"(\w+\d*)+!$"#, #"^(?:[a-z]+)*\d$"#,
    #"foo.*bar.*baz"#,
    #"(?:.*,){11}P"#, #"^(([a-z])+.)+[A-Z]([a-z])+$"#, #"\d*\d*\d*x"#,
    #"(?:[a-z0-9]+[-_]?)+@example"#, #"^\s*(?:\w+\s*)*:$"#, #"(x+x+)+y"#, #"死+ね*死+$"#,
  ])
  func aPatternThatATextCanSlowDownIsFound(pattern: String) throws {
    #expect(try PatternAttacker().weakness(of: pattern) != nil)
  }

  @Test(arguments: [
    "casino", #"\w+@\w+"#, #"\bfree\s+money\b"#, #"https?://\S{4,200}"#, #"^\s*https?://\S{4,200}\s*$"#,
    "死ね|氏ね",
    #"[\w.]{1,64}@[\w.]{1,64}"#, #"v[_\W]{0,3}i[_\W]{0,3}a"#, #"\d{2,4}-\d{2,4}-\d{4}"#, #"(?:a|b|c){1,20}x"#,
    #"\s++$"#, #"(?>a+)b"#,
  ])
  func aSoundPatternIsNot(pattern: String) throws {
    #expect(try PatternAttacker().weakness(of: pattern) == nil)
  }

  @Test func whatTakesExponentiallyManyStepsGivesUp() throws {
    let weakness = try #require(try PatternAttacker().weakness(of: "^(a+)+$"))
    #expect(weakness.fault == .gaveUp(.matchLimit))
    #expect(weakness.attack.shown(bytes: weakness.bytes) == #""a" × 2046 + "!a""#)
  }

  @Test func theTextIsAttackedAsTheViewShowsIt() throws {
    let attacker = PatternAttacker()
    #expect(try attacker.weakness(of: "(?:aaa)+$", view: .raw) != nil)
    #expect(try attacker.weakness(of: "(?:aaa)+$", view: .fold) == nil)
  }

  @Test func withoutMachineCodeShortTextsAreTried() throws {
    let attacker = PatternAttacker(jit: false)
    #expect(!attacker.jit)
    let weakness = try #require(try attacker.weakness(of: #"(\s+)+$"#))
    #expect(weakness.bytes == 2_048)
  }
}

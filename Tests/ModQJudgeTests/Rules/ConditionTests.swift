import SeededNumbers
import Testing

@testable import ModQJudge

struct ConditionTests {
  private static let scope = Condition.Scope(matches: ["m", "n"], counts: ["burst"])

  @Test(arguments: [
    // Parentheses that say nothing go, the others stay.
    ("m", "m"), ("((m))", "m"), ("(m and n)", "m and n"), ("m and (n and m)", "m and (n and m)"),
    ("m or n and m", "m or n and m"), ("(m or n) and m", "(m or n) and m"),
    ("(m and n) or m", "m and n or m"),
    // `not` binds looser than a comparison and tighter than `and`.
    ("not m and n", "not m and n"), ("not (m and n)", "not (m and n)"), ("not not m", "not not m"),
    ("not links > 1", "not links > 1"),
    // Operands.
    ("burst", "burst"), ("burst.count >= 4", "burst.count >= 4"), ("rule.spam_1", "rule.spam_1"),
    ("author.anonymous", "author.anonymous"), ("true or false", "true or false"),
    ("new == author.tier", "author.tier == new"), ("author.tier != known", "author.tier != known"),
    ("0 < links", "0 < links"), ("links >= -1.50", "links >= -1.5"),
    ("upper_ratio<=0.000001", "upper_ratio <= 0.000001"),
    ("m == n", "m == n"), ("(m or n) != false", "(m or n) != false"),
    ("(links > 1) == m", "(links > 1) == m"),
    ("m\n  and\tn", "m and n"), ("links > +3", "links > 3"),
  ])
  func isWrittenInItsPlainestSpelling(text: String, plain: String) throws {
    let (condition, _) = try Condition.parse(text, scope: Self.scope)
    #expect(condition.text(in: Self.scope) == plain)
  }

  @Test func namesTheRulesAndSignalsItLooksAt() throws {
    let text = "rule.b and (rule.a or rule.b) and links > chars and author.tier == new and author.anonymous"
    let (condition, references) = try Condition.parse(text, scope: Self.scope)
    #expect(condition.rulesNamed == ["b", "a"])
    #expect(condition.signalsNamed == [.links, .chars, .authorTier, .authorAnonymous])
    #expect(references.map(\.offset) == [5, 17, 27])
  }

  @Test func nestingAndLengthAreBounded() {
    let deep = String(repeating: "(", count: 100_000) + "m" + String(repeating: ")", count: 100_000)
    let nots = String(repeating: "not ", count: 100_000) + "m"
    let long = Array(repeating: "m", count: RuleBounds.conditionTerms + 1).joined(separator: " or ")
    let expected = [
      ConditionError(offset: 64, message: "more than 64 parentheses and nots within one another"),
      ConditionError(offset: 256, message: "more than 64 parentheses and nots within one another"),
      ConditionError(
        offset: 5_000, message: "the condition has more than 1000 terms", hint: "split the rule"),
    ]
    for (text, expected) in zip([deep, nots, long], expected) {
      #expect(throws: expected) { try Condition.parse(text, scope: Self.scope) }
    }
  }

  @Test func anyConditionReadsAsItIsWritten() throws {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let condition = Condition(root: .random(depth: 5, using: &random))
      let text = condition.text(in: Self.scope)
      let (again, _) = try Condition.parse(text, scope: Self.scope)
      #expect(again == condition, "\(text)")
    }
  }

  @Test func anyTextIsParsedOrRefusedWithinIt() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let pieces = [
        "m", "n", "burst", "burst.count", "links", "author.tier", "new", "rule.a", "and", "or", "not", "(",
        ")",
        "==", "<",
        "<=", "3", "0.5", "-", "=", "!", "死", " ", "true", ".", "\"",
      ]
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      .joined(separator: " ")
      do throws(ConditionError) {
        _ = try Condition.parse(text, scope: Self.scope)
      } catch {
        #expect((0...text.utf8.count).contains(error.offset), "\(text): \(error)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}

extension Condition.Expression {
  /// Any expression that the parser could have made in a scope of two matches and one count.
  static func random(depth: Int, using random: inout SplitMix64) -> Self {
    func more() -> Self { .random(depth: depth - 1, using: &random) }
    switch Int.random(in: 0...(depth > 0 ? 11 : 7), using: &random) {
    case 0: return .literal(.random(using: &random))
    case 1: return .match(.random(in: 0...1, using: &random))
    case 2: return .count(0)
    case 3:
      return .signal([.authorAnonymous, .mixedScriptToken].randomElement(using: &random) ?? .authorAnonymous)
    case 4: return .rule(["a", "spam_2"].randomElement(using: &random) ?? "")
    case 5:
      return .word(
        .authorTier, .random(using: &random) ? .equal : .unequal,
        Tier.allCases.randomElement(using: &random)?.rawValue ?? "")
    case 6, 7:
      return .numbers(
        .random(using: &random), Condition.Comparison.allCases.randomElement(using: &random) ?? .equal,
        .random(using: &random))
    case 8: return .not(more())
    case 9: return .and((0..<Int.random(in: 2...3, using: &random)).map { _ in more() })
    case 10: return .or((0..<Int.random(in: 2...3, using: &random)).map { _ in more() })
    default: return .flags(more(), .random(using: &random) ? .equal : .unequal, more())
    }
  }
}

extension Condition.Quantity {
  static func random(using random: inout SplitMix64) -> Self {
    switch Int.random(in: 0...2, using: &random) {
    case 0: .signal([.links, .chars, .upperRatio, .authorLower].randomElement(using: &random) ?? .links)
    case 1: .count(0)
    default: .literal(Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &random)) / 1e6)
    }
  }
}

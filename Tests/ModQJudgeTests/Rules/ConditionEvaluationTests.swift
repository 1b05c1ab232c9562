import Testing

@testable import ModQJudge

struct ConditionEvaluationTests {
  /// The tables of Kleene's strong logic, whole: rows and columns are no, yes, unknown.
  @Test func connectivesAreKleenes() {
    let all = Truth.allCases
    #expect(all.map { !$0 } == [.yes, .no, .unknown])
    #expect(
      all.map { left in all.map { left & $0 } } == [
        [.no, .no, .no], [.no, .yes, .unknown], [.no, .unknown, .unknown],
      ])
    #expect(
      all.map { left in all.map { left | $0 } } == [
        [.no, .yes, .unknown], [.yes, .yes, .yes], [.unknown, .yes, .unknown],
      ])
  }

  @Test(arguments: [
    ("hit", Truth.yes), ("miss", .no), ("broken", .unknown), ("not broken", .unknown),
    ("broken and miss", .no),
    ("miss and broken", .no), ("broken or hit", .yes), ("broken and hit", .unknown),
    ("broken == broken", .unknown),
    ("hit == miss", .no), ("hit != miss", .yes),
    ("links > 2", .yes), ("links > 3", .no), ("links >= 3", .yes), ("links < 3", .no), ("links <= 3", .yes),
    ("links == 3", .yes), ("links != 3", .no), ("3 == links", .yes),
    // What is not known is neither more nor less, nor equal to itself.
    ("reports > 2", .unknown), ("reports == reports", .unknown), ("not reports > 2", .unknown),
    ("author.tier == new", .yes), ("author.tier != new", .no), ("author.tier == known", .no),
    ("author.anonymous", .no), ("mixed_script_token", .unknown),
    ("burst", .yes), ("burst.count == 4", .yes), ("calm", .no), ("lost", .unknown),
    ("lost.count > 0", .unknown),
    ("rule.fired", .yes), ("rule.other", .no), ("true", .yes), ("false or unknown_rule", .no),
  ])
  func truthOf(text: String, truth: Truth) throws {
    let text = text.replacing("unknown_rule", with: "rule.unknown_rule")
    var world = World()
    #expect(try World.condition(text).evaluate(in: &world) == truth)
  }

  @Test(arguments: [
    ("miss and links > 2", []), ("hit or links > 2", []), ("links > 2 and miss and chars > 1", ["links"]),
    ("links > 9 or chars > 1", ["links", "chars"]), ("reports > 1 and links > 2", ["reports", "links"]),
    ("links > chars", ["links", "chars"]), ("burst and links > 9", ["burst.count", "links"]),
  ])
  func asksForNothingThatIsDecidedAlready(text: String, asked: [String]) throws {
    var world = World()
    _ = try World.condition(text).evaluate(in: &world)
    #expect(world.asked == asked)
  }
}

/// Circumstances in which something of each kind is true, false and unknown.
private struct World: Circumstances {
  var asked: [String] = []

  static func condition(_ text: String) throws -> Condition {
    let scope = Condition.Scope(matches: ["miss", "hit", "broken"], counts: ["burst", "calm", "lost"])
    return try Condition.parse(text, scope: scope).condition
  }

  func match(_ index: Int) -> Truth { Truth.allCases[index] }

  mutating func count(_ index: Int) -> (number: Int, atLeast: Int)? {
    asked.append(["burst", "calm", "lost"][index] + ".count")
    return [(4, 4), (3, 4), nil][index]
  }

  mutating func value(of signal: Signal) -> SignalValue {
    asked.append(signal.rawValue)
    return switch signal {
    case .links: .number(3)
    case .chars: .number(40)
    case .authorTier: .word("new")
    case .authorAnonymous: .flag(false)
    default: .unknown
    }
  }

  func rule(_ id: String) -> Truth { Truth(id == "fired") }
}

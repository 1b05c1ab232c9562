import ModQJudge
import Testing

@testable import ModQueue

struct GateExpressionTests {
  private let rules: RuleSet
  private let summary: [Figure]
  private let figures: [RuleFigures]

  init() throws {
    rules = try ruleSet(
      rule("good", "when: links > 3") + rule("poor", "when: links > 4") + rule("idle", "when: links > 5"))
    var summary = TuningSummary()
    (summary.comments, summary.held, summary.heldBefore, summary.days) = (100, 10, 8, 4)
    (summary.truePositives, summary.falsePositives, summary.rejectedByHumans) = (9, 1, 12)
    self.summary = summary.figures(seconds: 1.5)
    var good = RuleFigures(id: "good", status: "active")
    (good.hits, good.truePositives) = (5, 5)
    var poor = RuleFigures(id: "poor", status: "active")
    (poor.hits, poor.truePositives, poor.falsePositives) = (4, 1, 2)
    figures = [good, RuleFigures(id: "idle"), poor]
  }

  @Test(arguments: [
    ("precision<0.95", ["precision 0.9"]), ("precision<0.9", []), ("precision <= 0.9", ["precision 0.9"]),
    ("recall==0.75", ["recall 0.75"]), ("recall!=0.75", []),
    ("held_per_day_after>2.4", ["held_per_day_after 2.5"]),
    ("held_per_day_after > held_per_day_before", ["held_per_day_after 2.5"]), ("held>=10", ["held 10.0"]),
    ("held_before>held", []), ("newly_released>0", []), ("seconds>1", ["seconds 1.5"]),
    ("poor.precision<0.5", ["poor.precision 0.3333"]), ("good.precision<1", []),
    ("poor.precision<good.precision", ["poor.precision 0.3333"]),
    ("idle.precision<1", []), ("*.precision<0.5", ["poor.precision 0.3333"]),
    ("*.hits<5", ["idle.hits 0.0", "poor.hits 4.0"]),
    (
      "*.false_positives > -1",
      ["good", "idle", "poor"].map { "\($0).false_positives \($0 == "poor" ? 2.0 : 0.0)" }
    ),
    ("recall<idle.precision", []),
  ])
  func aGateFailsByTheNumbersItHoldsFor(_ text: String, _ failures: [String]) throws {
    let gate = try GateExpression(text, rules: rules)
    #expect(
      gate.failures(summary: summary, rules: figures).map { "\($0.name) \($0.value ?? .nan)" } == failures)
  }

  @Test(arguments: [
    ("precision", "it compares nothing"), ("", "it compares nothing"),
    ("precision=0.9", "it compares nothing"),
    ("<0.9", "a side of it is empty"), ("precision<", "a side of it is empty"),
    ("precision < 0.9 and recall < 1", "a side of it is more than one word"),
    ("precison<0.9", "the summary has no number “precison”"),
    ("good.recall<0.9", "a rule has no number “recall”"),
    ("bad.precision<0.9", "there is no rule “bad”"), ("precision<0.9x", "“0.9x” is not a number"),
    ("precision<1e3", "“1e3” is not a number"),
    ("0.9>precision", "the left side is a number; a name stands there"),
    ("precision<*.precision", "“*” stands on the left only"),
    ("precision<recall.x", "a rule has no number “x”"),
    (".precision<1", "“.precision” is not a number"),
  ])
  func whatIsNoGateIsTold(_ text: String, _ message: String) {
    #expect(throws: GateExpression.Fault(message: message)) { try GateExpression(text, rules: rules) }
  }
}

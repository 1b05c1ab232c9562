/// The scales: scores that add up, floors, and whether something allows.
struct Weighing {
  private var millionths: Int64 = 0
  var floor = Verdict.Outcome.publish
  private var isAllowed = false

  /// The sum of the scores, as the nearest double.
  var score: Double { Double(millionths) / 1e6 }

  mutating func add(_ reason: Verdict.Reason) {
    millionths += PlainNumber.millionths(reason.score)
    if let floor = reason.floor { self.floor = max(self.floor, floor) }
    if reason.allow { isAllowed = true }
  }

  /// The highest of the floors and of what the score reaches; what is allowed has floors only.
  func outcome(under policy: Policy) -> Verdict.Outcome {
    guard !isAllowed else { return floor }
    if millionths >= PlainNumber.millionths(policy.rejectScore) { return max(floor, .reject) }
    return millionths >= PlainNumber.millionths(policy.holdScore) ? max(floor, .hold) : floor
  }
}

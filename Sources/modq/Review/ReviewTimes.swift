/// How long a moderator would have waited for each screen of a script, and what was done meanwhile.
struct ReviewTimes {
  /// From a key to the screen that answers it, the decision's commit included.
  private var screens: [Duration] = []
  /// Giving back what was left and claiming the next comment, while the moderator reads.
  private var claims: [Duration] = []
  private let clock = ContinuousClock()

  mutating func screen<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result
  {
    let start = clock.now
    defer { screens.append(clock.now - start) }
    return try body()
  }

  mutating func claim<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
    let start = clock.now
    defer { claims.append(clock.now - start) }
    try body()
  }

  /// Two lines; milliseconds.
  var text: String {
    "from a key to its screen: \(ReviewTimes.summary(screens))\n"
      + "claiming the next meanwhile: \(ReviewTimes.summary(claims))"
  }

  private static func summary(_ times: [Duration]) -> String {
    let sorted = times.sorted()
    guard let longest = sorted.last else { return "none" }
    let (median, late) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
    return "\(sorted.count), median \(milliseconds(median)) ms, 99 % \(milliseconds(late)) ms, "
      + "longest \(milliseconds(longest)) ms"
  }

  private static func milliseconds(_ time: Duration) -> String {
    let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
    return (Double(microseconds) / 1_000).hundredths
  }
}

/// How long a moderator would have waited for the screens of a script, and what was done meanwhile.
struct ReviewTimes {
  /// From a key to the screen that answers it, the decision's commit included.
  private var screens: [Duration] = []
  /// Giving back what was left and claiming the next comment, while the moderator reads.
  private var claims: [Duration] = []
  private let clock = ContinuousClock()

  /// Takes the time of one key, which `body` answers with a screen; nil, after a key that ends it all, does not count.
  mutating func screen<Failure: Error>(_ body: () throws(Failure) -> String?) throws(Failure) -> String? {
    let start = clock.now
    let screen = try body()
    if screen != nil { screens.append(clock.now - start) }
    return screen
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

  /// Their number, median, 99th percentile by nearest rank, and longest.
  static func summary(_ times: [Duration]) -> String {
    let sorted = times.sorted()
    guard let longest = sorted.last else { return "none" }
    let (median, late) = (sorted[(sorted.count - 1) / 2], sorted[(sorted.count * 99 + 99) / 100 - 1])
    return "\(sorted.count), median \(milliseconds(median)) ms, 99 % \(milliseconds(late)) ms, "
      + "longest \(milliseconds(longest)) ms"
  }

  private static func milliseconds(_ time: Duration) -> String {
    let microseconds = time.components.seconds * 1_000_000 + time.components.attoseconds / 1_000_000_000_000
    return (Double(microseconds) / 1_000).hundredths
  }
}

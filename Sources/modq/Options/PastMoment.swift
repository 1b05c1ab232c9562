import ArgumentParser
import ModQEvent

/// A moment that is past: an RFC 3339 time, the midnight of a date in UTC, or a span before now.
struct PastMoment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    if let time = Timestamp(rfc3339: argument) ?? Timestamp(rfc3339: argument + "T00:00:00Z") {
      timestamp = time
      return
    }
    let units: [Character: Int64] = ["s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let unit = argument.last.flatMap({ units[$0] }), let count = Int64(argument.dropLast()), count >= 0,
      count <= 36_500
    else { return nil }
    timestamp = Timestamp.now.advanced(by: -count * unit)
  }
}

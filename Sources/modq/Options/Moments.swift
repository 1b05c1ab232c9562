import ArgumentParser
import ModQEvent
import ModQJudge

/// A moment to come that a person names: an RFC 3339 time, or a span from now.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    if let time = Timestamp(rfc3339: argument) {
      timestamp = time
    } else if let span = TimeSpan.parse(argument, upTo: TimeSpan.century), span > 0 {
      timestamp = Timestamp.now.advanced(by: span)
    } else {
      return nil
    }
  }
}

/// A moment that is past: an RFC 3339 time, the midnight of a date in UTC, or a span before now.
struct PastMoment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    if let time = Timestamp(rfc3339: argument) ?? Timestamp(rfc3339: argument + "T00:00:00Z") {
      timestamp = time
    } else if let span = TimeSpan.parse(argument, upTo: TimeSpan.century) {
      timestamp = Timestamp.now.advanced(by: -span)
    } else {
      return nil
    }
  }
}

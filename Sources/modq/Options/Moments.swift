import ArgumentParser
import ModQEvent
import ModQJudge

/// A moment to come that a person names: an RFC 3339 time, or a span from now.
struct Moment: ExpressibleByArgument {
  /// Nil for what is no such moment, which ``timestamp()`` says more of than that it is invalid.
  private let read: Timestamp?
  private let argument: String

  init(argument: String) {
    self.argument = argument
    if let time = Timestamp(rfc3339: argument) {
      read = time
    } else if let span = TimeSpan.parse(argument, upTo: TimeSpan.century), span > 0 {
      read = Timestamp.now.advanced(by: span)
    } else {
      read = nil
    }
  }

  func timestamp() throws(Failure) -> Timestamp {
    if let read { return read }
    if let span = argument.span(after: "-", upTo: TimeSpan.century) {
      throw Failure(
        .usage, "--until \(visible(argument)) is no time to come",
        advice: "Write the span without the minus: --until \(span) ends it so long from now.")
    }
    throw Failure(
      .usage, "--until \(visible(argument)) is no time to come",
      advice: "Give a time as 2026-04-01T00:00:00Z, or a span as 30m, 12h, 2d: at least 1s, at most 36500d.")
  }
}

/// A moment that is past: an RFC 3339 time, the midnight of a date in UTC, or a span before now.
struct PastMoment: ExpressibleByArgument {
  /// Nil for what is no such moment, which ``timestamp(of:)`` says more of than that it is invalid.
  private let read: Timestamp?
  private let argument: String

  init(argument: String) {
    self.argument = argument
    if let time = Timestamp(rfc3339: argument) ?? Timestamp(rfc3339: argument + "T00:00:00Z") {
      read = time
    } else if let span = TimeSpan.parse(argument, upTo: TimeSpan.century) {
      read = Timestamp.now.advanced(by: -span)
    } else {
      read = nil
    }
  }

  /// The moments that `--since` and `--until` name; what begins after its end has nothing in it.
  static func range(
    _ since: PastMoment?, _ until: PastMoment?
  ) throws(Failure) -> (since: Timestamp?, until: Timestamp?) {
    let start = try since?.timestamp(of: "--since")
    let end = try until?.timestamp(of: "--until")
    if let start, let end { try requireOrder(start, end) }
    return (start, end)
  }

  static func requireOrder(_ since: Timestamp, _ until: Timestamp) throws(Failure) {
    guard since > until else { return }
    throw Failure(
      .usage, "--since \(since.rfc3339) is later than --until \(until.rfc3339)",
      advice: "Nothing lies between them: exchange the two.")
  }

  /// The moment that `option` names, which must not be yet to come.
  func timestamp(pastOf option: String) throws(Failure) -> Timestamp {
    let moment = try timestamp(of: option)
    guard moment > Timestamp.now else { return moment }
    throw Failure(
      .usage, "\(option) \(visible(argument)) is yet to come",
      advice: "Give a time that is past as 2026-04-01, or a span before now as 12h, 7d.")
  }

  /// The moment that `option` names.
  func timestamp(of option: String) throws(Failure) -> Timestamp {
    if let read { return read }
    if let span = argument.span(after: "-", upTo: TimeSpan.century) {
      throw Failure(
        .usage, "\(option) \(visible(argument)) is no time that is past",
        advice: "Write the span without the minus: \(option) \(span) is so long before now.")
    }
    throw Failure(
      .usage, "\(option) \(visible(argument)) is no time that is past",
      advice: "Give a time as 2026-04-01T00:00:00Z or 2026-04-01, or a span as 12h, 7d: at most 36500d.")
  }
}

extension String {
  /// What follows `sign`, if that is a span of time.
  fileprivate func span(after sign: String, upTo limit: Int64) -> String? {
    guard hasPrefix(sign) else { return nil }
    let rest = String(dropFirst(sign.count))
    return TimeSpan.parse(rest, upTo: limit) == nil ? nil : rest
  }
}

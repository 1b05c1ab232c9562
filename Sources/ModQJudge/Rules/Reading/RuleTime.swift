import ModQEvent

/// Dates and times as rules write them: `2026-07-01`, which is its first moment in UTC, or RFC 3339 with an
/// offset.
enum RuleTime {
  /// Nil if `text` is neither, is not in the calendar, or is outside of what ``Timestamp`` holds.
  static func parse(_ text: String) -> Timestamp? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
      (1...12).contains(month), day >= 1, day <= days(inMonth: month, of: year)
    else { return nil }
    var milliseconds = days(to: year, month, day) * 86_400_000
    if bytes.count > 10 {
      guard let time = millisecondsOfDay(bytes[10...]) else { return nil }
      milliseconds += time
    }
    guard (Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds).contains(milliseconds) else {
      return nil
    }
    return Timestamp(milliseconds: milliseconds)
  }

  /// `T09:30:00.5+09:00`, as milliseconds of the day in UTC; the offset may make it negative or more than a
  /// day.
  private static func millisecondsOfDay(_ text: ArraySlice<UInt8>) -> Int64? {
    var rest = text
    guard rest.count >= 10, let separator = rest.popFirst(), [0x54, 0x74, 0x20].contains(separator),
      let hour = number(rest.prefix(2)), hour < 24, rest.dropFirst(2).first == UInt8(ascii: ":"),
      let minute = number(rest.dropFirst(3).prefix(2)), minute < 60,
      rest.dropFirst(5).first == UInt8(ascii: ":"),
      let second = number(rest.dropFirst(6).prefix(2)), second < 60
    else { return nil }
    rest = rest.dropFirst(8)
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty, let value = number(Array((digits + [0x30, 0x30]).prefix(3))[...]) else {
        return nil
      }
      fraction = value
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let offset = offsetMinutes(rest) else { return nil }
    return ((hour * 60 + minute - offset) * 60 + second) * 1_000 + fraction
  }

  private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int64? {
    let bytes = Array(text)
    if bytes == [0x5A] || bytes == [0x7A] { return 0 }
    guard bytes.count == 6, bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      bytes[3] == UInt8(ascii: ":"), let hours = number(bytes[1..<3]), hours < 24,
      let minutes = number(bytes[4..<6]),
      minutes < 60
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar: Howard Hinnant, "chrono-compatible low-level
  /// date algorithms", `days_from_civil`.
  private static func days(to year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// RFC 3339, the way times are written in JSON lines and shown to people.
extension Timestamp {
  /// Reads a `date-time` of RFC 3339, section 5.6: `2024-02-29T12:00:00.123+09:00`.
  ///
  /// - A blank may stand for the `T`, and `t` and `z` may be small, as that section allows.
  /// - Any number of digits after the point; what is finer than a millisecond is cut off.
  /// - Second 60, a leap second, is the first second of the next minute: this count of time has no leap
  ///   seconds.
  /// - Nil if it is not such a time, or lies outside ``earliest`` to ``latest``.
  package init?(rfc3339 text: Span<UInt8>) {
    guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let year = text.digits(4, at: 0), let month = text.digits(2, at: 5), let day = text.digits(2, at: 8),
      let hour = text.digits(2, at: 11), let minute = text.digits(2, at: 14),
      let second = text.digits(2, at: 17),
      1...12 ~= month, day >= 1, day <= CivilDate.days(inMonth: month, of: year),
      hour <= 23, minute <= 59, second <= 60,
      let (fraction, zone) = text.fractionInMilliseconds(at: 19),
      let offset = text.offsetInMinutes(at: zone)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let minutes = (days * 24 + hour) * 60 + minute - offset
    let instant = Timestamp(milliseconds: Int64((minutes * 60 + second) * 1_000 + fraction))
    guard Timestamp.earliest <= instant, instant <= Timestamp.latest else { return nil }
    self = instant
  }

  /// As `init(rfc3339:)` of bytes.
  package init?(rfc3339 text: String) {
    self.init(rfc3339: text.utf8.span)
  }

  /// This instant in UTC with milliseconds: `2024-02-29T03:00:00.123Z`.
  ///
  /// 24 bytes between ``earliest`` and ``latest``. Outside them it is still a date, with a sign or with more
  /// digits, which RFC 3339 does not know.
  package var rfc3339: String {
    String(unsafeUninitializedCapacity: 32) { bytes in
      var writer = DigitWriter(bytes: bytes)
      write(to: &writer)
      return writer.count
    }
  }

  private func write(to text: inout DigitWriter) {
    let (day, rest) = milliseconds.flooredDivision(by: 86_400_000)
    let date = CivilDate(daysSince1970: Int(day))
    let time = Int(rest)
    if date.year < 0 {
      text.byte(UInt8(ascii: "-"))
    }
    text.number(date.year.magnitude, digits: 4)
    text.byte(UInt8(ascii: "-"))
    text.number(date.month.magnitude, digits: 2)
    text.byte(UInt8(ascii: "-"))
    text.number(date.day.magnitude, digits: 2)
    text.byte(UInt8(ascii: "T"))
    text.number((time / 3_600_000).magnitude, digits: 2)
    text.byte(UInt8(ascii: ":"))
    text.number((time / 60_000 % 60).magnitude, digits: 2)
    text.byte(UInt8(ascii: ":"))
    text.number((time / 1_000 % 60).magnitude, digits: 2)
    text.byte(UInt8(ascii: "."))
    text.number((time % 1_000).magnitude, digits: 3)
    text.byte(UInt8(ascii: "Z"))
  }
}

/// Writes ASCII into the storage of a string that is being made.
private struct DigitWriter {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  mutating func byte(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  /// `value` in decimal, with zeros in front up to `digits` digits.
  mutating func number(_ value: UInt, digits: Int) {
    var width = digits
    var limit = (0..<digits).reduce(UInt(1)) { power, _ in power * 10 }
    while value >= limit {
      limit *= 10
      width += 1
    }
    var rest = value
    for place in stride(from: count + width - 1, through: count, by: -1) {
      bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += width
  }
}

extension Span<UInt8> {
  /// The number written in exactly `count` ASCII digits at `start`; nil if one is not a digit.
  ///
  /// In bounds.
  fileprivate func digits(_ count: Int, at start: Int) -> Int? {
    var value = 0
    for place in start..<(start + count) {
      let digit = self[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// The milliseconds of an optional fraction at `start`, cut off, and where it ends; nil for a point without
  /// digits.
  fileprivate func fractionInMilliseconds(at start: Int) -> (Int, end: Int)? {
    guard self[start] == UInt8(ascii: ".") else { return (0, start) }
    var (end, value, unit) = (start + 1, 0, 100)
    while end < count, case let digit = self[end] &- UInt8(ascii: "0"), digit <= 9 {
      value += Int(digit) * unit
      unit /= 10
      end += 1
    }
    return end > start + 1 ? (value, end) : nil
  }

  /// The offset from UTC that fills the text from `start` to its end, in minutes, east positive.
  fileprivate func offsetInMinutes(at start: Int) -> Int? {
    switch count - start {
    case 1:
      return self[start] == UInt8(ascii: "Z") || self[start] == UInt8(ascii: "z") ? 0 : nil
    case 6:
      guard self[start] == UInt8(ascii: "+") || self[start] == UInt8(ascii: "-"),
        self[start + 3] == UInt8(ascii: ":"),
        let hours = digits(2, at: start + 1), let minutes = digits(2, at: start + 4), hours <= 23,
        minutes <= 59
      else { return nil }
      return (hours * 60 + minutes) * (self[start] == UInt8(ascii: "-") ? -1 : 1)
    default:
      return nil
    }
  }
}

extension Int64 {
  /// The quotient rounded down and its remainder, which is never negative.
  ///
  /// `divisor` is positive.
  fileprivate func flooredDivision(by divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

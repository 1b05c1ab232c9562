/// Scalars in UTF-8 that is known to be valid.
extension [UInt8] {
  /// The scalar that starts at `position`, and how many bytes it has.
  @inline(__always)
  func scalar(at position: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(self[position])
    if lead < 0x80 { return (lead, 1) }
    let second = UInt32(self[position + 1] & 0x3F)
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = UInt32(self[position + 2] & 0x3F)
    if lead < 0xF0 { return ((lead & 0xF) << 12 | second << 6 | third, 3) }
    return ((lead & 0x7) << 18 | second << 12 | third << 6 | UInt32(self[position + 3] & 0x3F), 4)
  }

  /// The scalar that ends before `position`, and how many bytes it has; nil at the start.
  func scalar(before position: Int) -> (value: UInt32, length: Int)? {
    guard position > 0 else { return nil }
    var start = position - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start)
  }

  @inline(__always)
  mutating func append(scalar value: UInt32) {
    func trailing(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value >> shift & 0x3F | 0x80) }
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      append(UInt8(truncatingIfNeeded: value >> 6 | 0xC0))
      append(trailing(0))
    } else if value < 0x10000 {
      append(UInt8(truncatingIfNeeded: value >> 12 | 0xE0))
      append(trailing(6))
      append(trailing(0))
    } else {
      append(UInt8(truncatingIfNeeded: value >> 18 | 0xF0))
      append(trailing(12))
      append(trailing(6))
      append(trailing(0))
    }
  }
}

/// How many bytes a scalar has in UTF-8.
func utf8Length(_ scalar: UInt32) -> Int {
  scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
}

/// Which two scalars compose into one (UAX #15, primary composites; Hangul by the arithmetic of The Unicode Standard,
/// 3.12).
struct Composition: Sendable {
  /// First and second scalar in one number, in ascending order.
  private var pairs: [UInt64] = []
  private var composites: [UInt32] = []

  init(_ table: PackedTable) {
    var numbers = table.unpacked()
    var first: UInt32 = 0
    while !numbers.isAtEnd {
      first += numbers.next()
      let second = numbers.next()
      pairs.append(UInt64(first) << 32 | UInt64(second))
      composites.append(numbers.next(after: first))
    }
  }

  /// What `first` and `second` compose into, or nil.
  ///
  /// Ten comparisons.
  func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if let syllable = Self.syllable(first, second) { return syllable }
    let sought = UInt64(first) << 32 | UInt64(second)
    var low = 0
    var high = pairs.count
    while low < high {
      let middle = (low + high) >> 1
      if pairs[middle] < sought { low = middle + 1 } else { high = middle }
    }
    return low < pairs.count && pairs[low] == sought ? composites[low] : nil
  }

  private static func syllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- 0x1100 < 19, second &- 0x1161 < 21 {
      return 0xAC00 + ((first - 0x1100) * 21 + second - 0x1161) * 28
    }
    if first &- 0xAC00 < 11_172, (first - 0xAC00) % 28 == 0, second &- 0x11A8 < 27 {
      return first + second - 0x11A7
    }
    return nil
  }
}

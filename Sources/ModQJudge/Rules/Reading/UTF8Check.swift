/// Finds where bytes stop being UTF-8.
enum UTF8Check {
  /// The offset of the first byte that is not part of a well-formed sequence (Unicode 16, table 3-7); the
  /// count of bytes if there is none.
  static func firstInvalid(in bytes: [UInt8]) -> Int {
    var index = 0
    while index < bytes.count {
      guard let length = sequenceLength(bytes, index) else { return index }
      index += length
    }
    return index
  }

  private static func sequenceLength(_ bytes: [UInt8], _ index: Int) -> Int? {
    let first = bytes[index]
    let second = index + 1 < bytes.count ? bytes[index + 1] : 0
    let allowed: ClosedRange<UInt8>
    let length: Int
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: (allowed, length) = (0x80...0xBF, 2)
    case 0xE0: (allowed, length) = (0xA0...0xBF, 3)
    case 0xED: (allowed, length) = (0x80...0x9F, 3)
    case 0xE1...0xEF: (allowed, length) = (0x80...0xBF, 3)
    case 0xF0: (allowed, length) = (0x90...0xBF, 4)
    case 0xF1...0xF3: (allowed, length) = (0x80...0xBF, 4)
    case 0xF4: (allowed, length) = (0x80...0x8F, 4)
    default: return nil
    }
    guard index + length <= bytes.count, allowed.contains(second) else { return nil }
    return bytes[(index + 2)..<max(index + 2, index + length)].allSatisfy { (0x80...0xBF).contains($0) }
      ? length : nil
  }
}

/// Numbers that look random, and are the same for the same seed wherever they are drawn.
///
/// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014). How the standard library
/// draws from a range is not promised from version to version, so the draws that something hangs on are made here.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: some FixedWidthInteger) {
    state = UInt64(truncatingIfNeeded: seed)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not with, `bound`, which is at least 1; no number is likelier than another by more than
  /// `bound` in 2^64.
  package mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  package mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// A number from 0 up to, not with, 1, of 53 bits.
  package mutating func fraction() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// True in `share` of all cases.
  package mutating func chance(_ share: Double) -> Bool {
    fraction() < share
  }

  /// True once in `times` calls.
  package mutating func once(in times: Int) -> Bool {
    below(times) == 0
  }
}

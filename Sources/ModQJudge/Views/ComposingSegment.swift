/// A starter and what may compose with it: put in canonical order, and composed (UAX #15).
///
/// Linear in its length: a comment can be one letter with 30,000 marks.
struct ComposingSegment {
  /// Each scalar with its combining class in the top byte.
  private var packed: [UInt32] = []
  /// The piece of the source that the scalars came from.
  private(set) var origin = 0..<0

  var isEmpty: Bool { packed.isEmpty }

  mutating func append(_ scalar: UInt32, combiningClass: UInt32, from piece: Range<Int>) {
    origin = (packed.isEmpty ? piece.lowerBound : origin.lowerBound)..<piece.upperBound
    packed.append(scalar | combiningClass << 24)
  }

  /// Empties the segment if it has one scalar, and returns that: most segments have no marks.
  mutating func takeSingle() -> UInt32? {
    guard packed.count == 1 else { return nil }
    defer { packed.removeAll(keepingCapacity: true) }
    return packed[0] & 0x1F_FFFF
  }

  /// Empties the segment, and returns its scalars in order and composed.
  mutating func takeComposed(_ composition: Composition) -> [UInt32] {
    order()
    compose(composition)
    defer { packed.removeAll(keepingCapacity: true) }
    return packed.map { $0 & 0x1F_FFFF }
  }

  /// Canonical ordering: every run of marks is sorted by class, equal classes staying as they stand.
  private mutating func order() {
    var start = 0
    while start < packed.count {
      var end = start
      while end < packed.count, packed[end] >> 24 != 0 { end += 1 }
      if end - start > 16 { countingSort(start..<end) } else { insertionSort(start..<end) }
      start = end + 1
    }
  }

  private mutating func insertionSort(_ range: Range<Int>) {
    for end in range.dropFirst() {
      let moving = packed[end]
      var place = end
      while place > range.lowerBound, packed[place - 1] >> 24 > moving >> 24 {
        packed[place] = packed[place - 1]
        place -= 1
      }
      packed[place] = moving
    }
  }

  private mutating func countingSort(_ range: Range<Int>) {
    var places = Array(repeating: 0, count: 257)
    for item in packed[range] { places[Int(item >> 24) + 1] += 1 }
    for value in 1...256 { places[value] += places[value - 1] }
    let unsorted = Array(packed[range])
    for item in unsorted {
      packed[range.lowerBound + places[Int(item >> 24)]] = item
      places[Int(item >> 24)] += 1
    }
  }

  /// Canonical composition: a mark joins the last starter unless something of its class or higher stands between.
  private mutating func compose(_ composition: Composition) {
    var kept = 0
    var starter: Int?
    var lastClass: UInt32 = 0
    for item in packed {
      let combiningClass = item >> 24
      if let place = starter, lastClass < combiningClass || kept == place + 1,
        let composite = composition.composite(packed[place] & 0x1F_FFFF, item & 0x1F_FFFF)
      {
        packed[place] = composite
        continue
      }
      if combiningClass == 0 { starter = kept }
      lastClass = combiningClass
      packed[kept] = item
      kept += 1
    }
    packed.removeSubrange(kept...)
  }
}

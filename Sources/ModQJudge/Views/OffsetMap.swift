/// The way back from the bytes of a changed text to the bytes it was made of.
///
/// The changed text is cut into runs of units. Every unit of a run has the same length, and came from a stretch of the
/// original that has the same length for every unit: copied text is a run of units of one byte from one byte, a row of
/// full-width letters a run of units of one byte from three. Stretches follow one another without gaps within a run.
/// Between runs there may be gaps (what was removed), and stretches may overlap (one scalar that became several units).
struct OffsetMap: Equatable {
  private var runs: [Run] = []
  private var count: Int32 = 0

  private struct Run: Equatable {
    /// Where the run starts, in the changed text and in the original.
    var start: Int32
    var origin: Int32
    /// The lengths of a unit.
    var unit: Int32
    var originUnit: Int32
  }

  /// Adds `length` bytes that came from `origin`, none of them from a certain part of it.
  mutating func append(_ length: Int, from origin: Range<Int>) {
    append(unit: Int32(length), count: Int32(length), origin: Int32(origin.lowerBound), Int32(origin.count))
  }

  /// Adds bytes that stand for those of `origin` one by one.
  mutating func append(alongside origin: Range<Int>) {
    append(unit: 1, count: Int32(origin.count), origin: Int32(origin.lowerBound), 1)
  }

  /// Lets the last `length` bytes, which are one unit or copied, have come from all up to `end`.
  mutating func extendLast(_ length: Int, upTo end: Int) {
    let lower = stretch(Int(count) - length).lowerBound
    count -= Int32(length)
    if let last = runs.last, last.start == count { runs.removeLast() }
    append(length, from: lower..<end)
  }

  private mutating func append(unit: Int32, count length: Int32, origin: Int32, _ originUnit: Int32) {
    guard length > 0 else { return }
    if let last = runs.last, last.unit == unit, last.originUnit == originUnit,
      last.origin + (count - last.start) / unit * originUnit == origin
    {
      // The run goes on: its end is where the next one starts.
    } else {
      runs.append(Run(start: count, origin: origin, unit: unit, originUnit: originUnit))
    }
    count += length
  }

  /// The smallest range of the original that everything in `range` was made of; what was removed at its ends
  /// is not in it.
  ///
  /// Total: what is outside the text counts as its end. Logarithmic in the number of runs.
  func original(_ range: Range<Int>) -> Range<Int> {
    let count = Int(count)
    let lower = min(max(range.lowerBound, 0), count)
    let upper = min(max(range.upperBound, lower), count)
    guard lower < count else {
      let end = count == 0 ? 0 : stretch(count - 1).upperBound
      return end..<end
    }
    let first = stretch(lower)
    guard lower < upper else { return first.lowerBound..<first.lowerBound }
    return first.lowerBound..<max(first.upperBound, stretch(upper - 1).upperBound)
  }

  /// The stretch of the original that the unit at `position` came from.
  private func stretch(_ position: Int) -> Range<Int> {
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) >> 1
      if Int(runs[middle].start) <= position { low = middle } else { high = middle }
    }
    let run = runs[low]
    let start = Int(run.origin) + (position - Int(run.start)) / Int(run.unit) * Int(run.originUnit)
    return start..<start + Int(run.originUnit)
  }
}

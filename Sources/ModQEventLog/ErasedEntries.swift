import ModQEvent

/// Which entries lost bytes to an erasure, as the `erase` entries name them.
///
/// An entry without a payload may never have had one: that alone tells nothing.
struct ErasedEntries {
  private var payloads = NumberRanges()
  private var privates = NumberRanges()
  /// The last `erase` entry that was read.
  private(set) var through: Int64 = 0

  /// Adds what the `erase` entry `seq` names, later ones after earlier ones.
  mutating func add(_ facts: JSONValue, of seq: Int64) {
    for item in facts["entries"]?.array ?? [] {
      guard let named = item["seq"]?.integer else { continue }
      if item["payload"] != nil { payloads.insert(named) }
      if item["private"] != nil { privates.insert(named) }
    }
    through = seq
  }

  func parts(of seq: Int64) -> ErasedPart {
    ErasedPart(seq: seq, payload: payloads.contains(seq), privates: privates.contains(seq))
  }
}

/// A set of numbers that come in runs, as those of entries whose time is over do: two words a run, O(log n) to look up;
/// to insert O(1) at the end, O(n) in the runs elsewhere.
struct NumberRanges {
  private var ranges: [ClosedRange<Int64>] = []

  func contains(_ number: Int64) -> Bool {
    let index = firstIndex(endingFrom: number)
    return index < ranges.count && ranges[index].contains(number)
  }

  mutating func insert(_ number: Int64) {
    let index = firstIndex(endingFrom: number)
    guard index == ranges.count || !ranges[index].contains(number) else { return }
    let joinsBefore = index > 0 && ranges[index - 1].upperBound == number - 1
    let joinsAfter = index < ranges.count && ranges[index].lowerBound == number + 1
    switch (joinsBefore, joinsAfter) {
    case (true, true):
      ranges[index - 1] = ranges[index - 1].lowerBound...ranges[index].upperBound
      ranges.remove(at: index)
    case (true, false): ranges[index - 1] = ranges[index - 1].lowerBound...number
    case (false, true): ranges[index] = number...ranges[index].upperBound
    case (false, false): ranges.insert(number...number, at: index)
    }
  }

  /// The first run that ends at `number` or behind it.
  private func firstIndex(endingFrom number: Int64) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < number { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Finds places in a double array for the children of one state after the other.
///
/// The array grows by blocks of 256 places; only the last few are searched for room, so that laying out takes
/// time in proportion to the states (as in daachorse). No two states share a base, so a child needs to bear
/// no more than its class to be known for its parent's.
struct DoubleArrayLayout {
  private(set) var states: [AhoCorasick.State] = []
  /// Unused places in searched blocks, in a ring of those before and after.
  private var before: [UInt32] = []
  private var after: [UInt32] = []
  private var isFree: [Bool] = []
  private var isBase: [Bool] = []
  private var firstFree: Int?
  private var searchedFrom = 0

  private static let block = 256
  private static let searchedBlocks = 16

  init() {
    grow()
    occupy(AhoCorasick.root)
    // The base of states without children, whose places must all be of class 0.
    isBase[Int(AhoCorasick.State.childless)] = true
  }

  /// Makes room for children under these classes, and gives their base.
  mutating func take(_ steps: [UInt8], for parent: Int) -> UInt32 {
    let base = room(for: steps)
    isBase[base] = true
    states[parent].base = UInt32(base)
    for step in steps {
      let place = base ^ Int(step)
      occupy(place)
      states[place].outputAndClass = UInt32(step)
    }
    return UInt32(base)
  }

  private mutating func room(for steps: [UInt8]) -> Int {
    if let start = firstFree {
      var place = start
      repeat {
        let base = place ^ Int(steps[0])
        if !isBase[base], steps.allSatisfy({ isFree[base ^ Int($0)] }) { return base }
        place = Int(after[place])
      } while place != start
    }
    let base = states.count
    grow()
    return base
  }

  private mutating func grow() {
    let start = states.count
    let unused = AhoCorasick.State(
      base: AhoCorasick.State.childless, fallback: 0, outputAndClass: 0, children: 0)
    states += Array(repeating: unused, count: Self.block)
    isFree += Array(repeating: true, count: Self.block)
    isBase += Array(repeating: false, count: Self.block)
    let last = firstFree.map { Int(before[$0]) }
    for place in start..<(start + Self.block) {
      before.append(UInt32(place == start ? last ?? start + Self.block - 1 : place - 1))
      after.append(UInt32(place == start + Self.block - 1 ? firstFree ?? start : place + 1))
    }
    if let first = firstFree, let last {
      after[last] = UInt32(start)
      before[first] = UInt32(start + Self.block - 1)
    } else {
      firstFree = start
    }
    while states.count - searchedFrom > Self.searchedBlocks * Self.block {
      for place in searchedFrom..<(searchedFrom + Self.block) where isFree[place] { unlink(place) }
      searchedFrom += Self.block
    }
  }

  private mutating func occupy(_ place: Int) {
    unlink(place)
    isFree[place] = false
  }

  /// Takes a place out of the ring; in a block no longer searched it stays free, and empty for good.
  private mutating func unlink(_ place: Int) {
    guard place >= searchedFrom else { return }
    let (previous, next) = (Int(before[place]), Int(after[place]))
    after[previous] = UInt32(next)
    before[next] = UInt32(previous)
    if firstFree == place { firstFree = next == place ? nil : next }
  }
}

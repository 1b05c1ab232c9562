/// A function from some scalars to short texts, by a two-stage table: 64 scalars a block, equal blocks kept once.
struct ScalarMapping: Sendable {
  /// The targets, one after the other.
  let pool: [UInt32]
  private var index: [UInt16]
  /// In blocks: 0, or the number of a target, from 1.
  private var targets: [UInt16]
  /// Where in `pool` each target starts; one more than there are targets.
  private var starts: [UInt32]

  init(_ table: PackedTable) {
    var numbers = table.unpacked()
    var pool: [UInt32] = []
    var starts: [UInt32] = [0]
    index = Array(repeating: 0, count: 0x110000 >> 6)
    targets = Array(repeating: 0, count: 64)
    var last: UInt32 = 0
    while !numbers.isAtEnd {
      let first = last + numbers.next()
      let shape = numbers.next()
      let run = shape & 1 == 0 ? 2 : numbers.next()
      var previous = first
      var target: [UInt32] = []
      for _ in 0..<shape >> 1 {
        previous = numbers.next(after: previous)
        target.append(previous)
      }
      for scalar in first..<first + run >> 1 {
        pool += target
        starts.append(UInt32(pool.count))
        let block = Int(scalar >> 6)
        if index[block] == 0 {
          index[block] = UInt16(targets.count >> 6)
          targets.append(contentsOf: repeatElement(0, count: 64))
        }
        targets[Int(index[block]) << 6 | Int(scalar & 63)] = UInt16(starts.count - 1)
        // In a run the first scalar of the target moves along with the source, or none does.
        if run & 1 == 1 { target[0] += 1 }
      }
      last = first + run >> 1
    }
    self.pool = pool
    self.starts = starts
  }

  /// Where in ``pool`` the target of `scalar` stands; empty if it has none.
  subscript(scalar: UInt32) -> Range<Int> {
    let number = Int(targets[Int(index[Int(scalar >> 6)]) << 6 | Int(scalar & 63)])
    return number == 0 ? 0..<0 : Int(starts[number - 1])..<Int(starts[number])
  }
}

import SeededNumbers
import Testing

@testable import ModQProjections

struct GenerationsTests {
  /// Whatever was used since the last time that some were forgotten is there, as it was put last; and what was not used for two such
  /// times is gone.
  @Test(arguments: UInt64(1)...20)
  func whatWasUsedLatelyIsKept(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let capacity = random.below(12)
    var cache = Generations<Int, [Int]>(capacity: capacity) { $0.count + 1 }
    var last: [Int: [Int]] = [:]
    var used: [Set<Int>] = [[], []]
    for step in 1...3_000 {
      let key = random.below(20)
      switch random.below(6) {
      case 0:
        last[key] = [step]
        cache[key] = last[key]
        used[1].insert(key)
      case 1:
        cache.update(key) {
          $0.append(step)
          last[key] = $0
          used[1].insert(key)
        }
      case 2:
        let isFull = cache.weight > capacity
        #expect(cache.ageIfFull() == isFull)
        if isFull { used = [used[1], []] }
      case 3 where random.below(50) == 0:
        cache.removeAll()
        (last, used) = ([:], [[], []])
      default:
        if let value = cache[key] {
          #expect(value == last[key], "seed \(seed), step \(step)")
          used[1].insert(key)
        }
      }
      for other in 0..<20 {
        let isKept = used[0].contains(other) || used[1].contains(other)
        #expect(cache.peek(other) == (isKept ? last[other] : nil), "seed \(seed), step \(step)")
      }
      #expect(cache.weight == used[1].reduce(0) { $0 + (last[$1]?.count ?? 0) + 1 })
    }
  }
}

import ModQEvent
import Testing

@testable import ModQEventLog

/// Which entries lost what is known from the `erase` entries alone.
struct ErasedEntriesTests {
  @Test func aPartIsErasedIfItsDigestIsThere() throws {
    var erased = ErasedEntries()
    let facts = Array(
      #"{"by":"m","entries":[{"payload":"00","seq":3},{"private":"00","seq":4},{"payload":"0","private":"0","seq":9}]}"#
        .utf8)
    erased.add(try JSONValue.parse(facts), of: 12)
    #expect(erased.through == 12)
    #expect(erased.parts(of: 3) == ErasedPart(seq: 3, payload: true))
    #expect(erased.parts(of: 4) == ErasedPart(seq: 4, privates: true))
    #expect(erased.parts(of: 9) == ErasedPart(seq: 9, payload: true, privates: true))
    for seq in [2, 5, 8, 10, 12] as [Int64] { #expect(erased.parts(of: seq) == ErasedPart(seq: seq)) }
  }

  @Test(arguments: 0..<200)
  func rangesHoldWhatASetHolds(seed: Int) {
    var ranges = NumberRanges()
    var numbers: Set<Int64> = []
    // A multiplicative generator (Park and Miller): enough to bring numbers in any order.
    var state = seed &* 7_919 + 1
    for _ in 0..<60 {
      state = state * 48_271 % 2_147_483_647
      let number = Int64(state % 40)
      ranges.insert(number)
      numbers.insert(number)
      for probe in -1...40 as ClosedRange<Int64> {
        #expect(ranges.contains(probe) == numbers.contains(probe), "seed \(seed), \(probe)")
      }
    }
  }
}

import Testing

@testable import ModQJudge

struct ByteRunTests {
  @Test(arguments: 0..<500)
  func jumpingFindsWhatWalkingFinds(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let text = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      Int.random(in: 0..<5, using: &random) == 0 ? UInt8(ascii: "-") : UInt8(ascii: "a")
    }
    let least = Int.random(in: 1...12, using: &random)
    let run = ByteRun(of: ByteSet(0x61...0x61), minimumBytes: least)
    let longest = text.split(separator: UInt8(ascii: "-")).map(\.count).max() ?? 0
    #expect(text.withUnsafeBufferPointer(run.occurs) == (longest >= least), "seed \(seed)")
  }
}

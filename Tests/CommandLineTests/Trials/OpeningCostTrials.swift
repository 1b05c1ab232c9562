import Foundation
import Testing

extension Trials.Files {
  /// A moderator's decision costs the same whatever came before.
  @Suite struct OpeningCostTrials {
    @Test func decidingReadsNoMoreOfALongLogThanOfAShortOne() throws {
      let counts = Trials.areLong ? (1_000, 100_000) : (300, 3_000)
      let short = try cost(ofDecidingAfter: counts.0)
      let long = try cost(ofDecidingAfter: counts.1)
      print("deciding after \(counts.0) events: \(short), after \(counts.1): \(long)")
      // A tree of pages grows with the logarithm of what is in it: a page more at each of some twenty places.
      #expect(long.bytesRead < short.bytesRead + 64 * 4_096)
    }

    private struct Cost: CustomStringConvertible {
      var bytesRead: Int
      var duration: Duration
      var description: String { "\(bytesRead) bytes read, \(duration)" }
    }

    /// What a decision reads, as the kernel counts it for the shell and the children that it waited for (proc(5), rchar).
    private func cost(ofDecidingAfter count: Int) throws -> Cost {
      let trial = try Trial()
      let run = try trial.modq("ingest", input: TrialStream(seed: 17, count: count).text)
      try #require(run.status == 0, "\(run.errors)")
      // What the first decision finds to do once, it does here.
      #expect(try trial.modq("note", "e0", "--reason", "first").status == 0)
      let start = ContinuousClock.now
      let decision = try trial.shell("modq approve e0 > /dev/null || exit; cat /proc/$$/io")
      let duration = ContinuousClock.now - start
      try #require(decision.status == 0, "\(decision.errors)")
      let line = try #require(decision.lines.first { $0.hasPrefix("rchar: ") })
      return Cost(bytesRead: try #require(Int(line.dropFirst("rchar: ".count))), duration: duration)
    }
  }
}

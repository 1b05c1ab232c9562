#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The CPU time that one event may take.
///
/// The thread's clock is a system call, dearer than the matching of a usual comment. So it is read where a text is long
/// enough for one call of PCRE2 to take long, and else when the coarse clock moves on, which costs some nanoseconds to
/// ask and tells of all slow work, whatever it was.
struct MatchBudget {
  /// Reads CPU time in nanoseconds.
  var clock: () -> UInt64 = threadTime
  /// Reads a clock that moves every few milliseconds.
  var tick: () -> Int = coarseTime
  /// CPU time allowed, in nanoseconds.
  var nanoseconds = MatchingBounds.budgetNanoseconds
  private var isLimited = false
  private var started: UInt64?
  private var lastTick = 0
  private(set) var isSpent = false

  /// From how many bytes on the clock is read before every call.
  private static let longText = 4 * 1024

  mutating func begin(isLimited: Bool) {
    self.isLimited = isLimited
    started = nil
    lastTick = isLimited ? tick() : 0
    isSpent = false
  }

  /// Asks for a call of PCRE2 on so many bytes, about to be made.
  ///
  /// Gives false if no time is left for it.
  mutating func allow(_ bytes: Int) -> Bool {
    guard isLimited else { return true }
    guard !isSpent else { return false }
    let tick = tick()
    // Slices of a long text can each take milliseconds.
    let isDue = tick != lastTick || bytes > Self.longText
    guard isDue || (started == nil && bytes > MatchingBounds.unslicedBytes) else { return true }
    lastTick = tick
    let now = clock()
    guard let started else {
      self.started = now
      return true
    }
    isSpent = now &- started > nanoseconds
    return !isSpent
  }

  /// Ticks of the kernel's clock, read without a system call (clock_gettime(2), `CLOCK_MONOTONIC_COARSE`).
  static func coarseTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return time.tv_nsec
  }

  /// This thread's CPU time (clock_gettime(3)).
  static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

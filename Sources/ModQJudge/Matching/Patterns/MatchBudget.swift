#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The CPU time that one event may take.
///
/// The thread's clock is a system call, dearer than the matching of a usual comment. So it is read first when
/// the work done could be more than a comment's usual share, and then once for every stretch of such work.
struct MatchBudget {
  /// Reads CPU time in nanoseconds.
  var clock: () -> UInt64 = threadTime
  private var isLimited = false
  private var started: UInt64?
  private var workBytes = 0
  private(set) var isSpent = false

  /// Bytes that PCRE2 is given between two readings: some 10 µs of work, where no pattern is quadratic.
  private static let bytesBetweenReadings = 16 * 1024
  /// A text of which a single slice can take 5 ms, where the pattern is quadratic.
  private static let longText = 4 * 1024

  mutating func begin(isLimited: Bool) {
    self.isLimited = isLimited
    started = nil
    workBytes = 0
    isSpent = false
  }

  /// Counts a call of PCRE2 on so many bytes, about to be made.
  ///
  /// Gives false if no time is left for it.
  mutating func allow(_ bytes: Int) -> Bool {
    guard isLimited else { return true }
    guard !isSpent else { return false }
    workBytes += bytes
    // A long text can take long at once.
    let isDue = workBytes > Self.bytesBetweenReadings || bytes > Self.longText
    guard isDue || (started == nil && bytes > MatchingBounds.startsPerSlice) else { return true }
    workBytes = 0
    let now = clock()
    guard let started else {
      self.started = now
      return true
    }
    isSpent = now &- started > MatchingBounds.budgetNanoseconds
    return !isSpent
  }

  /// This thread's CPU time (clock_gettime(3)).
  static func threadTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}

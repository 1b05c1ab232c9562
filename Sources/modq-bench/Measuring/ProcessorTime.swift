import Glibc

/// What this process alone took of the processor, on all its threads: what others do on the machine counts for little.
struct ProcessorTime {
  private let start = Self.now

  var seconds: Double { (Self.now - start) / .seconds(1) }

  private static var now: Duration {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}

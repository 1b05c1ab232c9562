import Glibc
import ModQEventLog
import ModQueue

/// Waits for others to write to the log: until something came, the user stops it, or nobody reads our output any more.
struct Follower {
  private let workspace: Workspace
  private let version: PreparedQuery
  private var seen: Int64 = -1

  /// How long to wait between two looks at the file.
  private static let pauseMilliseconds: Int32 = 100

  init(_ workspace: Workspace) throws(LogError) {
    self.workspace = workspace
    version = try PreparedQuery(workspace.database, "PRAGMA data_version")
  }

  /// Returns true when another connection committed something since the last call, which at the first call is so;
  /// false when it is time to end.
  mutating func wait() throws(LogError) -> Bool {
    while !Signals.isStopping {
      try workspace.file.requirePlace()
      let current = try dataVersion()
      if current != seen {
        seen = current
        return true
      }
      var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
      // A pipe whose reader has gone says so without being asked (poll(2), POLLERR).
      if poll(&output, 1, Follower.pauseMilliseconds) > 0,
        output.revents & Int16(POLLERR | POLLHUP | POLLNVAL) != 0
      {
        return false
      }
    }
    return false
  }

  private func dataVersion() throws(LogError) -> Int64 {
    defer { version.reset() }
    return try version.step() ? version.int(0) : 0
  }
}

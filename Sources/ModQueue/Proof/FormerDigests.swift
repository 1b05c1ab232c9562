import Dispatch
import ModQEventLog
import ModQProjections
import Synchronization

/// Digests of the projections as they were when this was made, computed on another core while others take their place.
///
/// By a connection of its own, in one reading transaction: the write-ahead log grows until it is done.
final class FormerDigests: Sendable {
  private let found = Mutex<Result<[String: String], LogError>?>(nil)
  private let hasBegun = DispatchSemaphore(value: 0)
  private let isDone = DispatchSemaphore(value: 0)

  /// Returns when later changes are seen no more; a log in memory is read at once.
  init(_ workspace: Workspace) throws(LogError) {
    let path = workspace.file.path
    guard !path.isEmpty else {
      let digests = try ProjectionDigests.compute(workspace.database, layer: .file)
      found.withLock { $0 = .success(digests) }
      isDone.signal()
      return
    }
    DispatchQueue(label: "modq.former-digests").async { [self] in
      let result = Result { () throws(LogError) in
        try Workspace.open(path, for: .reading) { (former) throws(LogError) in
          self.hasBegun.signal()
          return try ProjectionDigests.compute(former.database, layer: .file)
        }
      }
      found.withLock { $0 = result }
      hasBegun.signal()
      isDone.signal()
    }
    hasBegun.wait()
  }

  func wait() throws(LogError) -> [String: String] {
    isDone.wait()
    isDone.signal()
    return try found.withLock { $0 ?? .success([:]) }.get()
  }
}

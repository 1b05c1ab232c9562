import Foundation
import GRDB
import Synchronization
import Testing

@testable import ModQEventLog
@testable import ModQueue

/// How far the write-ahead log grows beside readers.
struct WriteAheadLogSizeTests {
  @Test func readersOfWhomOneIsAlwaysThereDoNotMakeItGrow() throws {
    let log = try TestLog(rules: testRules())
    try log.ingest([])
    let readers = try Relay(log.path)
    readers.start()
    var largest: Int64 = 0
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      for _ in 0..<Self.commits {
        try Self.commit(to: workspace)
        largest = max(largest, workspace.file.writeAheadLogBytes)
      }
    }
    #expect(readers.end() > 10)
    // A moment in which a reader did not end in time is one more step.
    #expect(largest < LogFile.longLogBytes + 2 * LogFile.checkpointBytes)
  }

  private static let commits = 48
  private static let commitBytes: Int64 = 4 << 20

  /// Writes so many bytes in one commit, or twice as many where SQLite overwrites what it deletes.
  private static func commit(to workspace: Workspace) throws(LogError) {
    try workspace.transaction { () throws(LogError) in
      try execute(
        workspace.database,
        """
        CREATE TABLE IF NOT EXISTS filler (n INTEGER PRIMARY KEY, bytes BLOB);
        INSERT OR REPLACE INTO filler VALUES (1, zeroblob(\(commitBytes)))
        """)
    }
  }

  private static func begin(_ database: Database) throws {
    try database.execute(sql: "BEGIN")
    _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM event")
  }

  private static func connection(to path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Two readers in turn, on a thread of their own: each begins before the other ends.
  private final class Relay: Sendable {
    private let connections: [DatabaseQueue]
    private let isOver = Atomic<Bool>(false)
    private let turns = Atomic<Int>(0)
    private let hasEnded = DispatchSemaphore(value: 0)

    /// The first reader is there when this returns.
    init(_ path: String) throws {
      connections = [try connection(to: path), try connection(to: path)]
      try connections[0].inDatabase { try begin($0) }
    }

    func start() {
      Thread { [self] in
        defer { hasEnded.signal() }
        while !isOver.load(ordering: .relaxed) {
          let turn = turns.load(ordering: .relaxed)
          do {
            try connections[(turn + 1) % 2].inDatabase { try begin($0) }
            try connections[turn % 2].inDatabase { try $0.execute(sql: "COMMIT") }
          } catch {
            Issue.record(error)
            return
          }
          usleep(5_000)
          turns.add(1, ordering: .relaxed)
        }
      }.start()
    }

    /// How often one took over from the other.
    func end() -> Int {
      isOver.store(true, ordering: .relaxed)
      hasEnded.wait()
      return turns.load(ordering: .relaxed)
    }
  }
}

import Foundation
import GRDB
import Glibc
import Testing

/// Another process that keeps a log for as long as this lives.
final class HeldLog {
  /// What it keeps: our own lock, as a modq that writes does, or SQLite's, as any other program may.
  enum Way: CaseIterable {
    case ours, sqlite
  }

  private var descriptor: Int32 = -1
  private var database: DatabaseQueue?

  init(_ workshop: Workshop, _ way: Way) throws {
    let path = workshop.folder.appendingPathComponent("modq.db").path
    switch way {
    case .ours:
      descriptor = open(path + "-lock", O_RDWR | O_CLOEXEC)
      var request = flock()
      request.l_type = Int16(F_WRLCK)
      request.l_whence = Int16(SEEK_SET)
      request.l_start = 1
      request.l_len = 1
      // F_OFD_SETLK of fcntl(2): a lock of this descriptor, not of the process. Whoever has it now gives it back soon.
      for _ in 0..<5_000 where fcntl(descriptor, 37, &request) != 0 { usleep(1_000) }
      try #require(descriptor >= 0 && fcntl(descriptor, 37, &request) == 0)
    case .sqlite:
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
      database = queue
    }
  }

  /// Lets go of it.
  func end() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    try? database?.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    database = nil
  }

  deinit { end() }
}

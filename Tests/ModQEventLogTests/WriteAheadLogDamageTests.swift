import Foundation
import ModQEvent
import Testing

@testable import ModQEventLog

/// What is spoilt in a write-ahead log behind which something was committed is found, and what a crash leaves is no damage.
struct WriteAheadLogDamageTests {
  /// The write-ahead log of a log with ten commits, while it is open, and where each of its frames begins.
  private static func written() throws -> (bytes: Data, frames: [Int], commits: [Int]) {
    let log = try LogFolder()
    let file = try LogFile(path: log.path, for: .creating)
    for number in 1...10 {
      try file.use { (database) throws(LogError) in
        let events = try EventLog(database)
        try PreparedQuery(database, "BEGIN IMMEDIATE").run()
        try events.synchronize()
        _ = try events.append(
          .comment("c\(number)", "hello"), recordedAt: Timestamp(milliseconds: 1_767_225_600_000))
        try PreparedQuery(database, "COMMIT").run()
      }
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: log.path + "-wal"))
    #expect(try WriteAheadLogDamage.finding(path: log.path) == nil)
    try file.close()
    let frames = Array(stride(from: 32, to: bytes.count, by: 4_096 + 24))
    let commits = frames.indices.filter { bytes[frames[$0] + 4..<frames[$0] + 8].contains { $0 != 0 } }
    #expect(commits.count >= 10 && commits.last == frames.count - 1)
    return (bytes, frames, commits)
  }

  /// What is said of a write-ahead log with these bytes.
  private func finding(_ bytes: Data?) throws -> String? {
    let log = try LogFolder()
    try bytes?.write(to: URL(fileURLWithPath: log.path + "-wal"))
    return try WriteAheadLogDamage.finding(path: log.path)
  }

  @Test func aFlippedBitBeforeALaterCommitIsFoundWhereverItIs() throws {
    let (bytes, frames, commits) = try Self.written()
    let lastBegins = frames[commits[commits.count - 2] + 1]
    for place in stride(from: 0, to: lastBegins, by: 397) {
      var spoilt = bytes
      spoilt[place] ^= 0x10
      let expected =
        place < 32
        ? "the header of the write-ahead log is spoilt: what was committed into it is lost"
        : "frame \((place - 32) / (4_096 + 24) + 1) of the write-ahead log is spoilt: commits behind it may be lost"
      #expect(try finding(spoilt) == expected, "byte \(place)")
    }
  }

  /// A power cut leaves the last transaction in part, with its commit or without.
  @Test func aLastTransactionThatIsThereInPartIsNoDamage() throws {
    let (bytes, frames, commits) = try Self.written()
    for frame in (commits[commits.count - 2] + 1)..<frames.count {
      var torn = bytes
      torn.resetBytes(in: frames[frame]..<frames[frame] + 512)
      #expect(try finding(torn) == nil, "frame \(frame)")
    }
    for count in [0, 7, 32, 40, frames[1], frames[commits[3]] + 100, bytes.count - 1, bytes.count] {
      #expect(try finding(Data(bytes.prefix(count))) == nil, "cut to \(count)")
    }
    #expect(try finding(nil) == nil)
  }

  /// Written over from its start, it keeps frames of an earlier round behind its end.
  @Test func framesOfAnEarlierRoundAreNoDamage() throws {
    let (old, _, _) = try Self.written()
    let (new, frames, commits) = try Self.written()
    let end = frames[commits[2] + 1]
    try #require(old.count > end)
    #expect(try finding(new.prefix(end) + old[end...]) == nil)
  }
}

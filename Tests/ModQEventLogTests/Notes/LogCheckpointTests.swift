import ModQEvent
import Testing

@testable import ModQEventLog

/// A kept note contradicts a log that was changed before it.
struct LogCheckpointTests {
  private static func checkpoint(_ log: LogFolder) throws -> LogCheckpoint {
    let file = try LogFile(path: log.path, for: .reading)
    let found = try file.use { (database) throws(LogError) in try LogCheckpoint(of: database) }
    try file.close()
    return try #require(found)
  }

  private static func contradiction(
    _ checkpoint: LogCheckpoint, _ log: LogFolder
  ) throws -> LogCheckpoint.Contradiction? {
    let file = try LogFile(path: log.path, for: .reading)
    let found = try file.use { (database) throws(LogError) in try checkpoint.contradiction(in: database) }
    try file.close()
    return found
  }

  @Test func aLogThatGrewContradictsNothing() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one"), .comment("c2", "two")])
    let early = try LogCheckpointTests.checkpoint(log)
    #expect(early.seq == 2)
    #expect(LogCheckpoint(text: early.text) == early)
    try log.append([.comment("c3", "three")])
    #expect(try LogCheckpointTests.contradiction(early, log) == nil)
    #expect(try LogCheckpointTests.contradiction(LogCheckpointTests.checkpoint(log), log) == nil)
  }

  @Test func aShorterAnotherAndAChangedLogContradictIt() throws {
    let log = try LogFolder()
    try log.append([.comment("c1", "one"), .comment("c2", "two")])
    var note = try LogCheckpointTests.checkpoint(log)
    note.seq = 3
    #expect(try LogCheckpointTests.contradiction(note, log) == .cutShort(entries: 2))
    note.seq = 1
    #expect(try LogCheckpointTests.contradiction(note, log) == .changed)
    let other = try LogFolder()
    try other.append([.comment("c1", "one"), .comment("c2", "two")])
    #expect(try LogCheckpointTests.contradiction(LogCheckpointTests.checkpoint(log), other) == .otherOrigin)
    let empty = try LogFolder()
    try empty.append([])
    #expect(try LogCheckpointTests.contradiction(note, empty) == .cutShort(entries: 0))
  }

  static let head = "smZ6ravPM4aYh2dBcydIY8zT3BZarYF0TeVUvAIwiUM="

  @Test(arguments: [
    "", "x\n", "x\n1\n", "x\n1\n\(head)", "\n1\n\(head)\n", "x\n0\n\(head)\n", "x\n-1\n\(head)\n",
    "x\n01\n\(head)\n",
    "x\n1 \n\(head)\n", "x\n1\nAAAA\n", "x\n99999999999999999999\n\(head)\n",
  ])
  func whatIsNoCheckpointIsNone(text: String) {
    #expect(LogCheckpoint(text: text) == nil)
  }

  @Test func linesBehindTheThirdAreLeftAside() {
    #expect(LogCheckpoint(text: "x\n7\n\(LogCheckpointTests.head)\nwhatever\n")?.seq == 7)
  }
}

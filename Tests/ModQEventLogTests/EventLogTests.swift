import ModQEvent
import Testing

@testable import ModQEventLog

/// Entries get the next number and the next hash, and come back as they were appended.
struct EventLogTests {
  static let drafts: [Draft] = [
    .comment("c1", "one"),
    .comment("c2", "two 😀\\u0000", ip: "203.0.113.7", minute: 1),
    Draft(
      site: "b", id: "c1", kind: .reply, at: .earliest, actor: nil,
      content: Content(thread: "", facts: Array(#"{"parent":"c0"}"#.utf8), payload: Array("{}".utf8))),
    Draft(
      site: "b", id: "v", kind: .vote, at: .latest, actor: .max,
      content: Content(target: "が", facts: Array(#"{"value":-1}"#.utf8)), verdict: []),
    Draft(site: "", id: "か\u{3099}", kind: .delete, at: .earliest, actor: nil, content: Content(target: "が")),
    Draft(site: "", id: "が", kind: .delete, at: .earliest, actor: nil, content: Content(target: "か\u{3099}")),
  ]

  @Test func entriesComeBackAsTheyWereAppended() throws {
    let folder = try LogFolder()
    let appended = try folder.append(EventLogTests.drafts)
    #expect(appended.map { $0.seq } == [1, 2, 3, 4, 5, 6])
    #expect(appended.map { $0.payloadSalt?.count } == [16, 16, 16, nil, nil, nil])
    #expect(appended.map { $0.privateSalt?.count } == [nil, 16, nil, nil, nil, nil])
    #expect(Set(appended.flatMap { [$0.payloadSalt, $0.privateSalt] }.compactMap { $0 }).count == 4)
    let file = try LogFile(path: folder.path, for: .reading)
    try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      for entry in appended {
        #expect(try log.entry(entry.seq) == entry)
        #expect(try log.seq(site: entry.site, id: entry.id) == entry.seq, "\(entry.id)")
      }
      #expect(try log.entry(7) == nil)
      #expect(try log.seq(site: "b", id: "c2") == nil)
    }
    try file.close()
    #expect(try folder.verify() == ChainReport.sound(entries: 6, of: folder))
  }

  @Test func numbersGoOnAfterTheLastEntryOfAnotherOpening() throws {
    let folder = try LogFolder()
    for number in 1...5 { try folder.append([.comment("c\(number)", "x")]) }
    #expect(try folder.raw("SELECT json_group_array(seq) FROM event") == "[1,2,3,4,5]")
    #expect(try folder.verify() == ChainReport.sound(entries: 5, of: folder))
  }

  @Test func aRestoredLogHasTheSameHead() throws {
    let folder = try LogFolder()
    let entries = try folder.append(EventLogTests.drafts)
    let copy = try LogFolder()
    let file = try LogFile(path: copy.path, for: .creating)
    try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      for entry in entries { try log.restore(entry) }
      #expect(log.headHash == entries.last?.hash)
    }
    try file.close()
    #expect(try copy.verify() == folder.verify())
  }

  /// Portions are 500 entries: their edges are where one could be lost or read twice.
  @Test(arguments: [
    (after: Int64(0), through: Int64.max, expected: Array(Int64(1)...1_203)),
    (after: 499, through: 501, expected: [500, 501]),
    (after: 500, through: 1_000, expected: Array(501...1_000)),
    (after: 0, through: 500, expected: Array(1...500)),
    (after: 1_202, through: .max, expected: [1_203]),
    (after: 1_203, through: .max, expected: []),
    (after: 7, through: 7, expected: []),
  ])
  func entriesAreReadInOrderEachOnce(after start: Int64, through end: Int64, expected: [Int64]) throws {
    let folder = try LogFolder()
    try folder.append((1...1_203).map { .comment("c\($0)", "x") })
    let file = try LogFile(path: folder.path, for: .reading)
    let found = try file.use { (database) throws(LogError) in
      var found: [Int64] = []
      try EventLog(database).forEach(after: start, through: end) { (entry) throws(LogError) in
        found.append(entry.seq)
        return true
      }
      return found
    }
    #expect(found == expected)
    try file.close()
  }

  @Test func readingStopsWhenAsked() throws {
    let folder = try LogFolder()
    try folder.append((1...600).map { .comment("c\($0)", "x") })
    let file = try LogFile(path: folder.path, for: .reading)
    var last: Int64 = 0
    try file.use { (database) throws(LogError) in
      try EventLog(database).forEach(after: 0) { (entry) throws(LogError) in
        last = entry.seq
        return entry.seq < 503
      }
    }
    #expect(last == 503)
    try file.close()
  }
}

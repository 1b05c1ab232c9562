import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

/// A long input, of which the changes are made behind, leaves and prints what the same events do one after the other, however
/// its groups fall.
struct WriteBehindTests {
  /// Groups so small that what one event asks for is mostly still on its way when the next one comes.
  static let groups = [1, 2, 5, 17, 64, 2_000]

  @Test(arguments: UInt64(1)...3)
  func aLongInputIsAsOneByOne(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    try compare(stream.lines(400), rules: try testRules())
  }

  @Test(arguments: UInt64(11)...12)
  func allSignalsAreAsOneByOne(seed: UInt64) throws {
    var stream = BusyStream(seed: seed)
    try compare(stream.lines(500), rules: try SignalLawsTests.rules())
  }

  /// What is forgotten as soon as nothing of it is on its way is read again.
  @Test(arguments: [0, 7])
  func littleMemoryMakesNoDifference(bound: Int) throws {
    var busy = BusyStream(seed: 21 + UInt64(bound))
    var stream = EventStream(seed: 31 + UInt64(bound))
    for (events, rules) in [
      (busy.lines(400), try SignalLawsTests.rules()), (stream.lines(400), try testRules()),
    ] {
      try compare(events, rules: rules, inGroupsOf: [1, 5, 64], memory: MemoryBounds(all: bound))
    }
  }

  /// Who reads slowly, or nothing while others have to wait for it, gets the same.
  @Test func aSlowReaderMakesNoDifference() throws {
    var stream = EventStream(seed: 41)
    try compare(
      stream.lines(300), rules: try testRules(), inGroupsOf: [1, 17, 100],
      readingAtOnce: [0, 1, 300, 5_000])
  }

  private func compare(
    _ events: [[UInt8]], rules: RuleSet, inGroupsOf groups: [Int] = groups,
    memory: MemoryBounds = MemoryBounds(), readingAtOnce: [Int] = [.max]
  ) throws {
    let apart = try TestLog(rules: rules)
    var expected: [String] = []
    // So few that none is looked at ahead.
    for start in stride(from: 0, to: events.count, by: 10) {
      expected += try apart.ingest(Array(events[start..<min(start + 10, events.count)]))
    }
    expected.removeAll { $0.hasPrefix("refused") }
    let digests = try apart.digests()
    for (groupEvents, readBytes) in groups.flatMap({ group in readingAtOnce.map { (group, $0) } }) {
      let together = try TestLog(rules: rules)
      let (output, failure) = try together.ingest(
        fileOf: events, groupEvents: groupEvents, memory: memory, readingAtOnce: readBytes)
      let comment: Testing.Comment = "\(groupEvents) together, \(readBytes) bytes read at once"
      #expect(failure == nil, comment)
      #expect(output == expected, comment)
      #expect(try together.digests() == digests, comment)
      #expect(try together.verification().isOK, comment)
    }
  }

  /// What kept one entry out takes no group with it that was durable before, and what was is told.
  @Test(arguments: [1, 7, 50, 2_000])
  func whatFailsTakesBackItsGroupAndThoseAfterIt(groupEvents: Int) throws {
    let rules = try testRules()
    var stream = EventStream(seed: 5)
    let events = stream.lines(300)
    let log = try TestLog(rules: rules)
    try log.ingest([])
    try log.execute(
      "CREATE TRIGGER stray BEFORE INSERT ON event WHEN NEW.seq = 120 BEGIN SELECT RAISE(IGNORE); END")
    let (output, failure) = try log.ingest(fileOf: events, groupEvents: groupEvents)
    guard case .log(.corrupt)? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    let kept = try log.rows("SELECT id FROM event WHERE kind IN ('comment', 'reply', 'edit') ORDER BY seq")
    let told = output.filter { line in
      ["comment", "reply", "edit"].contains { line.contains("\"type\":\"\($0)\"") }
    }
    #expect(told.count == kept.count)
    for (line, id) in zip(told, kept) { #expect(line.contains(#""id":"\#(id)""#)) }
    #expect(
      try log.rows("SELECT coalesce(max(seq), 0) BETWEEN 119 - \(groupEvents) AND 119 FROM event") == ["1"])

    try log.execute("DROP TRIGGER stray")
    let rest = try log.ingest(fileOf: events, groupEvents: groupEvents)
    #expect(rest.failure == nil)
    let whole = try TestLog(rules: rules)
    try whole.ingest(events)
    #expect(try log.digests() == whole.digests())
  }

  /// A flood by one author, votes taken back and forth on one comment, and readers who vote on one author again and again: what is
  /// asked for is on its way each time.
  @Test func whatIsOnItsWayIsSeen() throws {
    var events: [[UInt8]] = []
    var at = 1_767_225_600
    func add(_ members: String) {
      at += 37
      events.append(
        Array(
          #"{"id":"e\#(events.count)","at":"\#(Timestamp(milliseconds: Int64(at) * 1_000))",\#(members)}"#
            .utf8))
    }
    for round in 0..<60 {
      let comment = "e\(events.count)"
      add(#""type":"comment","thread":"t","nick":"花子","body":"round \#(round)""#)
      for reader in ["折口", "柳田", "Bob", "新人\(round)"] {
        for value in [1, -1, 0, 1].prefix(1 + round % 4) {
          add(#""type":"vote","comment":"\#(comment)","voter":"\#(reader)","value":\#(value)"#)
        }
      }
      if round % 7 == 3 { add(#""type":"edit","comment":"\#(comment)","body":"edited \#(round)""#) }
      if round % 9 == 4 { add(#""type":"vote","comment":"e\#(events.count + 30)","voter":"折口","value":1"#) }
      if round % 11 == 5 { at += 9 * 86_400 }
    }
    try compare(events, rules: try testRules(), inGroupsOf: [3, 40, 2_000])
  }
}

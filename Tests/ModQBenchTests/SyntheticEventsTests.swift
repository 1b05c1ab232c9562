import ModQEvent
import Testing

@testable import modq_bench

struct SyntheticEventsTests {
  @Test func theFirstEventsAreThese() {
    #expect(
      lines(SyntheticEvents.Shape(count: 6, bodyBytes: 12)).joined(separator: "\n") == """
        {"type": "comment", "id": "c0", "thread": "t0", "nick": "user7", "at": "2022-01-15T19:07:05.805Z", "body": "by each can are"}
        {"type": "vote", "id": "v1", "comment": "c0", "voter": "user9", "value": 1, "at": "2022-01-17T20:49:37.394Z"}
        {"type": "vote", "id": "v2", "comment": "c0", "voter": "user4", "value": 1, "at": "2022-02-04T11:02:29.864Z"}
        {"type": "vote", "id": "v3", "comment": "c0", "voter": "user4", "value": -1, "at": "2022-02-11T08:22:27.006Z"}
        {"type": "reply", "id": "c4", "thread": "t0", "nick": "user0", "at": "2022-02-19T15:35:21.294Z", "body": "ます新しい", "parent": "c0"}
        {"type": "reply", "id": "c5", "thread": "t0", "nick": "user3", "at": "2022-03-04T12:38:55.886Z", "body": "sound so her", "parent": "c0"}
        """)
  }

  @Test func theSameShapeGivesTheSameBytesAndAnotherSeedOthers() {
    let shape = SyntheticEvents.Shape(count: 2_000)
    var other = shape
    other.seed += 1
    #expect(lines(shape) == lines(shape))
    #expect(lines(shape) != lines(other))
  }

  @Test(arguments: [
    SyntheticEvents.Shape(count: 3_000),
    SyntheticEvents.Shape(count: 500, names: 2, days: 0),
    SyntheticEvents.Shape(count: 400, names: 1_000_000, days: 3_650, threads: 7),
    SyntheticEvents.Shape(count: 100, bodyBytes: 60_000),
    SyntheticEvents.Shape(count: 1),
  ])
  func everyEventIsTaken(_ shape: SyntheticEvents.Shape) throws {
    for seed in UInt64(1)...5 {
      var shape = shape
      shape.seed = seed
      var last = Timestamp.earliest
      var ids: Set<String> = []
      var comments: [String: String] = [:]
      for line in lines(shape) {
        let event = try EventDecoder.decode(line: Array(line.utf8))
        let at = try #require(event.at, "seed \(seed): \(line)")
        #expect(at >= last, "seed \(seed): \(line)")
        last = at
        #expect(ids.insert(event.id).inserted, "seed \(seed): \(line)")
        switch event.action {
        case .comment(let comment):
          comments[event.id] = comment.nick
        case .reply(let comment, let parent):
          #expect(comments[parent] != nil, "seed \(seed): \(line)")
          comments[event.id] = comment.nick
        case .vote(let vote):
          // Nobody votes on themselves, and nobody on what is not there.
          let author = try #require(event.content.target.flatMap { comments[$0] }, "seed \(seed): \(line)")
          #expect(vote.voter != author, "seed \(seed): \(line)")
        case .edit, .delete, .report, .decision:
          Issue.record("seed \(seed): \(line)")
        }
      }
      #expect(ids.count == shape.count)
    }
  }

  @Test func theShapeIsKept() throws {
    let shape = SyntheticEvents.Shape(count: 20_000, names: 50, days: 2, threads: 10, bodyBytes: 300)
    let events = try lines(shape).map { try EventDecoder.decode(line: Array($0.utf8)) }
    let bodies = events.compactMap(\.comment?.body)
    #expect(bodies.allSatisfy { (300..<370).contains($0.utf8.count) })
    #expect((11_400...12_600).contains(bodies.count))
    #expect(Set(events.compactMap(\.nick)).count == 50)
    #expect(Set(events.compactMap(\.content.thread)).count == 10)
    let times = events.compactMap(\.at)
    let days = Double(times[times.count - 1].milliseconds(since: times[0])) / 86_400_000
    #expect((1.9...2.1).contains(days))
  }

  private func lines(_ shape: SyntheticEvents.Shape) -> [String] {
    var events = SyntheticEvents(shape)
    var lines: [String] = []
    var line: [UInt8] = []
    while events.next(into: &line) {
      lines.append(String(decoding: line.dropLast(), as: UTF8.self))
      line.removeAll()
    }
    return lines
  }
}

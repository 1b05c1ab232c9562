import ModQEvent
import Testing

@testable import ModQEventLog

/// Numbers by id come from memory only where the table has them too.
struct RecentIDsTests {
  @Test func namesAreComparedByTheirBytes() {
    var recent = RecentIDs()
    recent.note(1, of: EntryName(site: "", id: "が"))
    recent.note(2, of: EntryName(site: "が", id: ""))
    #expect(recent.seq(EntryName(site: "", id: "が")) == 1)
    #expect(recent.seq(EntryName(site: "", id: "か\u{3099}")) == nil)
    #expect(recent.seq(EntryName(site: "が", id: "")) == 2)
  }

  @Test func theLastFiftyThousandAreThereAndNoMoreThanTwiceAsMany() {
    var recent = RecentIDs()
    for number in 1...200_000 { recent.note(Int64(number), of: EntryName(site: "s", id: "\(number)")) }
    #expect((150_001...200_000).allSatisfy { recent.seq(EntryName(site: "s", id: "\($0)")) == Int64($0) })
    #expect((1...100_000).allSatisfy { recent.seq(EntryName(site: "s", id: "\($0)")) == nil })
  }

  @Test func whatWasRolledBackIsForgotten() throws {
    let file = try LogFile()
    try file.use { (database) throws(LogError) in
      let log = try EventLog(database)
      try PreparedQuery(database, "BEGIN").run()
      try log.synchronize()
      let entry = try log.append(.comment("c1", "one"), recordedAt: .earliest)
      #expect(try log.seq(site: entry.site, id: "c1") == 1)
      try PreparedQuery(database, "ROLLBACK").run()
      try log.synchronize()
      #expect(try log.seq(site: entry.site, id: "c1") == nil)
    }
  }
}

import GRDB
import ModQEvent
import ModQEventLog
import SeededNumbers
import Testing

@testable import ModQProjections

/// What the book of votes says is what the table says.
struct VoteBookTests {
  @Test func aPageHasTheLastVotesOfTheTable() throws {
    var answersInPart = 0
    for seed in 1...40 {
      var random = SplitMix64(seed: UInt64(seed))
      let file = try LogFile()
      try file.use { (database) throws(LogError) in
        _ = try ProjectionSchema.prepareFile(database)
        let book = try VoteBook(Store(database, layer: .file))
        let put = try PreparedQuery(database, Tables.vote.upsert(into: "vote"))
        if random.below(2) == 0 { book.begin(7) }
        for step in 1...Int64(10 + random.below(300)) {
          // Now and then one that waited for its comment, and is older than the last.
          let seq = random.below(10) == 0 && step > 20 ? 2 * step - 31 : 2 * step
          let cast = VoteBook.Cast(
            author: 3, comment: Int64(random.below(150)), seq: seq, at: Timestamp(milliseconds: step),
            value: random.below(3) - 1, weight: 0.5, r: 0.25, s: 0)
          try VoteBookTests.write(cast, of: 7, by: put)
          book.note(cast, of: 7)
          if random.below(40) == 0 { book.trim(all: true) }
          let other = Int64(random.below(150))
          let stored = try VoteBookTests.stored(database)
          let page = try book.page(of: 7)
          let wanted = stored.filter { $0.value != 0 && $0.comment != other }.prefix(29)
          let isEnough = page.isWhole || page.casts.count { $0.value != 0 && $0.comment != other } >= 29
          let expected: [VoteBook.Cast]? = isEnough ? Array(wanted) : nil
          #expect(page.last(29, except: other) == expected, "seed \(seed), step \(step)")
          if isEnough && !page.isWhole { answersInPart += 1 }
          #expect(book.weight == page.casts.count + 1, "seed \(seed), step \(step)")
          if page.isWhole { #expect(page.casts == Array(stored.reversed()), "seed \(seed), step \(step)") }
        }
      }
    }
    #expect(answersInPart > 100, "some pages are not whole, and say enough")
  }

  private static func write(_ cast: VoteBook.Cast, of voter: Int64, by query: PreparedQuery) throws(LogError)
  {
    query.bind(1, cast.author)
    query.bind(2, voter)
    query.bind(3, cast.comment)
    query.bind(4, Int64(cast.value))
    query.bind(5, cast.seq)
    query.bind(6, cast.at.milliseconds)
    query.bind(7, cast.weight)
    query.bind(8, cast.r)
    query.bind(9, cast.s)
    query.bind(10, Int64(0))
    try query.run()
  }

  /// All of them, newest first.
  private static func stored(_ database: Database) throws(LogError) -> [VoteBook.Cast] {
    let query = try PreparedQuery(
      database, "SELECT author, comment, seq, at, value, weight, r, s FROM vote ORDER BY seq DESC")
    var found: [VoteBook.Cast] = []
    while try query.step() {
      found.append(
        VoteBook.Cast(
          author: query.int(0), comment: query.int(1), seq: query.int(2),
          at: Timestamp(milliseconds: query.int(3)), value: Int(query.int(4)), weight: query.double(5),
          r: query.double(6), s: query.double(7)))
    }
    return found
  }
}

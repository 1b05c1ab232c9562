import GRDB
import Glibc
import Synchronization
import Testing

@testable import ModQEventLog

/// A thread of its own makes changes while the caller reads what was committed before.
struct WriteBehindTests {
  private static let longLogPages = 100

  /// A table in a new file, whose changes are made behind.
  private struct Pile {
    let file: LogFile
    let database: Database
    let behind: WriteBehind

    func query(_ sql: String) throws(LogError) -> PreparedQuery {
      try PreparedQuery(database, sql, behind: behind)
    }
  }

  /// Runs `body` in a transaction on `pile (no, load)`, commits, and says how many rows there are.
  private func pile(_ body: (Pile) throws(LogError) -> Void) throws -> Int64 {
    let folder = try LogFolder()
    let file = try LogFile(path: folder.path, for: .creating)
    let rows = try file.use { (database) throws(LogError) in
      let pile = Pile(file: file, database: database, behind: WriteBehind())
      try pile.query("CREATE TABLE pile (no INTEGER PRIMARY KEY, load BLOB)").run()
      try pile.query("BEGIN IMMEDIATE").run()
      try pile.behind.start(on: file, database, longLogPages: WriteBehindTests.longLogPages)
      defer { pile.behind.stop() }
      try body(pile)
      pile.behind.pause()
      try pile.query("COMMIT").run()
      let count = try pile.query("SELECT count(*) FROM pile")
      defer { count.reset() }
      return try count.step() ? count.int(0) : 0
    }
    try file.close()
    return rows
  }

  /// A reader that always holds some state keeps the write-ahead log from beginning anew, but for one that is asked to let it
  /// go.
  @Test func theWriteAheadLogBeginsAnewBesideAReaderThatNeverRests() throws {
    let turns: Int64 = 60
    var longest: Int64 = 0
    let rows = try pile { (pile) throws(LogError) in
      let insert = try pile.query("INSERT INTO pile (no, load) VALUES (?, ?)")
      let count = try pile.query("SELECT count(*) FROM pile")
      var last: ChangeMark?
      for turn in 0..<turns {
        for row in 0..<Int64(20) {
          insert.bind(1, turn * 20 + row)
          insert.bind(2, blob: [UInt8](repeating: UInt8(turn), count: 4_000))
          try insert.run()
          let aside = try count.aside
          #expect(try aside.step())
          // The turn before may be committed by now, and this one is not.
          #expect(turn == 0 || aside.int(0) == (turn - 1) * 20 || aside.int(0) == turn * 20)
          aside.reset()
        }
        let mark = try pile.behind.turnOver()
        last?.wait()
        pile.behind.nextTurn()
        last = mark
        // The reader is at work while the write-ahead log is moved.
        while !mark.isMade {
          let aside = try count.aside
          #expect(try aside.step())
          aside.reset()
        }
        longest = max(longest, pile.file.writeAheadLogBytes)
      }
    }
    #expect(rows == turns * 20)
    let bound = 4 * Int64(WriteBehindTests.longLogPages) * 4_096
    #expect(longest < bound, "\(longest) bytes of \(turns * 20 * 4_096) that were written")
  }

  /// A thread that makes changes more slowly than they are asked for doesn't let memory grow.
  @Test func whatWaitsToBeMadeIsBounded() throws {
    let wanted = Int64(2 * WriteBehind.mostWaiting)
    let asked = Atomic(0)
    let askedWhenStuck = Mutex(0)
    let rows = try pile { (pile) throws(LogError) in
      // Holds up the first change until nothing more is asked for.
      pile.database.add(
        function: DatabaseFunction("hold_up", argumentCount: 0) { _ in
          var last = -1
          while last != asked.load(ordering: .relaxed) {
            last = asked.load(ordering: .relaxed)
            usleep(100_000)
          }
          askedWhenStuck.withLock { $0 = last }
          return last
        })
      try pile.query("INSERT INTO pile VALUES (0, hold_up())").run()
      let insert = try pile.query("INSERT INTO pile (no) VALUES (?)")
      for row in 1..<wanted {
        insert.bind(1, row)
        try insert.run()
        asked.add(1, ordering: .relaxed)
      }
    }
    #expect(rows == wanted)
    let stuck = askedWhenStuck.withLock { $0 }
    #expect(stuck <= WriteBehind.mostWaiting + 64, "\(stuck) waited")
  }

  /// Whoever asks a reader that is busy with other things gives up in time, and is not kept waiting by what is left of that.
  @Test func aReaderThatIsNotHeardOfIsNotWaitedFor() {
    let snapshot = Snapshot()
    #expect(snapshot.isRenewed(), "nothing is held")
    snapshot.note(isHeld: true)
    #expect(!snapshot.isRenewed())
    #expect(!snapshot.isAsked)
    snapshot.note(isHeld: false)
    #expect(snapshot.isRenewed())
  }
}

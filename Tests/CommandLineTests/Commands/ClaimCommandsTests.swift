import Foundation
import Testing

struct ClaimCommandsTests {
  private func workshop(_ count: Int) throws -> Workshop {
    try Workshop(
      (0..<count).map {
        #"{"type":"comment","id":"c\#($0)","at":"2025-06-01T00:\#(10 + $0):00Z","thread":"t","nick":"n\#($0)","body":"casino \#($0)"}"#
      }.joined(separator: "\n") + "\n")
  }

  /// Six processes at once, two a name: together they get everything, and nothing twice.
  @Test func noTwoProcessesAreGivenTheSame() async throws {
    let workshop = try workshop(12)
    let environment = [
      "MODQ_DB": workshop.folder.appendingPathComponent("modq.db").path,
      "MODQ_RULES": workshop.folder.appendingPathComponent("rules").path,
    ]
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<6 {
        group.addTask {
          try ModQProcess(
            ["queue", "--claim", "--limit", "2", "--format", "ids", "--by", "m\(number % 3)"],
            environment: environment
          ).output
        }
      }
      return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    let given = outputs.flatMap { $0.split(separator: "\n").map(String.init) }
    #expect(given.sorted() == (0..<12).map { "c\($0)" }.sorted())
    for name in ["m0", "m1", "m2"] {
      #expect(try workshop.modq("queue", "--claimed-by", name, "--format", "count").output == "4\n")
    }
    #expect(try workshop.modq("queue", "--claim").output == "")
  }

  @Test func theScreenSaysThatOthersHaveWhatWaits() throws {
    let workshop = try Workshop.reviewed()
    _ = try workshop.modq("queue", "--claim", "--limit", "2", "--by", "ken")
    let screens = try workshop.screens("h\n")
    #expect(screens[0].contains("c5 in t1"))
    #expect(screens[1].contains("Nothing else waits for you: others are looking at 2."), "\(screens[1])")
  }

  @Test func theQueueSaysWhoHasWhat() throws {
    let workshop = try workshop(2)
    let claimed = try workshop.modq("queue", "--claim", "--by", "ken")
    #expect(claimed.output.contains(#""id":"c0""#) && claimed.output.contains(#""claimed_by":"ken""#))
    #expect(
      try workshop.modq("queue", "--format", "table").output == """
        ID  NICK  BODY      SCORE  RULES   CLAIMED_BY  TIER
        c0  n0    casino 0   5.00  casino  ken         new
        c1  n1    casino 1   5.00  casino              new

        """)
    let refused = try workshop.modq("claim", "c0", "c1")
    #expect(refused.output == "c1\n" && refused.status == 1)
    #expect(refused.errors == "modq: c0 is in the hands of ken: --steal takes it\n")
    #expect(try workshop.modq("claim", "c0", "--steal").output == "c0\n")
    #expect(try workshop.modq("unclaim", "c1").errors == "1 given back\n")
    #expect(try workshop.modq("queue", "--where", "claimed_by=aya", "--format", "ids").output == "c0\n")
    #expect(try workshop.modq("unclaim").errors == "1 given back\n")
    #expect(try workshop.modq("claim", "c9").status == 66)
  }
}

import Foundation
import Testing

/// `modq review --sample`: a moderator checks what the rules did alone.
struct ReviewSampleTests {
  /// Two that the rules published, one that they rejected, one that waits.
  private func workshop() throws -> Workshop {
    let workshop = try Workshop.reviewed()
    try workshop.ingest(
      """
      {"type":"comment","id":"p1","at":"2025-06-01T04:00:00Z","thread":"t2","nick":"Ann","body":"good morning"}
      {"type":"comment","id":"p2","at":"2025-06-01T05:00:00Z","thread":"t2","nick":"Eve","body":"good evening"}

      """)
    return workshop
  }

  @Test func itGoesThroughWhatTheQueueDraws() throws {
    let workshop = try workshop()
    let drawn = try workshop.modq("queue", "--sample", "100%", "--format", "ids").output
    let ids = drawn.split(separator: "\n").map(String.init)
    #expect(ids.prefix(2) == ["p2", "p1"])
    let screens = try workshop.screens(
      String(repeating: "h\n", count: ids.count), "--sample", "100%", "--size", "100x30")
    #expect(screens.count == ids.count + 1)
    for (id, screen) in zip(ids, screens) {
      #expect(screen.contains("\n\(id) in "), "\(id) is not on: \(screen)")
      #expect(screen.contains("sample of 100%"))
    }
    #expect(screens.last?.contains("Nothing else of the sample is left to check.") == true)
  }

  @Test func theNextOneAfterATakenBackDecisionIsTheOneThatWasNext() throws {
    let screens = try workshop().screens("a\nz\na\nh\n", "--sample", "100%", "--size", "100x30")
    let ids = screens.map { $0.firstMatch(of: #/\n(\w+) in t/#)?.1 ?? "" }
    #expect(ids.prefix(4) == ["p2", "p1", "p2", "p1"] && !["p1", "p2"].contains(ids[4]), "\(ids)")
  }

  @Test func bothKindsOfAnswerAreRecordedAsChecks() throws {
    let workshop = try workshop()
    #expect(
      try workshop.messages("a\nr\nz\n", "--sample", "100%", "--nick", "Eve", "--size", "120x30").prefix(2)
        == [
          "what the rules decided alone: a says it belongs here, r or s that it does not, ? explains",
          "published p2, as the rules had (z takes it back)",
        ])
    // Taken back, and decided the other way.
    #expect(
      try workshop.messages("r\n", "--sample", "100%", "--nick", "Eve", "--size", "120x30").dropFirst() == [
        "rejected p2, against the rules (z takes it back)"
      ])
    _ = try workshop.messages("a\n", "--sample", "100%", "--nick", "Ann")
    let report = try workshop.modq("report", "--sample", "100%", "--format", "json").output
    #expect(report.contains(#""checked":2,"wrong":1,"#), "\(report)")
    let left = try workshop.modq("queue", "--sample", "100%", "--format", "ids").output
    #expect(!left.contains("p1") && !left.contains("p2"))
  }

  @Test func theFirstLineSaysThatItIsASample() throws {
    let workshop = try workshop()
    // Held comments are none of it, and nothing is said of how many wait.
    let screen = try workshop.screens("", "--sample", "100%")[0]
    #expect(screen.hasPrefix(" modq review · sample of 100% · 0 decided "))
    #expect(!screen.contains(" wait"))
  }

  @Test func aSampleIsNotWhatWasEscalated() throws {
    let workshop = try workshop()
    let run = try workshop.modq("review", "--sample", "2%", "--escalated", "--script", "-", input: "")
    #expect(run.status == 64 && run.errors.contains("--escalated takes what somebody passed on"))
    let odd = try workshop.modq("review", "--sample", "2", "--script", "-", input: "")
    #expect(odd.status == 64 && odd.errors.hasPrefix("modq: --sample 2 is no share\n"))
  }
}

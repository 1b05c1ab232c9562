import Foundation
import Testing

extension Trials.Processes {
  /// The review screen on a terminal while others work on the same log.
  struct SharedReviewTrials {
    private func opened(_ workshop: Workshop, _ arguments: String..., showing: String) throws
      -> PseudoTerminal
    {
      let terminal = try PseudoTerminal(workshop, ["review"] + arguments)
      try terminal.wait { $0.contains("q quit") && $0.contains(showing) }
      return terminal
    }

    /// The text comes to the screen by itself, and a key is about what stands there then.
    @Test func anEditedTextIsShownBeforeItIsDecidedAbout() throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop, showing: "c1 in t1")
      try workshop.ingest(
        #"{"type":"edit","id":"e1","at":"2025-06-01T04:00:00Z","comment":"c1","body":"casino and more"}"#
          + "\n")
      try terminal.wait { $0.contains("c1 was edited meanwhile") && $0.contains("│ casino and more") }
      try terminal.press("a")
      try terminal.wait { $0.contains("published c1") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "ids").output == "c3\nc5\n")
    }

    /// A verdict that a decision keeps in force is of the text that was decided about.
    @Test func thatTheVerdictIsOfTheTextBeforeIsSaid() throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop, showing: "c1 in t1")
      try terminal.press("r")
      try terminal.wait { $0.contains("rejected c1") && $0.contains("c3 in t1") }
      try terminal.press("p")
      try terminal.wait { $0.contains("c1 in t1") }
      #expect(!terminal.picture.contains("the text was edited"))
      try workshop.ingest(
        #"{"type":"edit","id":"e1","at":"2025-06-01T04:00:00Z","comment":"c1","body":"nothing of that"}"#
          + "\n")
      try terminal.wait {
        $0.contains("! the text was edited: the verdict is of the text before")
          && $0.contains("│ nothing of that")
      }
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }

    /// The next comment but one can't be claimed in advance: that is no reason to keep anybody's key.
    @Test func aKeyCountsThatComesWhileNobodyWaitsForTheLog() throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop, showing: "c1 in t1")
      // The second one is claimed in advance, which a reader sees.
      var claimed = ""
      for _ in 0..<1_000 where claimed != "2\n" {
        claimed = try workshop.modq("queue", "--claimed-by", "aya", "--format", "count").output
      }
      try #require(claimed == "2\n")
      let held = try HeldLog(workshop, .ours)
      for (key, words) in [("h", "c3 in t1"), ("c", "any key goes back"), ("c", "q quit")] {
        try terminal.press(key)
        #expect(try !terminal.isKeptWaiting(before: words), "\(key)")
      }
      try terminal.press("s")
      try terminal.wait { $0.contains("waiting for another process") }
      held.end()
      try terminal.wait { $0.contains("marked as spam: c3") }
      #expect(!terminal.picture.contains("came too early"))
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "ids").output == "c1\nc5\n")
    }

    @Test func twoWhoCheckASampleNeverSeeTheSameComment() throws {
      let workshop = try Workshop()
      try workshop.ingest(
        (1...4).map {
          #"{"type":"comment","id":"p\#($0)","at":"2025-06-01T0\#($0):00:00Z","thread":"t","nick":"N\#($0)","body":"hello"}"#
            + "\n"
        }.joined())
      let first = try opened(workshop, "--sample", "100%", showing: "p4 in t")
      // The first one has p3 in advance, or will have p2 then.
      let second = try opened(workshop, "--sample", "100%", "--by", "ken", showing: " in t")
      let isThird = second.picture.contains("p3 in t")
      #expect(isThird || second.picture.contains("p2 in t"))
      var seen: [String] = []
      for (terminal, key) in [(first, "a"), (second, "r")] {
        for _ in 0..<4 {
          let lines = terminal.picture.lines
          guard let id = lines.compactMap({ $0.firstMatch(of: #/^(p\d) in t/#)?.1 }).first else { break }
          seen.append(String(id))
          try terminal.press(key)
          try terminal.wait { !$0.contains("\(id) in t") && $0.contains("q quit") }
        }
      }
      // What one had in hand when the other came to the end was left to them.
      #expect(seen.sorted() == ["p1", "p2", "p3", "p4"], "\(seen)")
      for terminal in [first, second] {
        try terminal.press("q")
        #expect(terminal.end() == 0)
      }
      #expect(try workshop.modq("queue", "--sample", "100%", "--format", "count").output == "0\n")
      #expect(try workshop.modq("log", "--kind", "decision", "--format", "count").output == "4\n")
    }
  }
}

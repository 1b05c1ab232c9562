import Foundation
import Glibc
import Testing

extension Trials.Processes {
  /// The review screen on a real terminal device: what is seen, who gets what, and how it is left.
  struct ReviewTrials {
    private func workshop() throws -> Workshop {
      let workshop = try Workshop(story)
      try workshop.ingest(
        """
        {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
        {"type":"comment","id":"c5","at":"2025-06-01T03:00:00Z","thread":"t1","nick":"折ロ","body":"casino!"}
        """)
      return workshop
    }

    /// A screen that has come up with its first comment.
    private func opened(_ workshop: Workshop, _ arguments: String...) throws -> PseudoTerminal {
      let terminal = try PseudoTerminal(workshop, ["review"] + arguments)
      try terminal.wait { $0.contains("q quit") }
      return terminal
    }

    @Test func theTerminalShowsTheScreenThatAScriptPrints() throws {
      let workshop = try workshop()
      let printed = try workshop.modq(["review", "--script", "-"], input: "c\n").output
        .components(separatedBy: "\n▸ c\n").map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
      let terminal = try opened(workshop)
      #expect(terminal.picture.text == printed[0])
      #expect(terminal.isRaw)
      try terminal.press("c")
      try terminal.wait { $0.contains("any key goes back") }
      #expect(terminal.picture.text == printed[1])
      #expect(terminal.picture.strays == [])
      try terminal.press("qq")
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
    }

    @Test func keysThatComeInOneGoAreTakenOneByOne() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      try terminal.press("n訴訟\r\u{1B}[Bjs")
      try terminal.wait { $0.contains("marked as spam: c1") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      let log = try workshop.modq("log", "--kind", "decision", "--format", "ids").output
      #expect(log == "d1\nd2\nmodq:decision-11\nmodq:decision-12\n", "\(log)")
      #expect(try workshop.modq("show", "c1").output.contains("訴訟"))
    }

    @Test func aKeyDecidesNothingAboutACommentThatWasNotShownYet() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      try terminal.press("ss")
      try terminal.wait { $0.contains("; s came too early: passed over") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "ids").output == "c3\nc5\n")
    }

    @Test func whatComesToAnEmptyQueueIsShownByItself() throws {
      let workshop = try Workshop(story)
      try workshop.modq("approve", "c3")
      let terminal = try opened(workshop)
      #expect(terminal.picture.contains("Nothing waits."))
      try workshop.ingest(
        #"{"type":"comment","id":"c9","at":"2025-06-01T04:00:00Z","thread":"t1","nick":"Zoe","body":"casino"}"#
          + "\n")
      try terminal.wait { $0.contains("c9 in t1") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }

    @Test func whatIsPastedDecidesNothing() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      try terminal.press("\u{1B}[200~ssssaaaq\n\u{1B}[201~")
      try terminal.wait { $0.contains("pasted text decides nothing") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
    }

    @Test func aNewSizeIsTaken() throws {
      let terminal = try opened(workshop())
      terminal.resize(columns: 40, rows: 30)
      try terminal.wait { $0.lines[29].hasPrefix("a approve") }
      #expect(terminal.picture.lines[1] == "折口 — new, 0.13–0.87, 1 comment, 0")
      terminal.resize(columns: 100, rows: 10)
      try terminal.wait { $0.lines[9].contains("b block nick") }
      #expect(terminal.picture.strays == [])
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }

    @Test func aWindowThatIsTooSmallSaysSoAndTheScreenComesBack() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      // Below stands what is said of a key that came before the window was large again.
      let (whole, keys) = (terminal.picture.lines.prefix(20), terminal.picture.lines.last)
      for (columns, rows, shown) in [
        (12, 4, "window too\nsmall: 20×6\nat least\nq quit"),
        (19, 5, "window too small:\n20×6 at least\n\n\nq quit"),
        (80, 3, "window too small: 20×6 at least\n\nq quit"), (7, 1, "window"), (1, 1, "…"),
      ] {
        terminal.resize(columns: columns, rows: rows)
        try terminal.wait { $0.text == shown }
        // Nobody sees what it would be about.
        try terminal.press("a")
      }
      terminal.resize(columns: 80, rows: 24)
      try terminal.wait { $0.lines.prefix(20) == whole && $0.lines.last == keys }
      #expect(terminal.picture.strays == [])
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
    }

    @Test func whatAWindowLostIsDrawnAgainAtTheSameSize() throws {
      let terminal = try opened(workshop())
      let whole = terminal.picture.text
      // As when it was made small and large again before anybody looked.
      terminal.resize(columns: 80, rows: 24)
      try terminal.wait { $0.text == whole }
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }

    @Test func twoReviewersNeverSeeTheSameComment() throws {
      let workshop = try workshop()
      let first = try opened(workshop)
      #expect(first.picture.contains("c1 in t1"))
      // The first one has the comment after it in advance.
      let second = try opened(workshop)
      #expect(second.picture.contains("c5 in t1"))
      let third = try opened(workshop)
      #expect(third.picture.contains("Nothing waits for you: others are looking at 3."))
      try first.press("h")
      try first.wait { $0.contains("c3 in t1") }
      // The second one has the comment that was left in advance now, or nobody has.
      try first.press("q")
      #expect(first.end() == 0)
      try third.wait { $0.contains("c1 in t1") || $0.contains("c3 in t1") }
      for terminal in [second, third] {
        try terminal.press("q")
        #expect(terminal.end() == 0)
      }
    }

    @Test func whatSomebodyDecidedMeanwhileIsNotDecidedAgain() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      #expect(terminal.picture.contains("c1 in t1"))
      try workshop.modq("spam", "c1", "--by", "ken")
      try terminal.press("a")
      try terminal.wait { $0.contains("c1 is spam by ken meanwhile") }
      // Seen as it is now, it can be decided about.
      try terminal.press("a")
      try terminal.wait { $0.contains("published c1") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      let changes = try workshop.modq("changes", "--since", "10", "--format", "csv").output
      #expect(
        changes.split(separator: "\n").dropFirst().map {
          $0.split(separator: ",").dropFirst(2).joined(separator: " ")
        } == ["c1 held spam decision ken", "c1 spam published decision aya"])
    }

    @Test func anEditThatNobodySawIsNotDecidedAbout() throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      try workshop.ingest(
        #"{"type":"edit","id":"e1","at":"2025-06-01T04:00:00Z","comment":"c1","body":"casino and more"}"#
          + "\n")
      try terminal.press("a")
      // The first look at what others did comes later than the first key.
      try terminal.wait { $0.contains("c1 was edited meanwhile") && $0.contains("│ casino and more") }
      try terminal.press("q")
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aSignalToStopPutsEverythingRight(_ number: Int32) throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      terminal.signal(number)
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
      // What it had claimed is free at once.
      #expect(try workshop.modq(["review", "--script", "-"], input: "").output.contains("c1 in t1"))
    }

    /// Control-C, wherever one is: it is a key there, not a signal.
    @Test(arguments: ["", "?", "c", "/nick", "nfine"])
    func theKeyToStopPutsEverythingRight(_ before: String) throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      try terminal.press(before + "\u{3}")
      // What is being typed or read is left first.
      if !before.isEmpty {
        try terminal.wait { $0.contains("q quit") }
        try terminal.press("\u{3}")
      }
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("log", "--kind", "decision", "--format", "count").output == "2\n")
      #expect(try workshop.modq(["review", "--script", "-"], input: "").output.contains("c1 in t1"))
    }

    @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGQUIT, SIGKILL])
    func aSuddenEndLeavesTheTerminalAsItWas(_ number: Int32) throws {
      let workshop = try workshop()
      let terminal = try opened(workshop)
      #expect(terminal.isRaw)
      terminal.signal(number)
      try terminal.waitUntilRestored()
      #expect(terminal.end() == -number)
    }

    @Test func aStopGivesTheTerminalBackForAWhile() throws {
      for key in ["\u{1A}", ""] {
        let terminal = try opened(workshop())
        if key.isEmpty { terminal.signal(SIGTSTP) } else { try terminal.press(key) }
        try terminal.waitUntilRestored()
        terminal.signal(SIGCONT)
        try terminal.wait { $0.modes.contains(1049) && $0.contains("q quit") }
        #expect(terminal.isRaw)
        try terminal.press("q")
        try terminal.waitUntilRestored()
        #expect(terminal.end() == 0)
      }
    }

    /// A comment of each payload, oldest first.
    private func hostileWorkshop() throws -> Workshop {
      let workshop = try Workshop()
      var events = ""
      for (number, payload) in HostileText.payloads.enumerated() {
        let object = [
          "type": "comment", "id": "c\(number)", "at": "2025-06-01T00:00:00Z", "thread": "t",
          "nick": "n\(number)", "body": "casino \(payload.text)",
        ]
        events += String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self) + "\n"
      }
      try workshop.ingest(events)
      return workshop
    }

    private struct Missing: Error {
      var screen: String
    }

    private static let tmux = ["/usr/bin/tmux", "/usr/local/bin/tmux"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }

    /// Another program's opinion of what stands where: tmux has widths and sequences of its own.
    @Test(.enabled(if: tmux != nil, "tmux is not installed"))
    func hostileTextStaysInItsPlaceInTmux() throws {
      let tmux = try #require(ReviewTrials.tmux)
      let workshop = try hostileWorkshop()
      let socket = workshop.folder.appendingPathComponent("tmux").path
      // Foundation takes the end of a child for the end of a descriptor that the child inherits; a server that goes on in
      // the background must not keep it.
      let closing =
        #"for f in /proc/$$/fd/*; do f=${f##*/}; [ "$f" -gt 2 ] && eval "exec $f>&-"; done; exec "$@""#
      func run(_ arguments: String...) throws -> ModQProcess {
        try ModQProcess(
          program: URL(fileURLWithPath: "/bin/bash"),
          ["-c", closing, "tmux", tmux, "-f", "/dev/null", "-S", socket, "-u"] + arguments, input: [],
          environment: [
            "TERM": "xterm", "LANG": "C.UTF-8", "MODQ_MODERATOR": "aya",
            "MODQ_DB": workshop.folder.appendingPathComponent("modq.db").path,
          ])
      }
      func screen(_ isWanted: ([String]) -> Bool) throws -> [String] {
        for _ in 0..<600 {
          let lines = try run("capture-pane", "-p").output.components(separatedBy: "\n")
          if lines.count > 23, isWanted(lines) { return lines }
          usleep(20_000)
        }
        throw Missing(screen: try run("capture-pane", "-p").output)
      }
      let started = try run(
        "new-session", "-d", "-x", "80", "-y", "24", ModQProcess.executable.path, "review", "--sort", "age")
      try #require(started.status == 0, "\(started.errors)")
      defer { _ = try? run("kill-server") }
      for (number, payload) in HostileText.payloads.enumerated() {
        let lines = try screen { $0[2].hasPrefix("c\(number) in t,") && $0[23].hasSuffix("? help  q quit") }
        #expect(lines.first?.hasPrefix(" modq review · ") == true, "\(payload.name)")
        #expect(lines.allSatisfy { $0.unicodeScalars.allSatisfy(isHarmless) }, "\(payload.name)")
        #expect(lines.dropFirst(4).first?.hasPrefix("1 casino") == true, "\(payload.name)")
        #expect(lines.dropFirst(5).first?.hasPrefix("│ casino") == true, "\(payload.name)")
        _ = try run("send-keys", "h")
      }
      _ = try run("send-keys", "q")
    }

    @Test func hostileTextStaysInItsPlace() throws {
      let workshop = try hostileWorkshop()
      let terminal = try opened(workshop, "--sort", "age")
      for number in HostileText.payloads.indices {
        try terminal.wait { $0.lines[2].hasPrefix("c\(number) in t,") }
        #expect(
          terminal.picture.lines[0].hasPrefix(" modq review · "), "\(HostileText.payloads[number].name)")
        #expect(
          terminal.picture.lines[23].hasSuffix("? help  q quit"), "\(HostileText.payloads[number].name)")
        #expect(terminal.picture.strays == [], "\(HostileText.payloads[number].name)")
        try terminal.press("h")
      }
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }
  }
}

import Foundation
import Glibc
import Testing

extension Trials.Processes {
  /// A moderator while another process keeps the log: told what is waited for, and free to go.
  struct WaitingTrials {
    private func opened(_ workshop: Workshop) throws -> PseudoTerminal {
      let terminal = try PseudoTerminal(workshop, ["review"])
      try terminal.wait { $0.contains("q quit") && $0.contains("c1 in t1") }
      return terminal
    }

    private static let notice = "waiting for another process… (q leaves)"

    /// Whether somebody has the lock of those who write.
    private func isKept(_ workshop: Workshop) throws -> Bool {
      let path = workshop.folder.appendingPathComponent("modq.db-lock").path
      let descriptor = open(path, O_RDWR | O_CLOEXEC)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      var request = flock()
      request.l_type = Int16(F_WRLCK)
      request.l_whence = Int16(SEEK_SET)
      request.l_start = 1
      request.l_len = 1
      // F_OFD_GETLK of fcntl(2).
      let result = fcntl(descriptor, 36, &request)
      try #require(result == 0)
      return request.l_type != Int16(F_UNLCK)
    }

    @Test(arguments: HeldLog.Way.allCases)
    func theScreenSaysWhatItWaitsForAndGoesOn(_ way: HeldLog.Way) throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop)
      let held = try HeldLog(workshop, way)
      try terminal.press("s")
      try terminal.wait { $0.contains(WaitingTrials.notice) && $0.contains("c1 in t1") }
      // What is pressed meanwhile can't be meant for a comment that nobody saw.
      try terminal.press("a")
      held.end()
      try terminal.wait { $0.contains("marked as spam: c1") && $0.contains("came too early") }
      try terminal.press("q")
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
      #expect(try workshop.modq("queue", "--format", "ids").output == "c3\nc5\n")
    }

    /// Each way out ends at once: the test would hang for half a minute otherwise, and the status would be another.
    @Test(arguments: HeldLog.Way.allCases, ["q", "\u{3}", "TERM", "HUP"])
    func whoeverWaitsCanLeave(_ way: HeldLog.Way, _ exit: String) throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop)
      let held = try HeldLog(workshop, way)
      try terminal.press("s")
      try terminal.wait { $0.contains(WaitingTrials.notice) }
      switch exit {
      case "TERM": terminal.signal(SIGTERM)
      case "HUP": terminal.signal(SIGHUP)
      default: try terminal.press(exit)
      }
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 75)
      try terminal.wait { $0.text.replacing("\n", with: "").contains("spam c1 was not done") }
      held.end()
      #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
    }

    @Test func whoLooksOnlyIsNotKept() throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop)
      let held = try HeldLog(workshop, .ours)
      // Whoever is kept is told so before anything else comes.
      for (key, words) in [("c", "any key goes back"), ("q", "q quit")] {
        try terminal.press(key)
        #expect(try !terminal.isKeptWaiting(before: words), "\(key)")
      }
      try terminal.press("q")
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
      #expect(try isKept(workshop))
      held.end()
    }

    @Test func aCommandSaysWhatItWaitsFor() throws {
      let workshop = try Workshop.reviewed()
      let held = try HeldLog(workshop, .ours)
      let terminal = try PseudoTerminal(workshop, ["approve", "c1"])
      try terminal.wait { $0.text.hasPrefix("modq: waiting for another process that writes to ") }
      held.end()
      try terminal.wait { $0.contains("approve c1 (undo with") }
      #expect(terminal.end() == 0)
      #expect(terminal.picture.text.components(separatedBy: "waiting for").count == 2)
    }

    @Test func aCommandThatWaitsIsStoppedByASignal() throws {
      let workshop = try Workshop.reviewed()
      let held = try HeldLog(workshop, .sqlite)
      let terminal = try PseudoTerminal(workshop, ["approve", "c1"])
      try terminal.wait { $0.text.hasPrefix("modq: waiting for another process that writes to ") }
      terminal.signal(SIGTERM)
      #expect(terminal.end() == -SIGTERM)
      held.end()
    }

    /// What is committed is done: tidying up is left to the process that keeps the log.
    @Test func aDoneCommandDoesNotWaitToClose() throws {
      let workshop = try Workshop.reviewed()
      let terminal = try opened(workshop)
      try terminal.press("s")
      try terminal.wait { $0.contains("c3 in t1") }
      let held = try HeldLog(workshop, .ours)
      try terminal.press("q")
      try terminal.waitUntilRestored()
      #expect(terminal.end() == 0)
      // It ended although the log is kept still, and had nothing to wait for.
      #expect(try isKept(workshop))
      #expect(!terminal.picture.contains("waiting for another process"))
      held.end()
      #expect(try workshop.modq("verify").status == 0)
    }
  }
}

import Foundation
import Glibc
import Testing

/// How a session at the screen ends: nothing is forgotten unasked, and what was done is said.
struct ReviewLeavingTests {
  private func opened(_ workshop: Workshop, _ id: String = "c1") throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(workshop, ["review"])
    try terminal.wait { $0.contains("\(id) in t1") && $0.contains("q quit") }
    return terminal
  }

  @Test func whatWasDoneIsSaidOnTheWayOut() throws {
    let workshop = try Workshop.reviewed()
    let terminal = try opened(workshop)
    for (key, next) in [("s", "c3 in t1"), ("r", "c5 in t1"), ("z", "c3 in t1"), ("a", "c5 in t1")] {
      try terminal.press(key)
      try terminal.wait { $0.contains(next) }
    }
    try terminal.press("b")
    try terminal.wait { $0.contains("blocked 折ロ") }
    try terminal.press("q")
    try terminal.wait { $0.contains("2 decided: 1 approved, 1 spam; 1 blocked; 1 still held") }
    #expect(terminal.end() == 0)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsItWithTheSameWords(_ number: Int32) throws {
    let terminal = try opened(Workshop.reviewed())
    terminal.signal(number)
    try terminal.wait { $0.contains("nothing decided; 3 still held") }
    #expect(terminal.end() == 0)
  }

  @Test func whoHasSelectedIsAskedOnce() throws {
    let workshop = try Workshop.reviewed()
    let terminal = try opened(workshop)
    try terminal.press("x")
    try terminal.wait { $0.contains("c3 in t1") }
    try terminal.press("q")
    try terminal.wait { $0.contains("1 selected: nothing is decided about it. q again leaves;") }
    // Another key is another thing, and it is asked anew.
    try terminal.press("j")
    try terminal.press("q")
    try terminal.wait { $0.contains("q again leaves") }
    try terminal.press("q")
    try terminal.wait { $0.contains("nothing decided; 3 still held") }
    #expect(terminal.end() == 0)
  }

  @Test func controlCAsksNothing() throws {
    let terminal = try opened(Workshop.reviewed())
    try terminal.press("x")
    try terminal.wait { $0.contains("c3 in t1") }
    try terminal.press("\u{3}")
    try terminal.waitUntilRestored()
    #expect(terminal.end() == 0)
  }

  /// Somebody else waits for the lease to end; whoever was killed does not wait for themselves.
  @Test func whatAKilledSessionHadIsItsOwnersAtOnce() throws {
    let workshop = try Workshop.reviewed()
    let killed = try opened(workshop)
    killed.signal(SIGKILL)
    #expect(killed.end() == -SIGKILL)
    #expect(try workshop.authors("", "--by", "ken") != ["折口"])
    let next = try opened(workshop)
    // One that is alive keeps what it has.
    let beside = try PseudoTerminal(workshop, ["review"])
    try beside.wait { $0.contains("q quit") && $0.contains(" in t1, ") }
    #expect(!beside.picture.contains("c1 in t1"))
    for terminal in [beside, next] {
      try terminal.press("q")
      #expect(terminal.end() == 0)
    }
  }
}

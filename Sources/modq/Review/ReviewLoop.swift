import Glibc
import ModQEventLog
import ModQueue

/// The review screen on a terminal: waits for keys and signals, and draws what came of them.
struct ReviewLoop {
  private(set) var runner: ReviewRunner
  private let terminal: ReviewTerminal

  /// How long the rest of a sequence may be on its way before ESC is taken for the key.
  private static let escapeMilliseconds: Int32 = 50
  /// How long to wait for a key before looking at what others did.
  private static let tickMilliseconds: Int32 = 2_000

  init(_ runner: ReviewRunner, _ terminal: ReviewTerminal) {
    self.runner = runner
    self.terminal = terminal
  }

  /// Runs until the moderator quits, the terminal goes away or a signal says stop; what was claimed is free then.
  mutating func run(alarm: Int32) throws {
    terminal.open(alarm: alarm)
    defer { RawTerminal.leave() }
    do {
      terminal.needs(.key)
      runner.resize(to: RawTerminal.size)
      try runner.start()
      while !terminal.hasEnded, terminal.draw(runner.screen), try turn() {}
    } catch {
      terminal.needs(.leaving)
      try? runner.finish()
      throw error
    }
    terminal.needs(.leaving)
    try runner.finish()
  }

  /// Waits for something and deals with it; false to end.
  private mutating func turn() throws -> Bool {
    // What comes meanwhile is more urgent.
    terminal.needs(.nobody)
    try runner.idle()
    let patience =
      terminal.isKeyCutOff ? ReviewLoop.escapeMilliseconds : ReviewLoop.tickMilliseconds
    guard let arrival = terminal.wait(milliseconds: patience) else {
      if let key = terminal.takeCutOffKey() { return try take([key]) }
      try runner.tick()
      return true
    }
    if arrival.signals {
      guard try takeSignals() else { return false }
      // Who pressed a key by now can't have seen what the window has room for since.
      return try take([], early: terminal.takeEarlyKeys(untilNow: true))
    }
    let early = terminal.takeEarlyKeys(untilNow: false)
    guard early.isEmpty else { return try take([], early: early) }
    guard let keys = terminal.readKeys() else { return false }
    return try take(keys)
  }

  /// Does what keys ask for, one after the other; `early` are those of them that came while another one was waited for.
  private mutating func take(_ keys: [Key], early: [Key] = []) throws -> Bool {
    let comment = runner.current
    for key in keys {
      // Whoever pressed it can't have meant a comment that was not on the screen yet.
      if runner.current != comment, runner.passOver(key) { continue }
      guard try press(key) else { return false }
    }
    for key in early + terminal.takeEarlyKeys(untilNow: runner.current != comment) {
      if runner.passOver(key) { continue }
      guard try press(key) else { return false }
    }
    return true
  }

  private mutating func press(_ key: Key) throws -> Bool {
    terminal.needs(.key)
    switch try runner.press(key) {
    case .goOn: break
    case .redraw: terminal.forget()
    case .suspend:
      RawTerminal.suspend()
      try comeBack()
    case .quit: return false
    }
    return !terminal.hasEnded
  }

  private mutating func takeSignals() throws -> Bool {
    for number in terminal.takeSignals() {
      switch number {
      case SIGWINCH:
        // Of several changes but the last may be seen; what each did to what stood there is not known.
        runner.resize(to: RawTerminal.size)
        terminal.forget()
      case SIGTSTP:
        RawTerminal.suspend()
        try comeBack()
      case SIGCONT:
        // Stopped by a signal that can't be caught: a shell may have used the terminal meanwhile.
        RawTerminal.enter()
        try comeBack()
      default: return false
      }
    }
    return true
  }

  private mutating func comeBack() throws {
    runner.resize(to: RawTerminal.size)
    terminal.forget()
    terminal.needs(.nobody)
    try runner.tick()
  }
}

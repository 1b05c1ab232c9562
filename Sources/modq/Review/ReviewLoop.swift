import Glibc
import ModQEventLog
import ModQueue

/// The review screen on a terminal: waits for keys and signals, and draws what came of them.
struct ReviewLoop {
  private var runner: ReviewRunner
  private var writer: ScreenWriter
  private var keyboard = Keyboard()
  private let alarm: Int32

  /// How long the rest of a sequence may be on its way before ESC is taken for the key.
  private static let escapeMilliseconds: Int32 = 50
  /// How long to wait for a key before looking at what others did.
  private static let tickMilliseconds: Int32 = 2_000

  init(_ runner: ReviewRunner, isStyled: Bool, alarm: Int32) {
    self.runner = runner
    self.alarm = alarm
    writer = ScreenWriter(isStyled: isStyled)
  }

  /// Runs until the moderator quits, the terminal goes away or a signal says stop; what was claimed is free then.
  mutating func run() throws {
    RawTerminal.enter()
    defer { RawTerminal.leave() }
    do {
      runner.resize(to: RawTerminal.size)
      try runner.start()
      while try draw(), try turn() {}
    } catch {
      try? runner.finish()
      throw error
    }
    try runner.finish()
  }

  /// Waits for something and deals with it; false to end.
  private mutating func turn() throws -> Bool {
    try runner.idle()
    var waiting = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alarm, events: Int16(POLLIN), revents: 0),
    ]
    let patience = keyboard.isWaiting ? ReviewLoop.escapeMilliseconds : ReviewLoop.tickMilliseconds
    let ready = poll(&waiting, 2, patience)
    if ready < 0 { return errno == EINTR }
    if ready == 0 {
      guard let key = keyboard.flush() else {
        try runner.tick()
        return true
      }
      return try press(key)
    }
    if waiting[1].revents != 0 {
      guard try takeSignals() else { return false }
    }
    return waiting[0].revents == 0 ? true : try takeKeys()
  }

  private mutating func takeKeys() throws -> Bool {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) }
    let comment = runner.current
    for key in keyboard.keys(from: bytes[..<count]) {
      // Whoever pressed it can't have meant a comment that was not on the screen yet.
      if runner.current != comment, runner.passOver(key) { continue }
      guard try press(key) else { return false }
    }
    return true
  }

  private mutating func press(_ key: Key) throws -> Bool {
    switch try runner.press(key) {
    case .goOn: break
    case .redraw: writer.forget()
    case .suspend:
      RawTerminal.suspend()
      try comeBack()
    case .quit: return false
    }
    return true
  }

  private mutating func takeSignals() throws -> Bool {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(alarm, &numbers, numbers.count)
    for number in numbers.prefix(max(count, 0)) {
      switch Int32(number) {
      case SIGWINCH:
        // Of several changes but the last may be seen; what each did to what stood there is not known.
        runner.resize(to: RawTerminal.size)
        writer.forget()
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
    writer.forget()
    try runner.tick()
  }

  /// False when nobody can see it any more.
  private mutating func draw() throws -> Bool {
    var output = Output()
    do throws(OutputFailure) {
      try output.write(writer.bytes(for: runner.screen))
      try output.flush()
    } catch {
      return false
    }
    return true
  }
}

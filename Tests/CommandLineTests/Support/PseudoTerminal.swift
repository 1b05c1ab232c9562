import Foundation
import Glibc
import Testing

/// A run of `modq` on a terminal of its own (pty(7)), seen through a ``TerminalPicture``.
final class PseudoTerminal {
  private let process = Process()
  /// Goes with this, not before.
  private let workshop: Workshop
  private let master: Int32
  private let slave: Int32
  private(set) var picture: TerminalPicture

  /// How long to wait for a screen before it counts as hanging: no measure of speed.
  private static let patienceMilliseconds: Int32 = 60_000

  /// Of ioctl_tty(2), as most architectures number them.
  private enum Request {
    static let lock: UInt = 0x4004_5431
    static let number: UInt = 0x8004_5430
  }

  /// `typedAhead` is in the terminal before the program begins.
  init(
    _ workshop: Workshop, _ arguments: [String], columns: Int = 80, rows: Int = 24, typedAhead: String = ""
  ) throws {
    self.workshop = workshop
    // The C library's module does not show posix_openpt(3) and its like; these are what they do on Linux.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var (unlocked, number): (Int32, Int32) = (0, 0)
    try #require(master >= 0 && ioctl(master, Request.lock, &unlocked) == 0)
    try #require(ioctl(master, Request.number, &number) == 0)
    let name = "/dev/pts/\(number)"
    slave = open(name, O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    for end in [master, slave] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    picture = TerminalPicture(columns: columns, rows: rows)
    setSize(columns: columns, rows: rows)
    process.executableURL = ModQProcess.executable
    process.arguments = arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm", "MODQ_MODERATOR": "aya",
      "MODQ_DB": workshop.folder.appendingPathComponent("modq.db").path,
    ].merging(ModQProcess.withoutCoverage) { $1 }
    let end = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = end
    process.standardOutput = end
    process.standardError = end
    if !typedAhead.isEmpty { try press(typedAhead) }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(master)
    close(slave)
  }

  var identifier: Int32 { process.processIdentifier }

  /// Whether keys come one by one, without echo: what a program that was killed must not leave behind.
  var isRaw: Bool {
    var state = termios()
    return tcgetattr(slave, &state) == 0 && state.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0
  }

  func press(_ keys: String) throws {
    let bytes = Array(keys.utf8)
    try #require(write(master, bytes, bytes.count) == bytes.count)
  }

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  func resize(columns: Int, rows: Int) {
    picture = TerminalPicture(columns: columns, rows: rows)
    setSize(columns: columns, rows: rows)
    // The kernel sends it to the group in the foreground, which is none here.
    signal(SIGWINCH)
  }

  /// Reads what is written until the picture is as wanted.
  func wait(_ place: SourceLocation = #_sourceLocation, until isWanted: (TerminalPicture) -> Bool) throws {
    var waited: Int32 = 0
    while !isWanted(picture) {
      var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 50) > 0 else {
        waited += 50
        try #require(waited < PseudoTerminal.patienceMilliseconds, "\(picture.text)", sourceLocation: place)
        continue
      }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(master, &bytes, bytes.count)
      try #require(count > 0, "\(picture.text)", sourceLocation: place)
      picture.take(bytes[..<count])
    }
  }

  /// Waits for `words`; whether anything before them said that another process was waited for.
  func isKeptWaiting(
    before words: String, _ place: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    var isTold = false
    try wait(place) {
      isTold = isTold || $0.contains("waiting for another process")
      return $0.contains(words)
    }
    return isTold
  }

  /// Waits until the terminal is as it was before.
  func waitUntilRestored(_ place: SourceLocation = #_sourceLocation) throws {
    try wait(place) { $0.isOrdinary }
    var waited = 0
    while isRaw {
      usleep(10_000)
      waited += 1
      try #require(waited < 3_000, "the terminal is left raw", sourceLocation: place)
    }
  }

  /// Waits for the end: the exit status, or the signal that ended it as a negative number.
  func end() -> Int32 {
    for _ in 0..<3_000 where process.isRunning { usleep(20_000) }
    if process.isRunning {
      Issue.record("it does not end: \(picture.text)")
      kill(process.processIdentifier, SIGKILL)
    }
    process.waitUntilExit()
    let status = process.terminationStatus
    return process.terminationReason == .uncaughtSignal ? -status : status
  }

  private func setSize(columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }
}

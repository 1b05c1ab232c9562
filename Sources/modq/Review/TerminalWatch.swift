import ArgumentParser
import Glibc

/// A process beside the review screen that outlives its sudden end, and puts the terminal right then.
///
/// It waits at a pipe whose other end the reviewer alone has: a byte says that all is well, the end of the pipe that the
/// reviewer was killed in a way that no handler sees.
struct TerminalWatch {
  private let pipe: Int32
  private let process: pid_t

  /// What it is told.
  private enum Word {
    static let allIsWell: UInt8 = 1
  }

  /// Starts it; nil if that can't be done, which costs but this net.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var state = RawTerminal.original
    _ = withUnsafeBytes(of: &state) { Glibc.write(ends[1], $0.baseAddress, $0.count) }
    var files = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&files)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&files, ends[0], WatchCommand.descriptor)
    // A group of its own: what is sent to ours does not reach it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("modq"), strdup(WatchCommand.name), nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/proc/self/exe", &files, &attributes, &arguments, environ) == 0 else {
      close(ends[1])
      return nil
    }
    pipe = ends[1]
    process = child
  }

  /// The terminal is as it was: nothing is left to watch.
  func end() {
    var word = Word.allIsWell
    _ = Glibc.write(pipe, &word, 1)
    close(pipe)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }
}

/// The watching process.
struct WatchCommand: ParsableCommand {
  static let name = "watch-terminal"
  /// The pipe, in the process that watches.
  static let descriptor: Int32 = 3

  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Put a terminal right when the review screen was killed.",
    shouldDisplay: false)

  func run() {
    for number in [SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGTTOU, SIGTTIN] { signal(number, SIG_IGN) }
    var state = termios()
    let isComplete = withUnsafeMutableBytes(of: &state) { WatchCommand.fill($0) }
    var word: UInt8 = 0
    guard isComplete, withUnsafeMutableBytes(of: &word, { !WatchCommand.fill($0) }) else { return }
    let closing = ScreenWriter.closing
    _ = write(STDOUT_FILENO, closing.utf8Start, closing.utf8CodeUnitCount)
    var current = termios()
    // A shell that has the terminal by now has set it as it likes it: with signals, which we had switched off.
    guard tcgetattr(STDIN_FILENO, &current) == 0, current.c_lflag & tcflag_t(ISIG) == 0 else { return }
    tcsetattr(STDIN_FILENO, TCSANOW, &state)
  }

  /// Reads as much as fits; false if the pipe ends before.
  private static func fill(_ bytes: UnsafeMutableRawBufferPointer) -> Bool {
    var count = 0
    while count < bytes.count {
      let got = read(descriptor, bytes.baseAddress?.advanced(by: count), bytes.count - count)
      if got > 0 { count += got } else if got == 0 || errno != EINTR { return false }
    }
    return true
  }
}

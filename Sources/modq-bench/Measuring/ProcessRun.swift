import Foundation
import Glibc

/// A program that ran to its end, and what it took: wait4(2).
struct ProcessRun {
  /// From before it was started until its end was seen.
  let seconds: Double
  /// Of all its threads, in the program and in the kernel.
  let processorSeconds: Double
  /// The most memory that was resident at once.
  ///
  /// Linux counts what the process that started it had at that moment: never less than some MiB.
  let peakMiB: Double
  let status: Int32
  /// The last lines of its standard error.
  let said: String

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - command: a path, or a name to look for in PATH, and the arguments.
  ///   - input: a file to read from.
  ///   - output: a file to write to, which is made or emptied.
  ///   - expecting: the exit statuses that are no failure.
  /// - Throws: what standard error said last, for another status; and when this process was asked to stop, as the
  ///   program is then too.
  @discardableResult
  init(
    _ command: [String], input: String = "/dev/null", output: String = "/dev/null",
    expecting: Set<Int32> = [0]
  ) throws(BenchFailure) {
    try Interruption.check()
    let errors = "/tmp/modq-bench-\(UUID().uuidString)"
    defer { unlink(errors) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let start = Stopwatch()
    let process = try Self.spawn(command, actions)
    var (state, usage) = (Int32(0), rusage())
    while wait4(process, &state, 0, &usage) < 0 {
      guard errno == EINTR else { throw BenchFailure("wait4", code: errno) }
      if Interruption.isPending { kill(process, SIGTERM) }
    }
    seconds = start.seconds
    processorSeconds = usage.ru_utime.seconds + usage.ru_stime.seconds
    peakMiB = Double(usage.ru_maxrss) / 1_024
    // WIFEXITED and WEXITSTATUS, which are macros.
    status = state & 0x7F == 0 ? (state >> 8) & 0xFF : -(state & 0x7F)
    said = ((try? TextFile.read(errors)) ?? "").split(separator: "\n").suffix(3).joined(separator: "\n")
    try Interruption.check()
    guard expecting.contains(status) else {
      throw BenchFailure("\(command.joined(separator: " ")) ended with \(status)\n\(said)")
    }
  }

  /// Starts `command` with the descriptors that `actions` set.
  static func spawn(
    _ command: [String], _ actions: posix_spawn_file_actions_t
  ) throws(BenchFailure) -> pid_t {
    var actions = actions
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let code = posix_spawnp(&process, command[0], &actions, nil, arguments, environ)
    guard code == 0 else { throw BenchFailure("can't start \(command[0])", code: code) }
    return process
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}

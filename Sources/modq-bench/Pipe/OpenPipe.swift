import Glibc
import ModQEvent

/// A program that goes on: one line in, one line out.
final class OpenPipe {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var reader: LineReader

  /// Starts `command` with pipes for its standard input and output.
  init(_ command: [String]) throws(BenchFailure) {
    var (toProgram, fromProgram): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard pipe(&toProgram) == 0, pipe(&fromProgram) == 0 else { throw BenchFailure("pipe", code: errno) }
    // The program has its two ends as standard streams; with the others it would never see the end of its input.
    for end in toProgram + fromProgram { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toProgram[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromProgram[1], STDOUT_FILENO)
    process = try ProcessRun.spawn(command, actions)
    close(toProgram[0])
    close(fromProgram[1])
    input = toProgram[1]
    output = fromProgram[0]
    reader = LineReader(descriptor: output)
  }

  /// Ends its input, and waits until it is done.
  func finish() {
    close(input)
    var state: Int32 = 0
    while waitpid(process, &state, 0) < 0, errno == EINTR {}
    close(output)
  }

  /// Sends a line, newline included, and waits for a line; seconds from the one to the other.
  func answer(to line: [UInt8]) throws -> Double {
    let start = Stopwatch()
    try BufferedOutput.write(line, to: input)
    guard case .line = try reader.next() else { throw BenchFailure("the program ended") }
    return start.seconds
  }
}

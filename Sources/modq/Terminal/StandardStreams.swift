import Glibc

/// Standard input, output and error, which whoever starts a program may have closed.
enum StandardStreams {
  /// Keeps the numbers of closed streams from being given to the files that are opened next: verdicts would be written
  /// into one of these, messages into another, and events be read from it.
  ///
  /// Each is opened the wrong way round, as the C library does it for privileged programs, so that whoever uses it
  /// learns that it is closed (EBADF). The lowest free number is taken (open(2)), which is the stream's own because
  /// those below are open by then.
  static func holdClosed() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}

import Glibc
import Synchronization

/// The terminal while modq has it to itself: every key at once, no echo, another screen, and back on every way out.
///
/// Three nets, each for what the one before can't catch: the caller's ``leave()``; handlers of the signals that end a
/// process; and a small process beside this one (``TerminalWatch``) that puts things right when this one was killed.
enum RawTerminal {
  /// What the terminal was before.
  ///
  /// Written before a handler is installed, only read afterwards.
  nonisolated(unsafe) private static var before = termios()
  private static let isRaw = Atomic<Bool>(false)
  /// The end of a pipe that handlers write the number of a signal to.
  private static let alarm = Atomic<Int32>(-1)

  /// The signals that the screen reacts to; a handler only passes on that they came.
  private static let told = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]
  /// The signals that end a process: the terminal is put right before they do.
  private static let deadly = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT]
  /// A handler runs on a stack of its own: the one in use may be what overflowed.
  private static let stackBytes = 64 << 10

  /// Notes what the terminal is, and installs the handlers.
  ///
  /// - Returns: a descriptor on which the numbers of signals can be read, one byte each; nil if standard input is no
  ///   terminal or there are no descriptors left.
  static func prepare() -> Int32? {
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      // A handler must not wait, and what is not read says nothing new.
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    alarm.store(ends[1], ordering: .relaxed)
    _ = ScreenWriter.closing.utf8CodeUnitCount
    catchSignals()
    return ends[0]
  }

  /// The state to come back to.
  static var original: termios { before }

  /// Takes the terminal; again after a stop.
  static func enter() {
    var raw = before
    cfmakeraw(&raw)
    isRaw.store(true, ordering: .relaxed)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    write(ScreenWriter.opening)
  }

  /// Gives the terminal back; once is as good as twice.
  ///
  /// Calls nothing that a signal handler may not (signal-safety(7)).
  static func leave() {
    guard isRaw.exchange(false, ordering: .relaxed) else { return }
    write(ScreenWriter.closing)
    tcsetattr(STDIN_FILENO, TCSANOW, &before)
  }

  /// Stops this process as the key for that would have; returns when it goes on.
  static func suspend() {
    leave()
    kill(getpid(), SIGSTOP)
    enter()
  }

  static var size: ScreenSize {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return ScreenSize(columns: 80, rows: 24)
    }
    return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  private static func catchSignals() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in told + deadly { sigaddset(&set, number) }
    // A parent that blocks them, as Foundation's Process does, must not make us deaf.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    var stack = stack_t()
    stack.ss_sp = malloc(stackBytes)
    stack.ss_size = stackBytes
    sigaltstack(&stack, nil)
    for number in told {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        let code = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = Glibc.write(RawTerminal.alarm.load(ordering: .relaxed), &byte, 1)
        errno = code
      }
      sigaction(number, &action, nil)
    }
    for number in deadly {
      var action = sigaction()
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | Int32(SA_ONSTACK)
      action.__sigaction_handler.sa_handler = { number in
        RawTerminal.leave()
        // Its own action is the default again, and takes it when this handler returns.
        raise(number)
      }
      sigaction(number, &action, nil)
    }
  }

  private static func write(_ text: StaticString) {
    _ = Glibc.write(STDOUT_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }
}

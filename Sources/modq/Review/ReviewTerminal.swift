import Glibc
import ModQEventLog
import ModQueue
import Synchronization

/// The terminal of a review session: what is drawn on it, and the keys and signals that come from it, also while another
/// process keeps the log.
///
/// The session waits in the middle of what a key asked for; so the wait itself looks at the terminal (``goesOn(_:)``), and
/// keeps what came for afterwards.
final class ReviewTerminal: Sendable {
  private let state: Mutex<State>
  private let path: String
  private let keys: KeyMap

  /// What the log is needed for, and so how a wait for it ends.
  enum Need {
    /// The screen is not up yet: the terminal still is the shell's.
    case opening
    /// A key asked for it, and is answered by nothing else; the key to quit and signals end it.
    case key
    /// Nobody asked for it: it gives way to whatever comes.
    case nobody
    /// The moderator has left.
    case leaving
  }

  private struct State {
    var need = Need.opening
    var alarm: Int32 = -1
    var keyboard = Keyboard()
    var writer: ScreenWriter
    var screen: Screen?
    /// Came during a wait.
    var keys: [Key] = []
    var signals: [Int32] = []
    var hasEnded = false
  }

  /// What is shorter is no wait to a person, and what is shown would only flicker.
  private static let showingMilliseconds = 300
  /// What is left to do on leaving is not worth more: claims end by themselves.
  private static let leavingMilliseconds = 200

  init(path: String, keys: KeyMap, isStyled: Bool) {
    self.path = path
    self.keys = keys
    state = Mutex(State(writer: ScreenWriter(isStyled: isStyled)))
  }

  /// Waits for another process as long as nobody at this terminal wants something else.
  var patience: Patience { Patience { self.goesOn($0) } }

  /// Whether the moderator left, or the terminal went, during a wait.
  var hasEnded: Bool { state.withLock { $0.hasEnded } }

  /// Takes the terminal; signals come from `alarm`.
  func open(alarm: Int32) {
    state.withLock { $0.alarm = alarm }
    RawTerminal.enter()
  }

  func needs(_ need: Need) {
    state.withLock { $0.need = need }
  }

  // MARK: What comes

  /// What there is to be taken.
  struct Arrival {
    var signals: Bool
    var keys: Bool
  }

  /// Waits for something to come; nil if nothing did for so long.
  func wait(milliseconds: Int32) -> Arrival? {
    let (alarm, kept) = state.withLock { state in
      (state.alarm, Arrival(signals: !state.signals.isEmpty, keys: !state.keys.isEmpty))
    }
    if kept.signals || kept.keys { return kept }
    return ReviewTerminal.arrival(alarm, milliseconds)
  }

  /// The numbers of the signals that came.
  func takeSignals() -> [Int32] {
    state.withLock { state in
      ReviewTerminal.readSignals(&state)
      defer { state.signals = [] }
      return state.signals
    }
  }

  /// The keys that came before what the last ones were for could be seen: during a wait, or with `untilNow` at any time.
  func takeEarlyKeys(untilNow: Bool) -> [Key] {
    state.withLock { state in
      if untilNow, ReviewTerminal.arrival(-1, 0)?.keys == true {
        state.keys += ReviewTerminal.readKeys(&state.keyboard) ?? []
      }
      defer { state.keys = [] }
      return state.keys
    }
  }

  /// The keys that are there; nil if no more will come.
  func readKeys() -> [Key]? {
    state.withLock { ReviewTerminal.readKeys(&$0.keyboard) }
  }

  /// Whether a key is cut off in the middle, as ESC may be.
  var isKeyCutOff: Bool { state.withLock { $0.keyboard.isWaiting } }

  /// The key that ``isKeyCutOff``, when no more of it came.
  func takeCutOffKey() -> Key? { state.withLock { $0.keyboard.flush() } }

  // MARK: What is drawn

  /// False when nobody can see it any more.
  func draw(_ screen: Screen) -> Bool {
    state.withLock { state in
      state.screen = screen
      return ReviewTerminal.write(screen, &state.writer)
    }
  }

  /// What stands on the terminal is not known: the next screen is drawn whole.
  func forget() {
    state.withLock { $0.writer.forget() }
  }

  // MARK: While another process keeps the log

  private func goesOn(_ waitedMilliseconds: Int) -> Bool {
    state.withLock { state in
      switch state.need {
      case .opening:
        return Waiting.goesOn(path, waitedMilliseconds)
      case .leaving:
        return waitedMilliseconds < ReviewTerminal.leavingMilliseconds
      case .nobody:
        return waitedMilliseconds < Patience.limitMilliseconds
          && state.keys.isEmpty && state.signals.isEmpty && ReviewTerminal.arrival(state.alarm, 0) == nil
      case .key:
        look(&state)
        guard !state.hasEnded else { return false }
        if waitedMilliseconds >= ReviewTerminal.showingMilliseconds { show(&state) }
        return waitedMilliseconds < Patience.limitMilliseconds
      }
    }
  }

  /// Takes what came: the end of it all at once, everything else for later.
  private func look(_ state: inout State) {
    guard let arrival = ReviewTerminal.arrival(state.alarm, 0) else { return }
    let before = state.signals.count
    ReviewTerminal.readSignals(&state)
    state.hasEnded =
      state.hasEnded || state.signals.dropFirst(before).contains { [SIGINT, SIGTERM, SIGHUP].contains($0) }
    guard arrival.keys else { return }
    guard let keys = ReviewTerminal.readKeys(&state.keyboard) else {
      state.hasEnded = true
      return
    }
    state.hasEnded = state.hasEnded || keys.contains { self.keys.action(of: $0) == .quit }
    state.keys += keys
  }

  private func show(_ state: inout State) {
    var screen = state.screen ?? Screen(RawTerminal.size)
    screen.cursor = nil
    let quit = keys.keys(of: .quit).first ?? ""
    let words = ScreenLine("waiting for another process… (\(quit) leaves)", .bold)
    screen.put(words.filled(to: screen.size.columns, []), row: max(0, screen.size.rows - 2))
    _ = ReviewTerminal.write(screen, &state.writer)
  }

  // MARK: The device

  private static func write(_ screen: Screen, _ writer: inout ScreenWriter) -> Bool {
    var output = Output()
    do throws(OutputFailure) {
      try output.write(writer.bytes(for: screen))
      try output.flush()
      return true
    } catch {
      return false
    }
  }

  private static func readKeys(_ keyboard: inout Keyboard) -> [Key]? {
    var bytes = [UInt8](repeating: 0, count: 4_096)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && (errno == EINTR || errno == EAGAIN) ? [] : nil }
    return keyboard.keys(from: bytes[..<count])
  }

  private static func readSignals(_ state: inout State) {
    var numbers = [UInt8](repeating: 0, count: 64)
    let count = read(state.alarm, &numbers, numbers.count)
    state.signals += numbers.prefix(max(count, 0)).map(Int32.init)
  }

  /// What is there after so long, or sooner; nil for nothing.
  ///
  /// A signal during the wait counts as one.
  private static func arrival(_ alarm: Int32, _ milliseconds: Int32) -> Arrival? {
    var requests = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alarm, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&requests, nfds_t(requests.count), milliseconds)
    guard count != 0 else { return nil }
    guard count > 0 else { return errno == EINTR ? Arrival(signals: true, keys: false) : nil }
    return Arrival(signals: requests[1].revents != 0, keys: requests[0].revents != 0)
  }
}

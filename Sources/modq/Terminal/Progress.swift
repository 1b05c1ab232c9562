import Glibc

/// How far a long run is, on a terminal's standard error and nowhere else.
final class Progress {
  private let name: String
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ name: String) {
    self.name = name
  }

  func show(_ done: Int64, of all: Int64) {
    guard isShown else { return }
    write("\r\(name): \(done) of \(all)")
  }

  /// Says what is being done, where nothing can be counted.
  func say(_ what: String) {
    guard isShown else { return }
    write("\r\u{1B}[K\(name): \(what)")
  }

  func end() {
    if isShown { write("\r\u{1B}[K") }
  }

  /// A terminal that is stopped keeps nobody waiting: others might wait for the transaction that this is called from.
  private func write(_ text: String) {
    guard Output.isReady(STDERR_FILENO) else { return }
    var output = Output(descriptor: STDERR_FILENO)
    try? output.write(text)
    try? output.flush()
  }
}

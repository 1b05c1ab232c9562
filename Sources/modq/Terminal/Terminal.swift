import Glibc

/// The terminal that a person reads on, as far as standard output is one.
struct Terminal {
  /// Columns of a line.
  let width: Int
  /// Whether words may be emphasised with SGR sequences (ECMA-48).
  let isStyled: Bool

  /// - Parameter withoutColor: the user wants none; `NO_COLOR` (https://no-color.org) says the same.
  init(withoutColor: Bool) {
    let isTerminal = Output.isTerminal
    isStyled = isTerminal && !withoutColor && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    var size = winsize()
    if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      width = max(40, Int(size.ws_col))
    } else {
      width = environment("COLUMNS").flatMap { Int($0) }.map { min(max(40, $0), 1_000) } ?? 80
    }
  }

  /// For tests and for what is no terminal.
  init(width: Int, isStyled: Bool = false) {
    self.width = width
    self.isStyled = isStyled
  }

  enum Emphasis: String {
    case bold = "1"
    case dim = "2"
    case reverse = "7"
  }

  /// `text`, which is measured and made visible already, with emphasis where that is wanted.
  func emphasised(_ text: String, _ emphasis: Emphasis) -> String {
    isStyled && !text.isEmpty ? "\u{1B}[\(emphasis.rawValue)m\(text)\u{1B}[0m" : text
  }
}

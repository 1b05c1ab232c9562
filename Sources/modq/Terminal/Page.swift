import ModQEvent

/// Text for a person, made line by line: what is ours stands at the edge, what is foreign behind a bar.
struct Page {
  private(set) var text = ""
  let terminal: Terminal

  init(_ terminal: Terminal) {
    self.terminal = terminal
  }

  /// A head of a part, ours alone.
  mutating func head(_ title: String) {
    text += (text.isEmpty ? "" : "\n") + terminal.emphasised(title, .bold) + "\n"
  }

  /// A line of our words; foreign parts of it are visible already.
  mutating func line(_ line: String) {
    text += line + "\n"
  }

  /// A foreign text in full, wrapped, each line behind `indent` and a bar: so it can't pass for a prompt or for us.
  mutating func quote(_ body: String?, indent: Int = 0, limit: Int = .max) {
    let bar = String(repeating: " ", count: indent) + terminal.emphasised("│", .dim)
    guard let body else {
      text += bar + " (erased)\n"
      return
    }
    let lines = VisibleText(body, keepingLines: true).wrapped(to: terminal.width - indent - 2)
    for line in lines.prefix(limit) { text += bar + (line.isEmpty ? "" : " \(line)") + "\n" }
    if lines.count > limit { text += bar + " … (\(lines.count - limit) more lines)\n" }
  }
}

extension Timestamp {
  /// For pages: the day and the second, in UTC.
  var second: String { String(rfc3339.prefix(19)).replacing("T", with: " ") + " UTC" }
}

import ModQEvent
import ModQueue

/// What a session looks like.
extension ReviewSession {
  /// The rows between the first and the two last, where the comment stands.
  var pageRows: Int { max(1, size.rows - 3) }

  /// The columns that are laid out for: in a window that is too small nothing of it is shown.
  var columns: Int { max(size.columns, ScreenSize.least.columns) }

  var screen: Screen {
    guard size.isEnough else { return tinyScreen }
    var screen = Screen(size)
    screen.put(header, row: 0)
    for (row, line) in lines.dropFirst(offset).prefix(pageRows).enumerated() {
      screen.put(line, row: row + 1)
    }
    if case .typing(let purpose, let editor) = mode {
      let prompt = Prompt(purpose, editor, width: size.columns)
      screen.put(
        message.isEmpty ? ScreenLine(purpose.help, .dim) : ScreenLine(message, .bold), row: size.rows - 2)
      screen.put(prompt.line, row: size.rows - 1)
      screen.cursor = (size.rows - 1, prompt.cursor)
    } else {
      screen.put(messageLine, row: size.rows - 2)
      screen.put(footer, row: size.rows - 1)
    }
    return screen
  }

  /// What a window shows that is too small for anything else: no key decides about what nobody sees.
  private var tinyScreen: Screen {
    var screen = Screen(size)
    let least = ScreenSize.least
    let words = ScreenLine("window too small: \(least.columns)×\(least.rows) at least", .bold)
    for (row, line) in words.wrapped(to: size.columns).enumerated() { screen.put(line, row: row) }
    if size.rows > 1 { screen.put(hint(.quit), row: size.rows - 1) }
    return screen
  }

  /// What is shown before the first key was pressed.
  var greeting: String {
    "one key decides: \(keyName(.approve)) publishes, \(keyName(.reject)) hides, \(keyName(.undo)) takes back, "
      + "\(keyName(.help)) explains"
  }

  /// The shortest key of an action; the action's name where no key has it.
  func keyName(_ action: ReviewAction) -> String {
    keys.keys(of: action).first ?? action.rawValue
  }

  func hint(for key: Key) -> String {
    "\(key.name) does nothing here: \(keyName(.help)) shows all keys"
  }

  /// The lines when nothing waits.
  var emptyLines: [ScreenLine] {
    let isAll = selected.isEmpty && skipped.isEmpty
    var texts = [
      "Nothing \(isAll ? "" : "else ")waits\(filter.map { " that is \($0.text)" } ?? "")."
    ]
    if !selected.isEmpty {
      texts.append(
        "\(selected.count) selected: \(keyName(.approveSelected)), \(keyName(.rejectSelected)), "
          + "\(keyName(.spamSelected)) decide about all of them.")
    }
    if !skipped.isEmpty { texts.append("\(keyName(.skip)) goes through those again that you left.") }
    if filter != nil { texts.append("\(keyName(.filter)) changes what is gone through.") }
    texts.append("\(keyName(.undo)) takes back your last decision, \(keyName(.quit)) stops.")
    return [ScreenLine("")] + texts.flatMap { ScreenLine($0).wrapped(to: columns) }
  }

  private var header: ScreenLine {
    var parts = ["modq review"]
    if let waiting {
      let most = ReviewDesk.countedAtMost
      parts.append(waiting > most ? "over \(most) wait" : "\(waiting) wait\(waiting == 1 ? "s" : "")")
    }
    parts.append("\(decided) decided")
    if !selected.isEmpty { parts.append("\(selected.count) selected\(isSelected ? ", this too" : "")") }
    if let filter { parts.append(filter.text) }
    let left = ScreenLine(" " + parts.joined(separator: " · "), .reverse)
    var line = left.fitted(to: size.columns)
    // Whose session it is, where there is room.
    let name = ScreenLine("\(moderator) ", .reverse)
    if line.width + name.width + 1 <= size.columns {
      line = line.filled(to: size.columns - name.width, .reverse)
      line.add(name)
    }
    return line.filled(to: size.columns, .reverse)
  }

  /// The message, and how much is below.
  private var messageLine: ScreenLine {
    let below = lines.count - offset - pageRows
    var more = ""
    if below > 0 { more = " ↓ \(below) more" } else if offset > 0 { more = " ↑ the end" }
    var line = ScreenLine(message, .bold).fitted(to: size.columns - more.count)
    line = line.filled(to: size.columns - more.count, [])
    line.add(more, .dim)
    return line
  }

  /// The keys that there is room for, the most needed first; help and quit always.
  private var footer: ScreenLine {
    if mode == .help || mode == .thread {
      return ScreenLine("any key goes back; arrows and space scroll", .dim)
    }
    let first: [ReviewAction] = [.approve, .reject, .spam, .skip, .undo, .escalate, .select, .block, .trust]
    let rest: [ReviewAction] = [.note, .thread, .filter]
    let last = [ReviewAction.help, .quit].map(hint)
    var width = last.reduce(0) { $0 + $1.width + 2 }
    var line = ScreenLine()
    for item in (first + rest).map(hint) {
      guard width + item.width + 2 <= size.columns + 2 else { break }
      width += item.width + 2
      line.add(item)
      line.add("  ")
    }
    line.add(last[0])
    line.add("  ")
    line.add(last[1])
    return line
  }

  private func hint(_ action: ReviewAction) -> ScreenLine {
    var line = ScreenLine(keyName(action), .bold)
    line.add(" \(action.label ?? action.rawValue)")
    return line
  }

  // MARK: Laying out

  mutating func scroll(_ action: ReviewAction) {
    let page = max(1, pageRows - 1)
    switch action {
    case .up: offset -= 1
    case .down: offset += 1
    case .pageUp: offset -= page
    case .pageDown: offset += page
    case .top: offset = 0
    case .bottom: offset = lines.count
    default: break
    }
    clampOffset()
  }

  mutating func clampOffset() {
    offset = max(0, min(offset, lines.count - pageRows))
  }

  var threadPage: ThreadPage {
    ThreadPage(thread, around: item?.page.summary.id ?? "", width: columns)
  }

  /// Lays out what is shown for the width there is.
  mutating func layOut() {
    switch mode {
    case .help: lines = HelpPage(keys, width: columns).lines
    case .thread: lines = threadPage.lines
    case .comment, .typing:
      lines = item.map { ReviewPage($0, width: columns).lines } ?? emptyLines
    }
    clampOffset()
  }
}

/// A line that is being typed, with the part of it that fits around the cursor.
private struct Prompt {
  let line: ScreenLine
  /// The column of the cursor.
  let cursor: Int

  init(_ purpose: ReviewSession.Purpose, _ editor: LineEditor, width: Int) {
    // What is typed has to be seen, whatever it is for.
    let label = ScreenLine(purpose.label, .bold).fitted(to: width - 12)
    let room = max(4, width - label.width - 2)
    // From the left, what is before the cursor gives way.
    var before = editor.characters[..<editor.cursor].map { ScreenLine(String($0)) }
    var taken = before.reduce(0) { $0 + $1.width }
    while taken > room, let first = before.first {
      taken -= first.width
      before.removeFirst()
    }
    var line = label
    for part in before { line.add(part) }
    cursor = min(line.width, width - 1)
    for character in editor.characters[editor.cursor...] { line.add(String(character)) }
    self.line = line
  }
}

extension ReviewSession.Purpose {
  fileprivate var label: String {
    switch self {
    case .filter: "show: "
    case .note: "note: "
    case .noteOnSelected: "note on all selected: "
    }
  }

  fileprivate var help: String {
    switch self {
    case .filter:
      "rule=ID, tag=T, nick=N, thread=T, several with and; empty is all. Enter takes it, Esc cancels"
    case .note, .noteOnSelected: "Enter writes it beside the comment, Esc cancels"
    }
  }
}

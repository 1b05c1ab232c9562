import ModQEvent
import ModQueue

/// What a session looks like.
extension ReviewSession {
  /// The rows between the first and those of the message and the keys, where the comment stands.
  var pageRows: Int { max(1, size.rows - 2 - remarkLines.count) }

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
      screen.put(prompt.line, row: size.rows - 1)
      screen.cursor = (size.rows - 1, prompt.cursor)
    } else {
      screen.put(footer, row: size.rows - 1)
    }
    let remark = remarkLines
    for (index, line) in remark.enumerated() {
      let row = size.rows - 1 - remark.count + index
      screen.put(index == remark.count - 1 ? withScrollMark(line) : line, row: row)
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
    if case .sample = round {
      return
        "what the rules decided alone: \(keyName(.approve)) says it belongs here, \(keyName(.reject)) or "
        + "\(keyName(.spam)) that it does not, \(keyName(.help)) explains"
    }
    return
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
    let others = elsewhere > 0 ? " for you: others are looking at \(elsewhere)" : ""
    var texts = [
      "Nothing \(isAll ? "" : "else ")\(round.waits)\(filter.map { " that is \($0.text)" } ?? "")\(others)."
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
    if let name = round.name { parts.append(name) }
    parts.append("\(tally.decided) decided")
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

  /// What came of the last key, or what can be typed: on as many rows as it needs and the window can spare.
  private var remarkLines: [ScreenLine] {
    var line = ScreenLine(message, .bold)
    if case .typing(let purpose, _) = mode, message.isEmpty { line = ScreenLine(purpose.help, .dim) }
    let whole = line.wrapped(to: columns)
    let most = min(max(size.rows / ReviewSession.rowsForEachOfRemark, 2), 4)
    guard whole.count > most else { return whole }
    var rows = Array(whole.prefix(most - 1))
    rows.append(ScreenLine(whole[most - 1].fitted(to: columns - 1).text + "…", whole[0].glyphs[0].style))
    return rows
  }

  /// A window of 24 rows spares three for a message.
  private static let rowsForEachOfRemark = 8

  /// The line, and how much is below if there is room to say so.
  private func withScrollMark(_ line: ScreenLine) -> ScreenLine {
    guard mode == .comment || mode == .help || mode == .thread else { return line }
    let below = lines.count - offset - pageRows
    var more = ""
    if below > 0 {
      more = " ↓ \(below) more: \(keyName(.pageDown))"
    } else if offset > 0 {
      more = " ↑ the end"
    }
    guard line.width + more.count <= size.columns else { return line }
    var line = line.filled(to: size.columns - more.count, [])
    line.add(more, .dim)
    return line
  }

  /// The keys that there is room for, the most needed first; those that decide, help and quit in every window.
  private var footer: ScreenLine {
    if mode == .help || mode == .thread {
      return ScreenLine("any key goes back; arrows and space scroll", .dim)
    }
    let needed: [ReviewAction] = [.approve, .reject, .spam, .skip]
    let last: [ReviewAction] = [.help, .quit]
    let all = needed + [.undo, .escalate, .select, .block, .trust, .note, .thread, .filter]
    if line(needed + last, gap: 2, hint).width <= size.columns {
      return fitting(all, needed, last, gap: 2, hint)
    }
    // Help and quit explain themselves first.
    if line(needed, gap: 1, hint).width + line([.help, .quit], gap: 1, bareHint).width + 1 <= size.columns {
      var words = line(needed, gap: 1, hint)
      words.add(" ")
      words.add(line(last, gap: 1, bareHint))
      return words
    }
    return fitting(all, needed, last, gap: 1, bareHint)
  }

  /// As many of `all` as there is room for beside `last`, which stand behind them.
  private func fitting(
    _ all: [ReviewAction], _ needed: [ReviewAction], _ last: [ReviewAction], gap: Int,
    _ hint: (ReviewAction) -> ScreenLine
  ) -> ScreenLine {
    var shown = all
    while shown.count > needed.count, line(shown + last, gap: gap, hint).width > size.columns {
      shown.removeLast()
    }
    return line(shown + last, gap: gap, hint)
  }

  private func line(
    _ actions: [ReviewAction], gap: Int, _ hint: (ReviewAction) -> ScreenLine
  ) -> ScreenLine {
    var line = ScreenLine()
    for (index, action) in actions.enumerated() {
      if index > 0 { line.add(String(repeating: " ", count: gap)) }
      line.add(hint(action))
    }
    return line
  }

  private func bareHint(_ action: ReviewAction) -> ScreenLine { ScreenLine(keyName(action), .bold) }

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
    case .help: lines = HelpPage(keys, width: columns, round: round).lines
    case .thread: lines = threadPage.lines
    case .comment, .typing:
      let page = item.map { ReviewPage($0, width: columns) }
      lines = page?.lines ?? emptyLines
      textRow = page?.textRow ?? 0
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

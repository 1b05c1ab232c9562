import ModQueue

/// Every key and what it does.
struct HelpPage {
  let lines: [ScreenLine]

  /// What belongs together, in the order in which one needs it.
  private static let groups: [(title: String, actions: [ReviewAction])] = [
    ("this comment", [.approve, .reject, .spam, .skip, .escalate, .note, .block, .trust]),
    ("take back", [.undo, .redo]),
    (
      "several at once",
      [
        .select, .approveSelected, .rejectSelected, .spamSelected, .escalateSelected, .noteSelected,
        .blockSelected, .trustSelected, .skipSelected,
      ]
    ),
    ("look around", [.thread, .previous, .filter, .down, .up, .pageDown, .pageUp, .top, .bottom]),
    ("and", [.help, .redraw, .suspend, .quit]),
  ]

  init(_ keys: KeyMap, width: Int, round: ReviewRound) {
    var lines: [ScreenLine] = []
    for group in HelpPage.groups {
      lines.append(ScreenLine("— \(group.title) —", .dim))
      for action in group.actions {
        let names = keys.keys(of: action)
        guard !names.isEmpty else { continue }
        var line = ScreenLine(padded(names.joined(separator: " "), to: 12), .bold)
        line.add(" \(action.description)")
        lines += line.wrapped(to: width, indent: 13)
      }
    }
    var remarks = [
      "Under a comment the digits say which rule matched what; the list below the text has each rule with its score, "
        + "and what the verdict would be without it.",
      "A comment that you look at is yours for five minutes and longer while you stay; others get the next one. What "
        + "somebody decided meanwhile is not decided again.",
    ]
    if case .sample = round {
      remarks.insert(
        "These are comments that the rules published or rejected alone. The key that says what the rules said agrees with "
          + "them and is recorded as a check; the other overrules them. Both count in `modq rules stats` and "
          + "`modq report`.", at: 0)
    }
    lines.append(ScreenLine(""))
    for remark in remarks { lines += ScreenLine(remark, .dim).wrapped(to: width) }
    self.lines = lines
  }
}

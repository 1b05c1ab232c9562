import ModQEvent
import ModQueue

/// What each key does to a session.
extension ReviewSession {
  mutating func act(_ action: ReviewAction) -> Wish {
    if item != nil, action.isWordOnTheText, !isTextSeen { return refuseUnseen() }
    message = ""
    switch action {
    case .approve, .reject, .spam, .escalate:
      guard let item, let verb = action.verb else { return nothingHere() }
      return .decide(verb, [item.stamp], reason: nil)
    case .approveSelected, .rejectSelected, .spamSelected, .escalateSelected:
      guard !selected.isEmpty, let verb = action.verb else { return nothingSelected() }
      return .decide(verb, selected.map(\.stamp), reason: nil)
    case .skip:
      return skip()
    case .previous:
      return previous()
    case .select:
      return toggleSelection()
    case .skipSelected:
      message = selected.isEmpty ? "nothing is selected" : "\(selected.count) no longer selected"
      selected = []
      return .nothing
    case .block, .trust:
      guard let item else { return nothingHere() }
      return .rule(
        action == .block ? .block : .trust, [Selected(stamp: item.stamp, nick: item.page.summary.nick)])
    case .blockSelected, .trustSelected:
      guard !selected.isEmpty else { return nothingSelected() }
      return .rule(action == .blockSelected ? .block : .trust, selected)
    case .undo:
      guard let last = undoable.last else {
        message = "nothing of this session is left to take back"
        return .nothing
      }
      return .undo(last, isRedo: false)
    case .redo:
      guard let last = redoable.last else {
        message = "nothing was taken back"
        return .nothing
      }
      return .undo(last, isRedo: true)
    case .note:
      guard item != nil else { return nothingHere() }
      mode = .typing(.note, LineEditor())
    case .noteSelected:
      guard !selected.isEmpty else { return nothingSelected() }
      mode = .typing(.noteOnSelected, LineEditor())
    case .filter:
      mode = .typing(.filter, LineEditor(filter?.text ?? ""))
    case .thread:
      guard let item else { return nothingHere() }
      return .thread(item.seq)
    case .help:
      mode = .help
      offset = 0
      layOut()
    case .up, .down, .pageUp, .pageDown, .top, .bottom:
      scroll(action)
    case .suspend: return .suspend
    case .redraw: return .redraw
    case .quit: return .quit
    }
    return .nothing
  }

  /// In a window that shows nothing only what needs no sight is done.
  func pressUnseen(_ key: Key) -> Wish {
    switch keys.action(of: key) {
    case .quit: .quit
    case .suspend: .suspend
    case .redraw: .redraw
    default: .nothing
    }
  }

  /// Help and the thread are left by any key that does not scroll; no key decides there.
  mutating func leave(on action: ReviewAction?) -> Wish {
    switch action {
    case .up, .down, .pageUp, .pageDown, .top, .bottom:
      if let action { scroll(action) }
    case .suspend: return .suspend
    case .redraw: return .redraw
    case nil, .approve, .reject, .spam, .skip, .previous, .escalate, .block, .trust, .note, .undo, .redo,
      .select,
      .filter, .thread, .approveSelected, .rejectSelected, .spamSelected, .escalateSelected, .noteSelected,
      .blockSelected, .trustSelected, .skipSelected, .help, .quit:
      mode = .comment
      offset = 0
      message = ""
      layOut()
    }
    return .nothing
  }

  mutating func type(_ key: Key, _ purpose: Purpose, _ editor: inout LineEditor) -> Wish {
    switch editor.press(key) {
    case .editing:
      mode = .typing(purpose, editor)
      return .nothing
    case .cancelled:
      mode = .comment
      message = "cancelled"
      return .nothing
    case .accepted(let text):
      mode = .comment
      return accept(text, purpose)
    }
  }

  private mutating func accept(_ text: String, _ purpose: Purpose) -> Wish {
    switch purpose {
    case .note, .noteOnSelected:
      guard text.contains(where: { !$0.isWhitespace }) else {
        message = "an empty note says nothing: none was made"
        return .nothing
      }
      let stamps = purpose == .note ? item.map { [$0.stamp] } ?? [] : selected.map(\.stamp)
      return .decide(.note, stamps, reason: text)
    case .filter:
      return .choose(text)
    }
  }

  private mutating func skip() -> Wish {
    if let item {
      skipped.insert(item.seq)
    } else {
      // At the end of the queue the round begins anew.
      skipped = []
    }
    return .next
  }

  private mutating func previous() -> Wish {
    let current = item?.seq
    while let last = path.last, last == current { path.removeLast() }
    guard let last = path.last else {
      message = "nothing came before"
      if let current { path.append(current) }
      return .nothing
    }
    // The one that is left comes again when its turn is.
    if let current { skipped.remove(current) }
    return .item(last)
  }

  private mutating func toggleSelection() -> Wish {
    guard let item else { return nothingHere() }
    if isSelected {
      selected.removeAll { $0.stamp.seq == item.seq }
      message = "not selected any more"
      return .nothing
    }
    selected.append(Selected(stamp: item.stamp, nick: item.page.summary.nick))
    message =
      "\(selected.count) selected: \(keyName(.approveSelected)), \(keyName(.rejectSelected)) or "
      + "\(keyName(.spamSelected)) for all of them"
    return .next
  }

  /// Leaving would forget what is selected.
  mutating func askToQuit() -> Wish {
    hasAskedToQuit = true
    message =
      "\(selected.count) selected: nothing is decided about \(selected.count == 1 ? "it" : "them"). "
      + "\(keyName(.quit)) again leaves; \(keyName(.approveSelected)), \(keyName(.rejectSelected)) or "
      + "\(keyName(.spamSelected)) decides"
    return .nothing
  }

  /// Whether the start of the comment's text is on the screen, or was when it was shown.
  private var isTextSeen: Bool {
    textRow < pageRows || offset..<offset + pageRows ~= textRow
  }

  private mutating func refuseUnseen() -> Wish {
    var larger = self
    larger.offset = 0
    repeat {
      larger.size.rows += 1
      larger.message =
        "window too small: \(larger.size.columns)×\(larger.size.rows) shows the text, or scroll to it"
    } while !larger.isTextSeen && larger.size.rows < ScreenSize.most.rows
    message = larger.message
    return .nothing
  }

  private mutating func nothingHere() -> Wish {
    message = "no comment is shown"
    return .nothing
  }

  private mutating func nothingSelected() -> Wish {
    message = "nothing is selected: \(keyName(.select)) selects"
    return .nothing
  }
}

import ModQEvent

/// What a key of the review screen does.
///
/// The raw value is the name that a key file has for it.
enum ReviewAction: String, CaseIterable {
  case approve, reject, spam, skip, previous, escalate, block, trust, note, undo, redo, select, filter, thread
  case approveSelected = "approve-selected"
  case rejectSelected = "reject-selected"
  case spamSelected = "spam-selected"
  case escalateSelected = "escalate-selected"
  case noteSelected = "note-selected"
  case blockSelected = "block-selected"
  case trustSelected = "trust-selected"
  case skipSelected = "skip-selected"
  case up, down, help, quit, suspend, redraw
  case pageUp = "page-up"
  case pageDown = "page-down"
  case top, bottom

  /// What the help says.
  var description: String {
    switch self {
    case .approve: "publish the comment, and go on to the next"
    case .reject: "hide it: not wanted here"
    case .spam: "hide it as spam, which weighs more against its author"
    case .skip: "leave it for later, or for somebody else"
    case .previous: "go back to the one before"
    case .escalate: "pass it on to whoever knows better; its status stays"
    case .block: "block its author's nickname; the comment itself stays"
    case .trust: "trust its author's nickname"
    case .note: "write a remark beside it"
    case .undo: "take back your last decision here"
    case .redo: "decide again what you took back"
    case .select: "select it, and go on to the next; once more: not any more"
    case .filter: "choose what to go through, as for --where"
    case .thread: "the whole thread around it"
    case .approveSelected: "publish all selected ones, as one batch"
    case .rejectSelected: "hide all selected ones"
    case .spamSelected: "hide all selected ones as spam"
    case .escalateSelected: "escalate all selected ones"
    case .noteSelected: "write the same remark beside all selected ones"
    case .blockSelected: "block the authors of all selected ones"
    case .trustSelected: "trust the authors of all selected ones"
    case .skipSelected: "select none any more"
    case .up, .down: "scroll by a line"
    case .pageUp, .pageDown: "scroll by a page"
    case .top, .bottom: "scroll to the start, to the end"
    case .help: "this page"
    case .quit: "stop; what you looked at and left is free for others"
    case .suspend: "back to the shell for a moment (fg comes back)"
    case .redraw: "draw the screen anew"
    }
  }

  /// One word for the line of keys; nil for what only the help names.
  var label: String? {
    switch self {
    case .approve, .reject, .spam, .skip, .escalate, .undo, .note, .select, .filter, .thread, .help, .quit:
      rawValue
    case .block: "block nick"
    case .trust: "trust nick"
    case .previous, .redo, .approveSelected, .rejectSelected, .spamSelected, .escalateSelected, .noteSelected,
      .blockSelected, .trustSelected, .skipSelected, .up, .down, .pageUp, .pageDown, .top, .bottom, .suspend,
      .redraw:
      nil
    }
  }

  /// Whether it does something to the comment that is shown.
  var isAboutTheComment: Bool {
    switch self {
    case .approve, .reject, .spam, .escalate, .skip, .block, .trust, .note, .select: true
    case .previous, .undo, .redo, .filter, .thread, .approveSelected, .rejectSelected, .spamSelected,
      .escalateSelected, .noteSelected, .blockSelected, .trustSelected, .skipSelected, .up, .down, .pageUp,
      .pageDown, .top, .bottom, .help, .quit, .suspend, .redraw:
      false
    }
  }

  /// Whether it says, or prepares to say, something that only who saw the text can say.
  var isWordOnTheText: Bool { isAboutTheComment && self != .skip && self != .note }

  /// The decision on one comment that it makes.
  var verb: Decision.Verb? {
    switch self {
    case .approve, .approveSelected: .approve
    case .reject, .rejectSelected: .reject
    case .spam, .spamSelected: .spam
    case .escalate, .escalateSelected: .escalate
    case .skip, .previous, .block, .trust, .note, .undo, .redo, .select, .filter, .thread, .noteSelected,
      .blockSelected, .trustSelected, .skipSelected, .up, .down, .pageUp, .pageDown, .top, .bottom, .help,
      .quit,
      .suspend, .redraw:
      nil
    }
  }
}

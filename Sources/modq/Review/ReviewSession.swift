import ModQEvent
import ModQEventLog
import ModQueue

/// A moderator's session at the review screen: what is shown, what is selected, what a key asks for.
///
/// A state machine that does nothing itself: each input is a method, and what it returns is to be done by the caller, who
/// then tells what came of it.
struct ReviewSession {
  let keys: KeyMap
  let moderator: String
  var size: ScreenSize
  /// What is gone through; nil for all that waits.
  var filter: CommentFilter?
  /// What it is chosen from.
  let round: ReviewRound

  var mode = Mode.comment
  /// The comment that is looked at; nil when nothing waits.
  var item: ReviewItem?
  /// The first line shown of what is scrolled.
  var offset = 0
  /// What came of the last key.
  var message: String
  /// How many wait, where that is known.
  var waiting: Int?
  /// Where nothing is shown: how many of them others have in hand.
  private(set) var elsewhere = 0
  var tally = ReviewTally()
  /// The key to quit was pressed with something selected, and is to be pressed once more.
  var hasAskedToQuit = false

  /// Selected comments as they were seen, in order.
  var selected: [Selected] = []
  /// Comments that were looked at and left: they do not come again by themselves.
  var skipped: Set<Int64> = []
  /// Comments looked at before, latest last.
  var path: [Int64] = []
  /// Decisions of this session, latest last, and those that were taken back.
  var undoable: [Undoable] = []
  var redoable: [Undoable] = []
  /// The thread around the comment, while it is shown.
  var thread: [CommentPage.Neighbour] = []
  /// The lines of what is shown, laid out once.
  var lines: [ScreenLine] = []
  /// The first line of the comment's text among them.
  var textRow = 0

  /// What the screen is about.
  enum Mode: Equatable {
    case comment
    case thread
    case help
    case typing(Purpose, LineEditor)
  }

  /// What a line is typed for.
  enum Purpose: Equatable {
    case filter
    case note
    case noteOnSelected
  }

  struct Selected {
    var stamp: ReviewStamp
    var nick: String?
  }

  /// A decision that can be taken back: its id or that of its batch, and what it was about.
  struct Undoable: Equatable {
    var id: String
    var site: String
    var words: String
    /// The comment to show again.
    var comment: Int64?
    var verb: Decision.Verb
    /// How many comments, or nicknames, were decided about.
    var count = 0

    func isSame(_ id: String, _ site: String) -> Bool {
      self.id.utf8.elementsEqual(id.utf8) && self.site.utf8.elementsEqual(site.utf8)
    }
  }

  /// What the caller has to do.
  enum Wish {
    case nothing
    /// Claim the next comment that is none of ``ReviewSession/passed``, then ``show(_:waiting:)``.
    case next
    /// Read this one again, claim it if it waits, then ``show(_:waiting:)``.
    case item(Int64)
    /// Read the thread around this comment, then ``show(thread:)``.
    case thread(Int64)
    /// Read this filter, empty for none: then ``chose(_:)``, or ``refused(_:_:)`` if it is none.
    case choose(String)
    /// Then ``took(_:_:)``.
    case decide(Decision.Verb, [ReviewStamp], reason: String?)
    /// Then ``ruled(_:_:)``.
    case rule(Decision.Verb, [Selected])
    /// Then ``undid(_:as:)``.
    case undo(Undoable, isRedo: Bool)
    case suspend
    case redraw
    case quit
  }

  init(keys: KeyMap, moderator: String, size: ScreenSize, filter: CommentFilter?, round: ReviewRound) {
    self.keys = keys
    self.moderator = moderator
    self.size = size
    self.filter = filter
    self.round = round
    message = ""
    message = greeting
  }

  /// Comments that are not to be claimed as the next one.
  var passed: Set<Int64> {
    var passed = skipped.union(selected.map(\.stamp.seq))
    if let item { passed.insert(item.seq) }
    return passed
  }

  /// Comments to keep claimed.
  var held: [Int64] {
    let current = item?.seq
    return (current.map { [$0] } ?? []) + selected.map(\.stamp.seq).filter { $0 != current }
  }

  var isSelected: Bool { item.map { item in selected.contains { $0.stamp.seq == item.seq } } ?? false }

  // MARK: What came

  /// A key was pressed.
  mutating func press(_ key: Key) -> Wish {
    guard size.isEnough else { return pressUnseen(key) }
    switch mode {
    case .typing(let purpose, var editor):
      return type(key, purpose, &editor)
    case .help:
      return leave(on: keys.action(of: key))
    case .thread:
      return leave(on: keys.action(of: key))
    case .comment:
      let isAskedAgain = hasAskedToQuit
      hasAskedToQuit = false
      guard let action = keys.action(of: key) else {
        if case .paste = key { message = "pasted text decides nothing" } else { message = hint(for: key) }
        return .nothing
      }
      if action == .quit, key != .control("c"), !selected.isEmpty, !isAskedAgain { return askToQuit() }
      return act(action)
    }
  }

  mutating func resized(to size: ScreenSize) {
    guard size != self.size else { return }
    self.size = size
    layOut()
  }

  /// The next comment, or nil if there is none; `waiting` wait in all.
  mutating func show(_ item: ReviewItem?, waiting: Int?, elsewhere: Int = 0) {
    if let seq = item?.seq, seq != self.item?.seq {
      path.removeAll { $0 == seq }
      path.append(seq)
      offset = 0
    }
    self.item = item
    self.waiting = waiting
    self.elsewhere = elsewhere
    mode = .comment
    layOut()
  }

  /// The comment that is looked at, read again because something happened elsewhere.
  ///
  /// What is being typed or read goes on.
  mutating func refresh(_ item: ReviewItem, waiting: Int?) {
    guard item.seq == self.item?.seq else { return }
    let wasWaiting = self.item?.isOpen(in: round) == true
    let isWaiting = item.isOpen(in: round)
    let isEdited = item.textSeq != self.item?.textSeq
    self.item = item
    self.waiting = waiting
    if wasWaiting && !isWaiting { message = item.decidedElsewhere }
    if isEdited {
      // It is another text, which nobody scrolled through yet.
      if wasWaiting == isWaiting { message = "\(item.stamp.id) was edited meanwhile" }
      if mode != .help, mode != .thread {
        offset = 0
        layOut()
      }
    }
    if mode == .comment { layOut() }
  }

  /// The thread around the comment.
  mutating func show(thread: [CommentPage.Neighbour]) {
    mode = .thread
    self.thread = thread
    let page = threadPage
    lines = page.lines
    offset = page.current
    clampOffset()
  }

  /// What came of decisions on comments.
  mutating func took(_ verb: Decision.Verb, _ outcome: ReviewDesk.Decided) -> Wish {
    let made = outcome.made
    if let first = made.first {
      tally.add(made.count, verb)
      let whole = remember(made, verb, names: made.map { commentName(of: $0) }, several: "comments")
      message = "\(whole)\(made.count == 1 ? opinion(verb, of: first) : "") (\(undoWords))"
    }
    if let standing = outcome.standing.first {
      let others = outcome.standing.count > 1 ? " (and \(outcome.standing.count - 1) more)" : ""
      message = made.isEmpty ? standing.text + others : "\(message); \(standing.text)\(others)"
    }
    if let overtaken = outcome.overtaken.first {
      let others = outcome.overtaken.count > 1 ? " and \(outcome.overtaken.count - 1) more" : ""
      let words = overtaken.words + others + ": nothing was decided about \(others.isEmpty ? "it" : "them")"
      message = message.isEmpty ? words : "\(message); \(words)"
    }
    if let failure = outcome.failure {
      add("\(Failure(failure).message): nothing was decided about the rest")
    }
    if outcome.isCutShort { add("the rest was not done") }
    let done = Set(made.compactMap { comment(of: $0) }).union(outcome.overtaken.map(\.stamp.seq))
    // A remark beside them is not the last word on what is selected. Where only a part got it, the rest stays, so that the
    // same key does not write it twice.
    if verb != .note || outcome.isCutShort || outcome.failure != nil {
      let standing = Set(outcome.standing.map { [UInt8]($0.target.value.utf8) })
      selected.removeAll { done.contains($0.stamp.seq) || standing.contains([UInt8]($0.stamp.id.utf8)) }
    }
    guard let item else { return .next }
    if verb == .note { return .item(item.seq) }
    guard done.contains(item.seq) else { return .item(item.seq) }
    // Where escalated ones are gone through, it is not to come back in this round.
    if verb == .escalate { skipped.insert(item.seq) }
    return outcome.overtaken.contains { $0.stamp.seq == item.seq } && made.isEmpty ? .item(item.seq) : .next
  }

  /// What came of a word on authors.
  mutating func ruled(_ verb: Decision.Verb, _ made: [Moderation.Made]) -> Wish {
    tally.add(made.count, verb)
    let whole = remember(made, verb, names: made.map(\.decision.target.value), several: "nicknames")
    message = "\(whole) (\(undoWords))"
    return item.map { .item($0.seq) } ?? .nothing
  }

  /// Keeps what an undo takes back, and says in words what was done; `names` are those of what was decided about.
  ///
  /// What was decided on one site is one batch, and those of a site come together.
  private mutating func remember(
    _ made: [Moderation.Made], _ verb: Decision.Verb, names: [String], several noun: String
  ) -> String {
    func all(_ names: [String]) -> String { names.count == 1 ? names[0] : "\(names.count) \(noun)" }
    redoable = []
    var parts: [[String]] = []
    for (one, name) in zip(made, names) {
      let id = one.decision.batch ?? one.entry.id
      if !parts.isEmpty, undoable.last?.isSame(id, one.entry.site) == true {
        parts[parts.count - 1].append(name)
      } else {
        undoable.append(Undoable(id: id, site: one.entry.site, words: "", comment: item?.seq, verb: verb))
        parts.append([name])
      }
      undoable[undoable.count - 1].count += 1
      undoable[undoable.count - 1].words = "\(verb.rawValue) \(all(parts[parts.count - 1]))"
    }
    let whole = "\(verb.past) \(all(names))"
    if parts.count > 1 { return "\(whole) on \(parts.count) sites, each by itself" }
    return made.count > 1 ? "\(whole) as one batch" : whole
  }

  private var undoWords: String { "\(keyName(.undo)) takes it back" }

  /// What came of taking something back, which is itself a decision with an id.
  mutating func undid(_ what: Undoable, as id: String, isRedo: Bool) -> Wish {
    forget(what, isRedo: isRedo)
    var inverse = what
    inverse.id = id
    tally.add(isRedo ? what.count : -what.count, what.verb)
    if isRedo {
      undoable.append(inverse)
      message = "made again: \(what.words)"
    } else {
      redoable.append(inverse)
      message = "taken back: \(what.words) (\(keyName(.redo)) makes it again)"
    }
    guard let comment = what.comment else { return .nothing }
    skipped.remove(comment)
    return .item(comment)
  }

  /// It can't be taken back, or made again: what came before it can.
  mutating func forget(_ what: Undoable, isRedo: Bool) {
    if isRedo { redoable.removeAll { $0 == what } } else { undoable.removeAll { $0 == what } }
  }

  /// Another process kept the log: what was typed is there to be sent again.
  mutating func gaveUp(_ wish: Wish) {
    guard case .decide(.note, let stamps, let text?) = wish else { return }
    mode = .typing(stamps == item.map { [$0.stamp] } ? .note : .noteOnSelected, LineEditor(text))
  }

  /// The filter is what is gone through from now on.
  mutating func chose(_ filter: CommentFilter?) -> Wish {
    self.filter = filter
    message = filter.map { "only \($0.text)" } ?? round.all
    skipped = []
    // What is shown may be the first of what is wanted now.
    item = nil
    return .next
  }

  /// What was typed is no filter: it is there to be mended.
  mutating func refused(_ text: String, _ fault: FilterFault) {
    mode = .typing(.filter, LineEditor(text))
    message = fault.hint.map { "\(fault.message): \($0)" } ?? fault.message
  }

  /// Something could not be done.
  mutating func failed(_ why: String) {
    message = why
  }

  /// Something more is to be said.
  mutating func add(_ words: String) {
    message = message.isEmpty ? words : "\(message); \(words)"
  }

  /// Somebody else has these comments now.
  mutating func lost(_ comments: [Int64]) -> Wish {
    guard !comments.isEmpty else { return .nothing }
    selected.removeAll { comments.contains($0.stamp.seq) }
    message = "somebody else is looking at \(comments.count == 1 ? "it" : "them") now"
    guard let item, comments.contains(item.seq) else { return .nothing }
    skipped.insert(item.seq)
    return .next
  }
}

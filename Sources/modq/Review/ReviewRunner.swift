import ModQEvent
import ModQEventLog
import ModQueue

/// Does what a session asks for, at the desk, and tells it what came of it.
struct ReviewRunner {
  private(set) var session: ReviewSession
  private let desk: ReviewDesk
  private let scope: Scope
  private let now: () -> Timestamp
  /// Comments that this session has claimed, one of them in advance.
  private var leased: Set<Int64> = []
  private var ahead: Int64?
  private var renewedAt: Timestamp
  /// What the last key was to change, or the rest of it, if another process kept the log for so long that it was
  /// given up.
  private(set) var givenUp: String?

  /// What of the log is gone through.
  struct Scope {
    var site: String?
    var order: QueueListing.Order
  }

  /// How often leases are renewed while somebody looks: often enough that a missed one is no loss.
  private static let renewalMilliseconds = Claims.leaseMilliseconds / 5

  /// What is left to whoever has the terminal.
  enum Outside {
    case goOn
    case suspend
    case redraw
    case quit
  }

  init(_ session: ReviewSession, _ desk: ReviewDesk, _ scope: Scope, now: @escaping () -> Timestamp) {
    self.session = session
    self.desk = desk
    self.scope = scope
    self.now = now
    renewedAt = now()
  }

  var screen: Screen { session.screen }

  /// The number of the comment that is shown.
  var current: Int64? { session.item?.seq }

  // MARK: What comes

  /// Shows the first comment.
  mutating func start() throws(LogError) {
    _ = try carryOut(.next)
  }

  mutating func press(_ key: Key) throws(LogError) -> Outside {
    givenUp = nil
    return try carryOut(session.press(key))
  }

  /// A key came before the comment was shown that it would be about.
  ///
  /// - Returns: false for a key that is about no comment, which is as good as ever.
  mutating func passOver(_ key: Key) -> Bool {
    guard session.mode == .comment, session.keys.action(of: key)?.isAboutTheComment == true else {
      return false
    }
    session.failed("\(session.message); \(key.name) came too early: passed over")
    return true
  }

  mutating func resize(to size: ScreenSize) {
    session.resized(to: size)
  }

  /// Nobody waits for anything: gives back what was left, and claims the next comment in advance, so that it is there
  /// when a key asks for it.
  mutating func idle() throws(LogError) {
    try skippingBusy { (runner) throws(LogError) in
      let kept = Set(runner.session.held + (runner.ahead.map { [$0] } ?? []))
      let left = runner.leased.subtracting(kept)
      if !left.isEmpty {
        try runner.desk.release(left.sorted(), at: runner.now())
        runner.leased.subtract(left)
      }
      if runner.ahead == nil, runner.session.item != nil {
        runner.ahead = try runner.claimNext()
      }
    }
  }

  /// Some time has passed: renews leases, and looks at what others did.
  mutating func tick() throws(LogError) {
    try skippingBusy { (runner) throws(LogError) in
      let time = runner.now()
      if time.milliseconds(since: runner.renewedAt) >= ReviewRunner.renewalMilliseconds {
        runner.renewedAt = time
        let lost = try runner.desk.renew(runner.leased.sorted(), at: time)
        runner.leased.subtract(lost)
        if let ahead = runner.ahead, lost.contains(ahead) { runner.ahead = nil }
        // Not carried out as a key's wish is: nobody asked, and nobody is told that it gave way.
        _ = try runner.doing(runner.session.lost(lost))
      }
      guard try runner.desk.hasNews() else { return }
      if let item = runner.session.item {
        if let new = try runner.desk.item(item.seq) {
          runner.session.refresh(new, waiting: try runner.waiting())
        }
      } else if runner.session.mode == .comment {
        let message = runner.session.message
        _ = try runner.doing(.next)
        if runner.session.item != nil { runner.session.failed("something came") }
        if runner.session.item == nil { runner.session.failed(message) }
      }
    }
  }

  /// Gives back everything; what can't be given back now ends by itself.
  mutating func finish() throws(LogError) {
    try skippingBusy { (runner) throws(LogError) in
      try runner.desk.release(runner.leased.sorted(), at: runner.now())
      runner.leased = []
    }
  }

  /// What was done, and what is left, in a line.
  var summary: String {
    let most = ReviewDesk.countedAtMost
    if case .sample(let sample) = session.round {
      return "\(session.tally.text); `modq report --sample \(sample.percent)` says what came of the sample"
    }
    guard let left = try? desk.waiting(site: scope.site, at: now()) else { return session.tally.text }
    return "\(session.tally.text); \(left > most ? "over \(most)" : "\(left)") still held"
  }

  // MARK: What is wished

  private mutating func carryOut(_ wish: ReviewSession.Wish) throws(LogError) -> Outside {
    var wish = wish
    var isAnswered = false
    while true {
      switch wish {
      case .nothing: return .goOn
      case .suspend: return .suspend
      case .redraw: return .redraw
      case .quit: return .quit
      default: break
      }
      let isChange = wish.change != nil
      do throws(LogError) {
        wish = try doing(wish)
        isAnswered = isAnswered || isChange
      } catch .busy {
        // What came of the key stands, and is not to be asked for once more.
        guard !isAnswered else {
          // Shown as it is now: else the next look takes the moderator's own decision for somebody else's.
          if let seq = current, let item = try desk.item(seq) { session.show(item, waiting: try waiting()) }
          session.add("the next could not be claimed")
          return .goOn
        }
        givenUp = wish.change
        session.gaveUp(wish)
        let what = givenUp.map { ", and nothing was changed: \($0)" } ?? ""
        session.failed("the log is kept busy by another process\(what). Try again")
        return .goOn
      } catch {
        throw error
      }
    }
  }

  private mutating func doing(_ wish: ReviewSession.Wish) throws(LogError) -> ReviewSession.Wish {
    switch wish {
    case .nothing, .suspend, .redraw, .quit:
      return wish
    case .next:
      try showNext()
    case .item(let seq):
      try show(seq)
    case .thread(let seq):
      session.show(thread: try desk.thread(around: seq))
    case .choose(let text):
      return try choose(text)
    case .decide(let verb, let stamps, let reason):
      switch try desk.decide(verb, stamps, reason: reason, at: now()) {
      case .success(let decided):
        if decided.isCutShort { givenUp = wish.change.map { "the rest of \($0)" } }
        return session.took(verb, decided)
      case .failure(let failure): session.failed(Failure(failure).message)
      }
    case .rule(let verb, let subjects):
      return try rule(verb, subjects)
    case .undo(let what, let isRedo):
      switch try desk.undo(what.id, site: what.site, at: now()) {
      case .success(let made): return session.undid(what, as: made.entry.id, isRedo: isRedo)
      case .failure(let failure):
        session.forget(what, isRedo: isRedo)
        session.failed(Failure(failure).message)
      }
    }
    return .nothing
  }

  /// Reads a filter as of now, and goes on with the first that it means.
  private mutating func choose(_ text: String) throws(LogError) -> ReviewSession.Wish {
    guard text.contains(where: { !$0.isWhitespace }) else {
      desk.goBack(to: nil)
      return session.chose(nil)
    }
    let filter: CommentFilter
    do throws(FilterFault) {
      filter = try CommentFilter(text, now: now())
    } catch {
      session.refused(text, error)
      return .nothing
    }
    if let fault = try desk.unknownName(in: filter, site: scope.site) {
      session.refused(text, fault)
      return .nothing
    }
    desk.goBack(to: nil)
    return session.chose(filter)
  }

  private mutating func rule(
    _ verb: Decision.Verb, _ subjects: [ReviewSession.Selected]
  ) throws(LogError) -> ReviewSession.Wish {
    var nicks: [(site: String, nick: String)] = []
    var failure: String?
    for subject in subjects {
      if let nick = subject.nick, !nick.isEmpty {
        nicks.append((subject.stamp.site, nick))
      } else {
        failure = subject.nick == nil ? "the name was erased" : Failure(FindFailure.emptyNick).message
      }
    }
    let decided = try desk.rule(verb, nicks, at: now())
    if let standing = decided.standing.first { failure = standing.text }
    if let problem = decided.failure { failure = Failure(problem).message }
    let wish = decided.made.isEmpty ? .nothing : session.ruled(verb, decided.made)
    if let failure { session.failed(failure) }
    if decided.isCutShort {
      givenUp = ReviewSession.Wish.rule(verb, subjects).change.map { "the rest of \($0)" }
      session.add("the rest was not done")
    }
    return wish
  }

  private mutating func showNext() throws(LogError) {
    var next: ReviewItem?
    if let seq = ahead {
      ahead = nil
      // Claimed before, and since then perhaps decided about by somebody who did not ask.
      if !session.passed.contains(seq), let item = try desk.item(seq), item.isOpen(in: session.round),
        session.filter?.text == filterAhead
      {
        next = item
      }
    }
    if next == nil, let seq = try claimNext() { next = try desk.item(seq) }
    let waiting = try waiting()
    // Where nothing is left, others may have what waits.
    let elsewhere = next == nil && waiting ?? 0 > 0 ? try desk.inOtherHands(site: scope.site, at: now()) : 0
    session.show(next, waiting: waiting, elsewhere: elsewhere)
  }

  private mutating func show(_ seq: Int64) throws(LogError) {
    guard let item = try desk.item(seq) else { return try showNext() }
    // What is left now may be the next again, before the one that was claimed in advance.
    if seq != session.item?.seq {
      ahead = nil
      desk.goBack(to: seq)
    }
    if item.isOpen(in: session.round) {
      if try desk.renew([seq], at: now()).isEmpty {
        leased.insert(seq)
      } else {
        session.failed("somebody else is looking at \(item.page.summary.id) now")
        return try showNext()
      }
    }
    session.show(item, waiting: try waiting())
  }

  /// The filter under which the comment in advance was claimed.
  private var filterAhead: String?

  private mutating func claimNext() throws(LogError) -> Int64? {
    let time = now()
    var query = QueueListing.Query(now: time)
    query.site = scope.site
    query.order = scope.order
    query.filter = session.filter
    let passed = session.passed
    let claimed = try desk.claimNext(query, passing: passed, in: session.round, at: time)
    filterAhead = session.filter?.text
    if let claimed { leased.insert(claimed) }
    return claimed
  }

  /// How many wait; nil where only some of them are gone through.
  private func waiting() throws(LogError) -> Int? {
    guard session.filter == nil, case .waiting = session.round else { return nil }
    return try desk.waiting(site: scope.site, at: now())
  }

  /// What nobody asked for can wait when another process keeps the log.
  private mutating func skippingBusy(_ body: (inout ReviewRunner) throws(LogError) -> Void) throws(LogError) {
    do throws(LogError) {
      try body(&self)
    } catch .busy {
      return
    } catch {
      throw error
    }
  }
}

import ModQEvent
import ModQEventLog
package import ModQJudge

/// Counts over sliding windows.
extension Circumstances {
  package func count(_ test: CountTest) throws(JudgeError) -> Int? {
    do {
      return test.of.isReaction ? try countedReactions(test) : try countedComments(test)
    } catch {
      throw JudgeError(error)
    }
  }

  // A comment with this writer is looked up among few; one of this site among all.
  private static let narrowestFirst: [CountTest.Key] = [.author, .ip, .comment, .target, .thread, .site]

  private func countedComments(_ test: CountTest) throws(LogError) -> Int? {
    let countsItself = isNew && (test.of != .replies || keys.isReply)
    let isSummed = test.of == .links && test.distinct.isEmpty
    var tally = Tally<PostedItem>(test, itself: !countsItself ? 0 : isSummed ? keys.links : 1)
    let isKnown = try forEachItem(of: test, in: projections.windows, key: key) { item in
      if test.of == .replies && !item.isReply { return }
      tally.add(item, weight: isSummed ? item.links : 1)
    }
    return isKnown ? tally.number(countsItself: countsItself, key: key) : nil
  }

  private func countedReactions(_ test: CountTest) throws(LogError) -> Int? {
    // Many a site sends no addresses: then there is nothing to look up.
    if test.by.contains(.ip), event.map({ $0.isReaction && $0.sender.ipKey == nil }) ?? false { return nil }
    let sent = try reactionKeys()
    let key = { (name: CountTest.Key) in self.reactionKey(name, sent: sent) }
    let isVote = test.of == .votes
    let countsItself =
      switch event?.action {
      case .vote: isVote
      case .report: !isVote
      case .comment, .reply, .edit, .delete, .decision, nil: false
      }
    var tally = Tally<ReactionItem>(test, itself: countsItself ? 1 : 0)
    let isKnown = try forEachItem(of: test, in: projections.reactions, key: key) { item in
      if (item.value != nil) == isVote { tally.add(item, weight: 1) }
    }
    return isKnown ? tally.number(countsItself: countsItself, key: key) : nil
  }

  /// Calls `body` with what the window of `test` holds beside the event in hand, newest first; false if one of its keys is
  /// not known.
  private func forEachItem<Item>(
    of test: CountTest, in windows: Windows<Item>, key: (CountTest.Key) -> Keys.Key?, _ body: (Item) -> Void
  ) throws(LogError) -> Bool {
    var isSeen = true
    for name in test.by {
      switch key(name) {
      case .number: break
      case .unseen: isSeen = false
      case nil: return false
      }
    }
    let narrowest = Self.narrowestFirst.first { name in
      test.by.contains(name) && Item.keys.contains(WindowColumn(name))
    }
    guard let narrowest else { return false }
    guard isSeen, case .number(let number)? = key(narrowest) else { return true }
    let window = WindowKey(WindowColumn(narrowest), number)
    let items = try windows.items(of: window)
    guard let shift = try windows.shift(of: at, in: window) else { return true }
    let end = at.milliseconds + shift
    // Within a key times never go back.
    for place in items.indices.reversed() {
      let item = items[place]
      guard item.time > end - test.withinMilliseconds else { break }
      let isInAll = test.by.allSatisfy { name in
        guard name != narrowest, case .number(let wanted)? = key(name) else { return true }
        return item.number(name) == wanted
      }
      if isInAll && item.time <= end { body(item) }
    }
    return true
  }

  /// The number that a window comes to: of what is in it, or of what is different in it.
  private struct Tally<Item: WindowItem> {
    private let distinct: [CountTest.Key]
    private var sum: Int
    private var seen: Set<[Int64]> = []

    /// `itself` is what the event in hand adds.
    init(_ test: CountTest, itself: Int) {
      distinct = test.distinct
      sum = itself
    }

    mutating func add(_ item: Item, weight: Int) {
      guard !distinct.isEmpty else {
        sum += weight
        return
      }
      // Who cannot be told apart from others is another one each time.
      seen.insert(distinct.map { item.number($0) ?? -item.seq << 32 })
    }

    func number(countsItself: Bool, key: (CountTest.Key) -> Keys.Key?) -> Int {
      guard !distinct.isEmpty else { return sum }
      guard countsItself else { return seen.count }
      let itself = distinct.map { if case .number(let number)? = key($0) { number } else { Int64.min } }
      return seen.count + (seen.contains(itself) ? 0 : 1)
    }
  }

  // MARK: Keys

  /// Of what is written.
  private func key(_ name: CountTest.Key) -> Keys.Key? {
    switch name {
    case .author: keys.writer
    case .thread: keys.thread
    case .ip: keys.ip
    case .site: keys.site
    case .comment, .target: nil
    }
  }

  /// Of what readers do: by whom, and from where.
  private func reactionKey(
    _ name: CountTest.Key, sent: (writer: Keys.Key?, ip: Keys.Key?)
  ) -> Keys.Key? {
    switch name {
    case .author: sent.writer
    case .ip: sent.ip
    case .thread: keys.thread
    case .site: keys.site
    case .comment: row.map { .number($0.seq) } ?? .unseen
    case .target:
      switch keys.writer {
      case .number(let number): number > 0 ? .number(number) : nil
      case .unseen: .unseen
      case nil: nil
      }
    }
  }

  /// Who sent the vote or report in hand, and from where; of a text, who wrote it.
  func reactionKeys() throws(LogError) -> (writer: Keys.Key?, ip: Keys.Key?) {
    guard let event, event.isReaction else { return (keys.writer, keys.ip) }
    guard let site = row?.site else { return (nil, nil) }
    let names = projections.names
    func sender(_ name: String?) throws(LogError) -> Keys.Key? {
      guard let name else { return nil }
      return try names.sender(name, site: site).map { .number($0) } ?? .unseen
    }
    let ip = try sender(event.sender.ipKey)
    switch projections.identity(nick: event.nick, sender: event.sender) {
    case .named(let key, let proof):
      return (try names.author(nickKey: key, proof: proof, site: site).map { .number($0) } ?? .unseen, ip)
    case .anonymous:
      let writer = try sender(event.sender.proof.map { "proof:\($0)" }) ?? ip
      if case .number(let number)? = writer { return (.number(-number), ip) }
      return (writer, ip)
    }
  }
}

extension Event {
  /// Whether it is something that a reader does to a comment.
  fileprivate var isReaction: Bool {
    switch action {
    case .vote, .report: true
    case .comment, .reply, .edit, .delete, .decision: false
    }
  }
}

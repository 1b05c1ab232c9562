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
    guard let items = try items(of: test, in: projections.windows, key: key) else { return nil }
    let counted = test.of == .replies ? items.filter(\.isReply) : items
    let countsItself = isNew && (test.of != .replies || keys.isReply)
    if test.of == .links && test.distinct.isEmpty {
      return counted.reduce(isNew ? keys.links : 0) { $0 + $1.links }
    }
    return tally(test, counted, countsItself: countsItself, key: key)
  }

  private func countedReactions(_ test: CountTest) throws(LogError) -> Int? {
    let sent = try reactionKeys()
    let key = { (name: CountTest.Key) in self.reactionKey(name, sent: sent) }
    guard let items = try items(of: test, in: projections.reactions, key: key) else { return nil }
    let isVote = test.of == .votes
    let countsItself =
      switch event?.action {
      case .vote: isVote
      case .report: !isVote
      case .comment, .reply, .edit, .delete, .decision, nil: false
      }
    return tally(test, items.filter { ($0.value != nil) == isVote }, countsItself: countsItself, key: key)
  }

  /// What the window of `test` holds beside the event in hand; nil if one of its keys is not known.
  private func items<Item>(
    of test: CountTest, in windows: Windows<Item>, key: (CountTest.Key) -> Keys.Key?
  ) throws(LogError) -> [Item]? {
    var wanted: [(name: CountTest.Key, number: Int64)] = []
    var isSeen = true
    for name in test.by {
      switch key(name) {
      case .number(let number): wanted.append((name, number))
      case .unseen: isSeen = false
      case nil: return nil
      }
    }
    let keys = Item.keys
    let narrowest = Self.narrowestFirst.first { name in
      keys.contains(WindowColumn(name)) && test.by.contains(name)
    }
    guard let narrowest else { return nil }
    guard isSeen, let first = wanted.first(where: { $0.name == narrowest }) else { return [] }
    let window = WindowKey(WindowColumn(narrowest), first.number)
    let all = try windows.items(of: window)
    guard let shift = try windows.shift(of: at, in: window) else { return [] }
    let end = at.milliseconds + shift
    return all.filter { item in
      item.time > end - test.withinMilliseconds && item.time <= end
        && wanted.allSatisfy { item.number($0.name) == $0.number }
    }
  }

  private func tally<Item: WindowItem>(
    _ test: CountTest, _ items: [Item], countsItself: Bool, key: (CountTest.Key) -> Keys.Key?
  ) -> Int {
    guard !test.distinct.isEmpty else { return items.count + (countsItself ? 1 : 0) }
    var seen: Set<[Int64]> = []
    // Who cannot be told apart from others is another one each time.
    for item in items { seen.insert(test.distinct.map { item.number($0) ?? -item.seq << 32 }) }
    if countsItself {
      seen.insert(test.distinct.map { if case .number(let number)? = key($0) { number } else { .min } })
    }
    return seen.count
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
    guard let event, event.kind == .vote || event.kind == .report else { return (keys.writer, keys.ip) }
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

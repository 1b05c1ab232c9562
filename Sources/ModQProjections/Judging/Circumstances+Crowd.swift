import ModQEvent
import ModQEventLog
import ModQJudge

/// Who else is about: new names in the thread, the writer among its last comments, names that imitate others.
extension Circumstances {
  /// New names in a thread are counted for so long.
  private static let crowdMilliseconds: Int64 = 15 * 60_000
  private static let hourMilliseconds: Int64 = 3_600_000
  /// A median needs so many whole hours.
  private static let hoursNeeded = 3
  /// It looks at no more.
  private static let hoursLooked = 48
  /// Hogging is told among so many comments.
  private static let hoggingLooked = 5

  // MARK: The thread

  /// The thread's window, and the time in it of the event in hand; nil if that comes too late, or the thread is new.
  private func threadWindow() throws(LogError) -> (items: ArraySlice<PostedItem>, end: Int64)? {
    guard case .number(let thread) = keys.thread else { return nil }
    let key = WindowKey(.thread, thread)
    guard let shift = try projections.windows.shift(of: at, in: key) else { return nil }
    return (try projections.windows.items(of: key), at.milliseconds + shift)
  }

  /// The nicknames whose first comment of all came to this thread in the last 15 minutes, this one included.
  func newNames() throws(LogError) -> Int {
    let itself = isNew && isNewName ? 1 : 0
    guard let (items, end) = try threadWindow() else { return itself }
    let start = end - Self.crowdMilliseconds
    var count = itself
    for item in items.reversed() {
      if item.time <= start { break }
      if item.isFirst { count += 1 }
    }
    return count
  }

  private var isNewName: Bool {
    switch keys.writer {
    case .unseen: author.tier != .anonymous
    case .number(let number): number > 0 && author.comments == 0
    case nil: false
    }
  }

  /// The median of the new names an hour in this thread, over its whole hours before the last 15 minutes, at most 48;
  /// nil while there are fewer than three.
  func newNamesMedian() throws(LogError) -> Double? {
    guard case .number(let thread) = keys.thread, let (items, end) = try threadWindow(),
      let oldest = items.first
    else { return nil }
    return try median(ofNewNamesIn: items, until: end, key: WindowKey(.thread, thread), oldest: oldest)
  }

  /// The median of the new names an hour on the whole site: what a thread is held against that is too young for one of its
  /// own.
  ///
  /// Over the same hours; nil while fewer than three are known. A site with much traffic fills its window within them, and a
  /// crowd is nothing unusual there.
  func siteNewNamesMedian() throws(LogError) -> Double? {
    guard case .number(let site) = keys.site else { return nil }
    let key = WindowKey(.site, site)
    guard let shift = try projections.windows.shift(of: at, in: key) else { return nil }
    let items = try projections.windows.items(of: key)
    guard let oldest = items.first else { return nil }
    return try median(ofNewNamesIn: items, until: at.milliseconds + shift, key: key, oldest: oldest)
  }

  /// The median over the whole hours from the first comment of `key` to the last 15 minutes, at most 48.
  private func median(
    ofNewNamesIn items: ArraySlice<PostedItem>, until end: Int64, key: WindowKey, oldest: PostedItem
  ) throws(LogError) -> Double? {
    // Of what a full window forgot nothing is known; one that is not full forgets what is days old, when little came.
    let first =
      items.count < WindowBounds.looked ? try projections.firstTime(of: key) ?? oldest.time : oldest.time
    let start = end - Self.crowdMilliseconds
    let hours = min(Int((start - first) / Self.hourMilliseconds), Self.hoursLooked)
    guard hours >= Self.hoursNeeded else { return nil }
    var counts = [Int](repeating: 0, count: hours)
    for item in items where item.isFirst && item.time <= start {
      let hour = Int((start - item.time) / Self.hourMilliseconds)
      if hour < hours { counts[hour] += 1 }
    }
    counts.sort()
    return Double(counts[(hours - 1) / 2] + counts[hours / 2]) / 2
  }

  /// How many of the last five comments of the thread that answer none are by this writer, this one included; nil where
  /// nobody can tell.
  func hogging() throws(LogError) -> Int? {
    guard let writer = keys.writer else { return nil }
    let itself = isNew && !keys.isReply ? 1 : 0
    guard case .number(let number) = writer, let (items, _) = try threadWindow() else { return itself }
    var (looked, count) = (itself, itself)
    for item in items.reversed() where !item.isReply {
      if looked == Self.hoggingLooked { break }
      looked += 1
      if item.writer == number { count += 1 }
    }
    return count
  }

  // MARK: Names

  /// Whether the writer's nickname is somebody else's, or looks like it.
  ///
  /// That is: another actor whose nickname has the same skeleton is of a higher tier, `known` or `trusted`; or one of the same
  /// nickname with another proof was there before, or is of a higher tier.
  func impersonates() throws(LogError) -> Bool {
    guard let (own, identity) = try signature(), case .named(let key, let proof) = identity else {
      return false
    }
    let site: Int64
    switch keys.site {
    case .number(let number): site = number
    case .unseen: return false
    }
    let skeleton = projections.skeletonKeys.key(of: key)
    for no in try projections.authorNumbers(skeleton: skeleton, site: site) where no != own {
      guard let other = try projections.authors.row(no) else { continue }
      let isSameName = other.nickKey.map { $0.utf8.elementsEqual(key.utf8) } ?? false
      // Without proofs one nickname is one actor. Whose proof was erased may be the one who comes with some proof now.
      if isSameName, other.isProven,
        !(proof.map { proof in other.proof.map { proof.utf8.elementsEqual($0.utf8) } ?? true } ?? false)
      {
        if own.map({ no < $0 }) ?? true { return true }
      }
      let tier = try projections.view(of: no, at: at).tier
      guard tier == .known || tier == .trusted else { continue }
      if tier.isHigher(than: author.tier) { return true }
    }
    return false
  }

  /// The writer's number, if they have one yet, and who they sign as.
  private func signature() throws(LogError) -> (own: Int64?, identity: Identity)? {
    if let comment {
      var own: Int64?
      if case .number(let number)? = keys.writer, number > 0 { own = number }
      return (own, projections.identity(nick: comment.nick, sender: comment.sender))
    }
    guard let no = row?.author, let author = try projections.authors.row(no), let key = author.nickKey else {
      return nil
    }
    return (no, .named(key: key, proof: author.proof))
  }

  // MARK: Copies

  /// Looks for the copies of the text in hand in the half hour before.
  func findCopies() throws(LogError) -> CopyIndex.Found {
    guard case .number(let site) = keys.site, let body = try body() else { return CopyIndex.Found() }
    guard let shift = try projections.windows.shift(of: at, in: WindowKey(.site, site)) else {
      return CopyIndex.Found()
    }
    var author: Int64?
    if case .number(let number)? = keys.writer, number > 0 { author = number }
    return try projections.copies.copies(
      of: body, by: author, except: row?.seq, site: site, until: at.milliseconds + shift, in: projections)
  }

  private func body() throws(LogError) -> String? {
    if let comment { return comment.body }
    if case .edit(let edit) = event?.action { return edit.body }
    return try row.flatMap { (row) throws(LogError) in try projections.body(of: row) }
  }
}

extension Projections {
  /// When the first comment of a thread or site came, in the time of its window: the window itself forgets it after some
  /// days, and what was silent for so long is not new.
  ///
  /// It never changes, and those that began here are in memory.
  fileprivate func firstTime(of key: WindowKey) throws(LogError) -> Int64? {
    if let time = windowStarts[key] { return time }
    let query = try (key.column == .site ? queries.firstOfSite : queries.firstOfThread).aside
    query.bind(1, key.number)
    defer { query.reset() }
    guard try query.step() else { return nil }
    windowStarts[key] = query.int(0)
    return windowStarts[key]
  }
}

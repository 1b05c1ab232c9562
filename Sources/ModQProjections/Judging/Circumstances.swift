package import ModQEvent
package import ModQEventLog
package import ModQJudge

/// What is known when an event is judged, beside its patterns: the answers to everything a condition can ask.
///
/// A class, because much of it is looked up when first asked for, and then kept: most votes are judged without a look at
/// the text that they are about. Good for one event, at one moment of the log.
package final class Circumstances: SignalSource {
  let projections: Projections
  let at: Timestamp
  let keys: Keys
  /// Who wrote the text.
  package let author: AuthorView
  /// What the classifier makes of the text; nil while it has no opinion, or where nobody asked for one.
  package var learned: Verdict.Learned?
  /// The text is new: it counts itself in the windows.
  let isNew: Bool
  /// The comment that just came.
  let comment: Comment?
  /// Or the one that is there, with the event that is about it.
  let row: CommentRow?
  let event: Event?
  private let readText: () throws(LogError) -> TextSignals
  private var knownText: TextSignals?
  private var knownReaders: Readers?
  private var knownCopies: CopyIndex.Found?

  /// What readers made of the text so far.
  private struct Readers {
    var reports = 0
    var up = 0
    var down = 0

    init() {}

    init(of row: CommentRow, with event: Event, in projections: Projections) throws(LogError) {
      (reports, up, down) = (row.reports, row.up, row.down)
      switch event.action {
      case .report(let report):
        if try !projections.isRepeated(report, on: row) { reports += 1 }
      case .vote(let vote):
        let former = try projections.vote(of: vote, on: row)
        if former != 0 { if former > 0 { up -= 1 } else { down -= 1 } }
        if vote.value != 0 { if vote.value > 0 { up += 1 } else { down += 1 } }
      case .comment, .reply, .edit, .delete, .decision:
        break
      }
    }
  }

  /// What the windows are kept by; nil where it is not known.
  struct Keys {
    var writer: Key?
    var thread: Key
    var ip: Key?
    var site: Key
    var isReply: Bool
    var links: Int

    /// A number, or somebody who was not seen before.
    enum Key: Equatable {
      case number(Int64)
      case unseen
    }
  }

  /// The circumstances of a comment or reply that just came.
  package init(
    of comment: Comment, isReply: Bool, site: String, at: Timestamp, text: TextSignals,
    in projections: Projections
  ) throws(LogError) {
    self.projections = projections
    self.at = at
    knownText = text
    readText = { text }
    isNew = true
    self.comment = comment
    (row, event) = (nil, nil)
    let names = projections.names
    let siteNumber = try names.site(site)
    func key(_ number: Int64?) -> Keys.Key { number.map { .number($0) } ?? .unseen }
    func sender(_ name: String) throws(LogError) -> Keys.Key {
      guard let siteNumber, let number = try names.sender(name, site: siteNumber) else { return .unseen }
      return .number(number)
    }
    let ip = comment.sender.ipKey
    var writer: Keys.Key?
    switch projections.identity(nick: comment.nick, sender: comment.sender) {
    case .anonymous:
      author = try projections.view(ofAnonymous: comment.sender, site: site, at: at)
      if let name = comment.sender.proof.map({ "proof:\($0)" }) ?? ip {
        writer = try sender(name)
        if case .number(let number)? = writer { writer = .number(-number) }
      }
    case .named(let nick, let proof):
      let number = try siteNumber.flatMap { (site) throws(LogError) in
        try names.author(nickKey: nick, proof: proof, site: site)
      }
      var view = try projections.view(of: number, at: at)
      if number == nil, proof != nil, let siteNumber,
        try projections.isNameBlocked(nick, site: siteNumber, at: at)
      {
        view.tier = .blocked
      }
      view.apply(try projections.ruling(on: comment.sender, site: site, at: at))
      author = view
      writer = key(number)
    }
    keys = Keys(
      writer: writer,
      thread: key(
        try siteNumber.flatMap { (site) throws(LogError) in try names.thread(comment.thread, site: site) }),
      ip: try ip.map { (name) throws(LogError) in try sender(name) }, site: key(siteNumber), isReply: isReply,
      links: text.links)
  }

  /// The circumstances of a comment that is there, in the light of an edit, a vote or a report, which counts already.
  ///
  /// `sender` and `text` are asked for when something depends on them.
  package init(
    of row: CommentRow, by sender: () throws(LogError) -> Sender, at: Timestamp,
    text: @escaping () throws(LogError) -> TextSignals, with event: Event, in projections: Projections
  ) throws(LogError) {
    self.projections = projections
    self.at = at
    readText = text
    isNew = false
    comment = nil
    (self.row, self.event) = (row, event)
    // Where nobody ruled on any address or proof, who sent it makes no difference.
    let sender = try projections.isAnySubjectRuled() ? try sender() : Sender()
    if row.author == nil {
      author = try projections.view(ofAnonymous: sender, site: event.site, at: at)
    } else {
      var view = try projections.view(of: row.author, at: at)
      view.apply(try projections.ruling(on: sender, site: event.site, at: at))
      author = view
    }
    keys = Keys(
      writer: row.writer.map { .number($0) }, thread: .number(row.thread), ip: row.ip.map { .number($0) },
      site: .number(row.site), isReply: row.isReply, links: row.links)
  }

  package func value(of signal: Signal) throws(JudgeError) -> SignalValue {
    if let value = author.value(of: signal) { return value }
    do {
      switch signal {
      case .links, .chars, .lines, .invisibles, .linkHosts, .shorteners, .longestRun, .upperRatio,
        .symbolRatio, .mixedScriptToken, .marksPerBase:
        return try text().value(of: signal) ?? .unknown
      case .authorAgeDays:
        return .number(author.firstSeen.map { max(0, Double(at.milliseconds(since: $0)) / 86_400_000) } ?? 0)
      case .reports: return .number(Double(try readers().reports))
      case .votesUp: return .number(Double(try readers().up))
      case .votesDown: return .number(Double(try readers().down))
      case .votesWeighted: return .number(row?.weighted ?? 0)
      case .learnedSpam: return learned.map { .number($0.spam) } ?? .unknown
      case .learnedReady: return .flag(learned != nil)
      default: return try valueOfHistory(signal)
      }
    } catch {
      throw JudgeError(error)
    }
  }

  /// The signals of the text in hand.
  package func text() throws(LogError) -> TextSignals {
    if let knownText { return knownText }
    let text = try readText()
    knownText = text
    return text
  }

  private func readers() throws(LogError) -> Readers {
    if let knownReaders { return knownReaders }
    let readers =
      if let row, let event { try Readers(of: row, with: event, in: projections) } else { Readers() }
    knownReaders = readers
    return readers
  }

  /// The copies of the text in hand in the half hour before.
  private func copies() throws(LogError) -> CopyIndex.Found {
    if let knownCopies { return knownCopies }
    let copies = try findCopies()
    knownCopies = copies
    return copies
  }

  private func valueOfHistory(_ signal: Signal) throws(LogError) -> SignalValue {
    switch signal {
    case .authorImpersonates: return .flag(try impersonates())
    case .copiesOwn: return .number(Double(try copies().own))
    case .copiesAuthors: return .number(Double(try copies().authors))
    case .threadNewNames: return .number(Double(try newNames()))
    case .threadNewNamesMedian: return try newNamesMedian().map { .number($0) } ?? .unknown
    case .threadNewNamesRatio:
      guard let median = try newNamesMedian() else { return .unknown }
      return .number(Double(try newNames()) / max(1, median))
    case .threadNewNamesSiteRatio:
      guard let median = try siteNewNamesMedian() else { return .unknown }
      return .number(Double(try newNames()) / max(1, median))
    case .hogging: return try hogging().map { .number(Double($0)) } ?? .unknown
    case .reportsWeight: return .number(try reportsWeight())
    case .reportsCredible: return .number(Double(try credibleReports()))
    default: return try value(ofVote: signal)
    }
  }
}

extension AuthorView {
  /// Takes a moderator's word on where an event came from into account.
  mutating func apply(_ ruling: AuthorState.Ruling?) {
    guard let ruling, tier != .blocked else { return }
    tier = ruling.isBlock ? .blocked : .trusted
  }
}

extension Projections {
  /// The standing of somebody without a name: none, unless a moderator blocked where they write from.
  func view(ofAnonymous sender: Sender, site: String, at: Timestamp) throws(LogError) -> AuthorView {
    var view = AuthorView.anonymous
    if let ruling = try ruling(on: sender, site: site, at: at), ruling.isBlock { view.tier = .blocked }
    return view
  }
}

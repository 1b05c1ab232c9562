package import ModQEvent
package import ModQEventLog
import ModQJudge
package import ModQProjections

/// A moderator at work: decisions become events in the log, and fold like any other.
package struct Moderation {
  private let engine: Engine
  let workspace: Workspace
  let finder: Finder
  /// Who decides.
  private let moderator: String
  let now: Timestamp

  package init(_ workspace: Workspace, by moderator: String, at now: Timestamp) {
    self.workspace = workspace
    engine = Engine(workspace)
    finder = Finder(workspace)
    self.moderator = moderator
    self.now = now
  }

  /// Details that a decision may have.
  package struct Details: Sendable {
    package var reason: String?
    package var until: Timestamp?

    package init(reason: String? = nil, until: Timestamp? = nil) {
      self.reason = reason
      self.until = until
    }
  }

  /// What came of decisions that were asked for.
  package struct Outcome: Sendable {
    package var made: [Made] = []
    /// Those that stand already: nothing was appended for them.
    package var standing: [Standing] = []
    /// Comments that were to be left to whoever decided about them.
    package var settled: [Settled] = []

    package init(made: [Made] = [], standing: [Standing] = [], settled: [Settled] = []) {
      self.made = made
      self.standing = standing
      self.settled = settled
    }
  }

  /// One decision that was made, with what it changed.
  package struct Made: Sendable {
    package var entry: Entry
    package var decision: Decision
    package var changes: [Change]
    /// What an undo took back.
    package var undone: Undone?
    /// It is about a nickname with which nobody has signed yet.
    package var isOfNobodyYet = false
  }

  /// A change of a comment's status that followed.
  package struct Change: Sendable {
    package var comment: String
    package var site: String
    package var from: CommentStatus?
    package var to: CommentStatus
  }

  /// Decides about comments, all in one transaction: either about every one on which it says something new, or about none.
  ///
  /// Several are one batch, which one undo takes back.
  package func decide(
    _ verb: Decision.Verb, comments ids: [String], site: String?, details: Details
  ) throws(LogError) -> Result<Outcome, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      var outcome = Outcome()
      var found: [Finder.Found] = []
      for id in ids {
        switch try finder.comment(id, site: site) {
        case .success(let comment):
          switch try objection(verb, to: comment, until: details.until) {
          case .none: found.append(comment)
          case .standing(let standing): outcome.standing.append(standing)
          case .erased: return .failure(.erased(id, verb))
          }
        case .failure(let failure): return .failure(failure)
        }
      }
      let batch = found.count > 1 ? try engine.ownBatch() : nil
      let hasClaims = try ClaimBoard.exists(in: workspace)
      for comment in found {
        switch try make(verb, .comment(comment.id), site: comment.site, details: details, batch: batch) {
        case .success(let one): outcome.made.append(one)
        case .failure(let failure):
          workspace.rollback()
          return .failure(failure)
        }
        if hasClaims { try Claims.drop(comment.seq, of: moderator, in: workspace) }
      }
      return .success(outcome)
    }
  }

  /// Why a decision about a comment is not made.
  enum Objection {
    case none
    case standing(Standing)
    case erased
  }

  /// Whether `verb` can be said of a comment, and says something new.
  func objection(
    _ verb: Decision.Verb, to comment: Finder.Found, until: Timestamp?
  ) throws(LogError) -> Objection {
    guard let row = try workspace.projections.comments.row(comment.seq) else { return .none }
    if !verb.isOfErasedTexts, try workspace.isErased(row) { return .erased }
    return try standing(verb, on: row, id: comment.id, until: until).map { .standing($0) } ?? .none
  }

  /// Blocks, trusts or clears a nickname, an address or a proof.
  package func rule(
    _ verb: Decision.Verb, _ target: Decision.Target, site: String?, details: Details
  ) throws(LogError) -> Result<Outcome, FindFailure> {
    try workspace.transaction { () throws(LogError) in
      try rule(verb, target, site: site, details: details, batch: nil)
    }
  }

  /// Blocks or trusts several nicknames of a site, those of them that can be, in one transaction.
  ///
  /// Several are one batch, which one undo takes back. The failure is that of the last name that can't be blocked or trusted.
  package func rule(
    _ verb: Decision.Verb, nicks: [String], site: String, details: Details
  ) throws(LogError) -> (outcome: Outcome, failure: FindFailure?) {
    try workspace.transaction { () throws(LogError) in
      var (outcome, last): (Outcome, FindFailure?) = (Outcome(), nil)
      let batch = nicks.count > 1 ? try engine.ownBatch() : nil
      for nick in nicks {
        switch try rule(verb, .nick(nick), site: site, details: details, batch: batch) {
        case .success(let one):
          outcome.made += one.made
          outcome.standing += one.standing
        case .failure(let failure): last = failure
        }
      }
      return (outcome, last)
    }
  }

  private func rule(
    _ verb: Decision.Verb, _ target: Decision.Target, site: String?, details: Details, batch: String?
  ) throws(LogError) -> Result<Outcome, FindFailure> {
    let place: String
    if case .nick(let nick) = target {
      switch try finder.siteOfNick(nick, site: site) {
      case .success(let found): place = found
      case .failure(let failure): return .failure(failure)
      }
      if workspace.projections.identity(nick: nick, sender: Sender()) == .anonymous {
        return .failure(.sharedNick(nick))
      }
    } else {
      switch try finder.onlySite(site) {
      case .success(let found): place = found
      case .failure(let failure): return .failure(failure)
      }
    }
    if case .ip(let address) = target, try !isAddress(address, site: place) {
      return .failure(.notAnAddress(address))
    }
    if let standing = try standing(verb, on: target, site: place, until: details.until) {
      return .success(Outcome(standing: [standing]))
    }
    var isOfNobodyYet = false
    if case .nick(let nick) = target { isOfNobodyYet = try bearers(of: nick, site: place).isEmpty }
    return try make(verb, target, site: place, details: details, batch: batch).map {
      var made = $0
      made.isOfNobodyYet = isOfNobodyYet
      return Outcome(made: [made])
    }
  }

  /// Whether a word on `address` can be about anybody: events may carry what is no address, such as the hash of one, and
  /// then that is what is named; anything else is a slip.
  private func isAddress(_ address: String, site: String) throws(LogError) -> Bool {
    let sender = Sender(ip: address)
    if sender.hasAddress { return true }
    guard let key = sender.ipKey else { return false }
    return try workspace.projections.hasSender(key, site: site)
  }

  /// Undoes the latest decision in force: of all, on a comment, or the decision or batch with this id.
  ///
  /// Undoing an undo brings back what it undid.
  package func undo(_ id: String?, site: String?, reason: String?) throws(LogError) -> Result<
    Made, FindFailure
  > {
    try workspace.transaction { () throws(LogError) in
      let target: Finder.Found
      switch try finder.decisionToUndo(id, site: site) {
      case .success(let found): target = found
      case .failure(let failure): return .failure(failure)
      }
      let undone = try undone(target)
      return try make(
        .undo, .undoes(target.id), site: target.site, details: Details(reason: reason), batch: nil
      ).map {
        var made = $0
        made.undone = undone
        return made
      }
    }
  }

  /// A name for decisions that are made together.
  func newBatch() throws(LogError) -> String { try engine.ownBatch() }

  /// Makes one decision.
  ///
  /// Call inside a transaction.
  func make(
    _ verb: Decision.Verb, _ target: Decision.Target, site: String, details: Details, batch: String?
  ) throws(LogError) -> Result<Made, FindFailure> {
    let decision = Decision(
      verb: verb, target: target, by: moderator, reason: details.reason, until: details.until, batch: batch)
    let event = Event(
      site: site, id: try engine.ownID("decision", site: site), at: now, action: .decision(decision),
      content: Content(of: decision))
    if let until = details.until, until <= now { return .failure(.over(until)) }
    // What goes into the log by hand is held to the same bounds as what is sent: an export has to go in again.
    do throws(Refusal) {
      _ = try EventDecoder.decode(line: event.line)
    } catch {
      return .failure(.refused(error))
    }
    let before = workspace.projections.changes.count
    guard case .noted(let entry) = try engine.submit(event, arrival: now) else {
      throw .refused(why: "the decision \(event.id) is in the log already")
    }
    var changes: [Change] = []
    for change in workspace.projections.changes[before...] {
      guard let comment = try workspace.log.entry(change.comment) else { continue }
      changes.append(Change(comment: comment.id, site: comment.site, from: change.from, to: change.to))
    }
    return .success(Made(entry: entry, decision: decision, changes: changes))
  }
}

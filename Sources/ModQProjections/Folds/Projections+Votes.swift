import ModQEvent
import ModQEventLog
import ModQJudge

/// Folding of votes: the last vote of each voter counts, by the voter's own standing at that moment.
extension Projections {
  func foldVote(_ entry: Entry, site: Int64, verdict: Verdict?) throws(LogError) {
    if let actor = entry.actor { try meet(entry, actor: actor, site: site) }
    let target = try target(of: entry)
    let value = value(of: entry)
    try enterReaction(entry, on: target, site: site, value: value)
    guard var row = target else { return try waitForTarget(of: entry, site: site) }
    try applyVote(entry, value: Int(value ?? 0), to: &row, site: site, verdict: verdict)
  }

  /// 1, −1, or 0 for a vote that is withdrawn; nil where the bytes are damaged.
  private func value(of entry: Entry) -> Int64? {
    if case .vote(let vote) = eventInHand(of: entry)?.action { return Int64(vote.value) }
    return entry.facts?["value"]?.integer
  }

  /// Applies a vote to a comment that is there.
  func applyVote(
    _ vote: Entry, value: Int, to row: inout CommentRow, site: Int64, verdict: Verdict?
  ) throws(LogError) {
    let voter = vote.actor.map { AuthorRow.number(site: site, actor: $0) }
    row = try settled(row, by: vote.at)
    if let voter {
      try replaceVote(of: voter, on: &row, by: value, vote: vote)
    } else {
      try count(value, of: &row)
    }
    comments.put(row)
    try question(&row, by: verdict, entry: vote, why: "vote")
  }

  /// What the sender of `vote` said of the comment before: 1, -1, or 0 for nothing.
  func vote(of vote: Vote, on row: CommentRow) throws(LogError) -> Int {
    guard case .named(let key, let proof) = identity(nick: vote.voter, sender: vote.sender),
      let voter = try names.author(nickKey: key, proof: proof, site: row.site)
    else { return 0 }
    return try storedVote(of: voter, on: row)?.value ?? 0
  }

  /// Adds one vote, or with `times` −1 takes it back.
  private func count(_ value: Int, times: Int = 1, of row: inout CommentRow) throws(LogError) {
    guard value != 0 else { return }
    if value > 0 { row.up += times } else { row.down += times }
    guard let no = row.author, var author = try authors.row(no) else { return }
    if value > 0 { author.votesUp += times } else { author.votesDown += times }
    authors.put(author)
  }

  private func replaceVote(
    of voter: Int64, on row: inout CommentRow, by value: Int, vote: Entry
  ) throws(LogError) {
    let former = try storedVote(of: voter, on: row)
    if let former {
      try count(former.value, times: -1, of: &row)
      try sumVotes(of: &row, except: voter)
    }
    let given = try weigh(value, by: voter, on: row, at: vote.at)
    try count(value, of: &row)
    row.weighted += Double(value) * given.weight
    row.voteR += given.r
    row.voteS += given.s
    try store(given, by: voter, on: row, seq: vote.seq, at: vote.at)
    guard let author = row.author else { return }
    if let former, former.r > 0 || former.s > 0 {
      try refoldAuthor(author)
    } else if given.r > 0 || given.s > 0 {
      try applyToAuthor(
        author, .evidence(AuthorFact.Evidence(kind: .vote, r: given.r, s: given.s)), at: vote.at)
    }
  }

  /// Adds up the votes on a comment anew, in the order of the log, without that of one voter: taking a number away from
  /// a sum of doubles would leave a rest.
  private func sumVotes(of row: inout CommentRow, except voter: Int64) throws(LogError) {
    (row.weighted, row.voteR, row.voteS) = (0, 0, 0)
    let inFlight = votes.inFlight(on: row.seq)
    var others = inFlight.filter { $0.key != voter }.map { ($0.value.seq, WeighedVote($0.value)) }
    let query = try queries.votesOnComment.aside
    query.bind(1, row.seq)
    query.bind(2, voter)
    while try query.step() {
      if inFlight[query.int(1)] != nil { continue }
      let vote = WeighedVote(
        value: Int(query.int(2)), weight: query.double(3), r: query.double(4), s: query.double(5))
      others.append((query.int(0), vote))
    }
    if !inFlight.isEmpty { others.sort { $0.0 < $1.0 } }
    for (_, vote) in others {
      row.weighted += Double(vote.value) * vote.weight
      row.voteR += vote.r
      row.voteS += vote.s
    }
  }

  /// What one vote is worth: the voter's weight, and the evidence that is left for it under the caps.
  struct WeighedVote {
    var value: Int
    var weight: Double
    var r = 0.0
    var s = 0.0
    var discount: VoteDiscount?

    init(value: Int, weight: Double, r: Double = 0, s: Double = 0, discount: VoteDiscount? = nil) {
      (self.value, self.weight, self.r, self.s, self.discount) = (value, weight, r, s, discount)
    }

    /// One as it stands.
    init(_ cast: VoteBook.Cast) { self.init(value: cast.value, weight: cast.weight, r: cast.r, s: cast.s) }
  }

  private func weigh(
    _ value: Int, by voter: Int64, on row: CommentRow, at: Timestamp
  ) throws(LogError) -> WeighedVote {
    guard value != 0, voter != row.author else { return WeighedVote(value: value, weight: 0) }
    let policy = regime.policy.votes
    var weight = try weight(of: voter, at: at, regime: regime)
    let ballot = Ballot(voter: voter, comment: row.seq, author: row.author, value: value, at: at)
    let discount = weight > 0 ? try self.discount(of: ballot) : nil
    if let discount { weight *= policy.weight(after: discount) }
    guard let author = row.author else {
      return WeighedVote(value: value, weight: weight, discount: discount)
    }
    let onComment = policy.perComment - (value > 0 ? row.voteR : row.voteS)
    let ofVoter =
      try policy.perVoter
      - evidence(
        from: voter, to: author, except: row, since: at.advanced(by: -Int64(policy.perVoterDays * 86_400_000))
      )
    let amount = max(0, min(policy.evidence * weight, onComment, ofVoter))
    return WeighedVote(
      value: value, weight: weight, r: value > 0 ? amount : 0, s: value < 0 ? amount : 0, discount: discount)
  }

  /// A voter's lower bound; a small constant for who has no record yet, nothing for who is blocked.
  private func weight(of voter: Int64, at: Timestamp, regime: Regime) throws(LogError) -> Double {
    guard let row = try authors.row(voter) else { return regime.policy.votes.unknownVoter }
    switch row.state.tier(at: at, isProven: row.isProven, policy: regime.policy, decay: regime.decay) {
    case .blocked: return 0
    case .anonymous, .suspect, .new, .known, .trusted: break
    }
    let standing = row.state.standing.faded(to: at, decay: regime.decay)
    if standing.r + standing.s == 0 { return regime.policy.votes.unknownVoter }
    return standing.lower(quantile: regime.policy.evidence.quantile)
  }

  /// What a voter gave to an author since a time, on other comments than this one, for or against.
  private func evidence(
    from voter: Int64, to author: Int64, except row: CommentRow, since: Timestamp
  ) throws(LogError) -> Double {
    let page = try votes.page(of: voter)
    if page.isWhole {
      return page.casts.filter { $0.author == author && $0.at > since && $0.comment != row.seq }
        .sorted { $0.comment < $1.comment }.reduce(0) { $0 + ($1.r + $1.s) }
    }
    let inFlight = votes.inFlight(by: voter, for: author)
    var others: [(comment: Int64, amount: Double)] = []
    for cast in inFlight.values where cast.at > since && cast.comment != row.seq {
      others.append((cast.comment, cast.r + cast.s))
    }
    let query = try queries.votesByVoter.aside
    query.bind(1, voter)
    query.bind(2, author)
    query.bind(3, since.milliseconds)
    query.bind(4, row.seq)
    // Not by SQL's own sum: how that adds doubles differs from one SQLite to the next.
    while try query.step() {
      if inFlight[query.int(0)] != nil { continue }
      others.append((query.int(0), query.double(1) + query.double(2)))
    }
    if !inFlight.isEmpty { others.sort { $0.comment < $1.comment } }
    return others.reduce(0) { $0 + $1.amount }
  }

  private func storedVote(of voter: Int64, on row: CommentRow) throws(LogError) -> WeighedVote? {
    let page = try votes.page(of: voter)
    if let cast = page.casts.last(where: { $0.comment == row.seq }) {
      return WeighedVote(cast)
    }
    if page.isWhole { return nil }
    if let cast = votes.inFlight(on: row.seq)[voter] { return WeighedVote(cast) }
    let query = try queries.getVote.aside
    query.bind(1, row.author ?? 0)
    query.bind(2, row.seq)
    query.bind(3, voter)
    defer { query.reset() }
    guard try query.step() else { return nil }
    return WeighedVote(
      value: Int(query.int(0)), weight: query.double(1), r: query.double(2), s: query.double(3))
  }

  private func store(
    _ vote: WeighedVote, by voter: Int64, on row: CommentRow, seq: Int64, at: Timestamp
  ) throws(LogError) {
    let query = queries.putVote
    query.bind(1, row.author ?? 0)
    query.bind(2, voter)
    query.bind(3, row.seq)
    query.bind(4, Int64(vote.value))
    query.bind(5, seq)
    query.bind(6, at.milliseconds)
    query.bind(7, vote.weight)
    query.bind(8, vote.r)
    query.bind(9, vote.s)
    query.bind(10, vote.discount?.rawValue ?? 0)
    try query.run()
    votes.note(
      VoteBook.Cast(
        author: row.author ?? 0, comment: row.seq, seq: seq, at: at, value: vote.value, weight: vote.weight,
        r: vote.r, s: vote.s), of: voter)
  }
}

import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

struct ReputationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reputation",
    abstract: "Show the standing of a nickname, or rank all of them.",
    discussion: """
      Examples:
        modq reputation 折口 --why
        modq reputation --limit 20
        modq reputation 折口 --at 2025-06-01T00:00:00Z

      Standing fades with time: it is shown as of the author's last event, or as of
      --at, of what is dated up to then. The ranking goes by the lower bound, which
      is what privileges are given on. Where a site sends proofs, several people may
      have one nickname; each is shown with a number that stays, with --private also
      by which proof.
      """)

  @Argument(help: "The nickname, in any spelling with the same key.")
  var nick: String?

  @OptionGroup var log: LogOptions
  @OptionGroup var list: ListOptions

  @Flag(help: "List each piece of evidence with its event.")
  var why = false

  @Flag(name: .customLong("private"), help: "Show the proofs that tell people of one nickname apart.")
  var showsProofs = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("As of this moment in event time.", valueName: "2026-04-01 or 7d"))
  var at: PastMoment?

  func run() throws {
    let moment = try at?.timestamp(pastOf: "--at")
    try withLog(log.path, for: .reading) { workspace in
      try log.requireSite(in: workspace)
      let reputation = Reputation(workspace, site: log.site, at: moment)
      if let nick {
        let authors = try reputation.authors(named: nick).get()
        try show(authors, reputation)
      } else {
        try rank(reputation, sites: Finder(workspace).sites())
      }
    }
  }

  /// One object an author; `json` is the object itself where there is but one.
  private func show(_ authors: [AuthorStanding], _ reputation: Reputation) throws {
    let columns = columns(sites: [], telling: authors.count > 1)
    let isOne = list.chosenFormat == .json && authors.count == 1
    var writer = list.list(columns, as: isOne ? .jsonl : nil, identifier: \AuthorLine.name)
    for author in authors.prefix(list.limit ?? .max) {
      let line = try line(of: author, reputation)
      try writer.add(line)
      guard list.chosenFormat == .table && why else { continue }
      writer.remark("")
      for piece in line.evidence {
        writer.remark("  " + piece.item.text(id: piece.id))
      }
    }
    try writer.finish()
  }

  private func rank(_ reputation: Reputation, sites: [String]) throws {
    var writer = list.list(columns(sites: sites, telling: false), identifier: \AuthorLine.name)
    var failure: OutputFailure?
    try reputation.ranking(limit: list.limit) { (author) throws(LogError) in
      guard failure == nil else { return }
      let line = try line(of: author, reputation)
      do throws(OutputFailure) { try writer.add(line) } catch { failure = error }
    }
    if let failure { throw failure }
    try writer.finish()
  }

  private func line(of author: AuthorStanding, _ reputation: Reputation) throws(LogError) -> AuthorLine {
    AuthorLine(standing: author, evidence: why ? try reputation.evidence(on: author) : [])
  }

  /// The columns of a list, `telling` people of one nickname apart or not.
  private func columns(sites: [String], telling: Bool) -> [Column<AuthorLine>] {
    let proofs = AuthorStanding.proofs(telling: telling, isPrivate: showsProofs)
    let columns = (AuthorStanding.columns(sites) + proofs).map { column in
      Column<AuthorLine>(column.name, column.place, column.presence) { column.cell($0.standing) }
    }
    guard why else { return columns }
    return columns + [
      Column("evidence") { line in
        let words = line.evidence.map { $0.item.text(id: $0.id) }.joined(separator: "; ")
        return .compound(words: words) { writer in
          writer.beginArray()
          for piece in line.evidence { piece.item.write(id: piece.id, to: &writer) }
          writer.endArray()
        }
      }
    ]
  }
}

/// An author as listed, with the evidence where that is asked for.
private struct AuthorLine {
  var standing: AuthorStanding
  var evidence: [(id: String, item: EvidenceItem)]

  var name: String { standing.row.nick ?? "" }
}

extension AuthorStanding {
  /// The columns of a list; a table names the sites of the log where there are several.
  fileprivate static func columns(_ sites: [String]) -> [Column<AuthorStanding>] {
    [
      Column("nick", .rest) { .text($0.row.nick) },
      Column("nick_key") { .text($0.row.nickKey) },
      Column("site", sites.count > 1 ? .left(10) : .none) { .text($0.site) },
      Column("tier", .left(9)) { .text($0.view.tier.rawValue) },
      Column("r", .right(7)) { .number(rounded($0.view.standing.r)) },
      Column("s", .right(7)) { .number(rounded($0.view.standing.s)) },
      Column("expected") { .number(rounded($0.view.expected)) },
      Column("lower", .right(5)) { .number(rounded($0.view.lower)) },
      Column("upper", .right(5)) { .number(rounded($0.view.upper)) },
      Column("comments", .right(8)) { .integer(Int64($0.view.comments)) },
      Column("approved") { .integer(Int64($0.view.approved - $0.view.settled)) },
      Column("settled", .none, .ifAny) { .integer($0.view.settled > 0 ? Int64($0.view.settled) : nil) },
      Column("rejected") { .integer(Int64($0.view.rejected)) },
      Column("votes_up") { .integer($0.votes.map { Int64($0.up) }) },
      Column("votes_down") { .integer($0.votes.map { Int64($0.down) }) },
      Column("first_seen") { .time($0.row.firstSeen) },
      Column("last_seen", .left(16)) { .time(min($0.row.lastSeen, $0.at)) },
    ]
  }

  /// What tells people of one nickname apart.
  fileprivate static func proofs(telling: Bool, isPrivate: Bool) -> [Column<AuthorStanding>] {
    let proven = Column<AuthorStanding>("proven", .none, telling ? .always : .ifAny) {
      .flag($0.row.isProven ? true : telling ? false : nil)
    }
    let words = Column<AuthorStanding>("proof", telling && !isPrivate ? .left(13) : .none, .inTables) {
      .text($0.row.isProven ? "#\($0.row.bearer)" : "without proof")
    }
    let bearer = Column<AuthorStanding>("bearer") { .integer($0.row.bearer) }
    let proof = Column<AuthorStanding>("proof", .left(24), .ifAny) { .text($0.row.proof) }
    return [proven] + (telling ? [bearer, words] : []) + (isPrivate ? [proof] : [])
  }
}

extension EvidenceItem {
  fileprivate func write(id: String, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("seq")
    writer.integer(seq)
    writer.member("at", at.rfc3339)
    writer.member("kind", kind.rawValue)
    writer.key("r")
    writer.number(r)
    writer.key("s")
    writer.number(s)
    writer.member("id", id)
    writer.member("discount", discount?.name)
    writer.endObject()
  }

  /// In words; the id is foreign.
  fileprivate func text(id: String) -> String {
    let weight = r > 0 || kind == .upvote ? "+\(r.hundredths)" : "-\(s.hundredths)"
    let why = discount.map { ", \($0.name)" } ?? ""
    return "\(at.minute)  \(padded(kind.rawValue, to: 8))  \(weight)  \(visible(id))\(why)"
  }
}

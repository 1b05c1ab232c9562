import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

/// Who decides and why: what every command that decides needs.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var log: LogOptions

  @Option(help: "Who decides (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @Option(help: "Why, in a few words.")
  var reason: String?

  /// Makes decisions in one transaction and prints each with what it changed; what was not decided is said on standard
  /// error.
  func act(
    _ decide: (Moderation) throws(LogError) -> Result<Moderation.Outcome, FindFailure>
  ) throws(Failure) {
    let name = try DecisionOptions.moderator(by)
    let outcome = try withLog(log.path, for: .writing) { workspace in
      try decide(Moderation(workspace, by: name, at: .now)).get()
    }
    // Said before anything is printed: an output that fails must not swallow it.
    for one in outcome.standing { complain("modq: \(one.text)") }
    for one in outcome.settled {
      let who = one.by.map { " by \(visible($0))" } ?? ""
      complain("modq: \(visible(one.id)) is \(one.status.name) already\(who): nothing was decided about it")
    }
    for one in outcome.made where one.isOfNobodyYet {
      complain("modq: nobody has signed \(visible(one.decision.target.value)) yet; it holds from now on")
    }
    try print(outcome.made)
    if !outcome.settled.isEmpty { throw Failure(.refused, "") }
  }

  /// The name of who decides: the given one, or what the environment says.
  static func moderator(_ name: String?) throws(Failure) -> String {
    guard let name = name ?? environment("MODQ_MODERATOR") ?? environment("USER") else {
      throw Failure(
        .usage, "who decides is not known",
        advice: "Give --by NAME, or set MODQ_MODERATOR; else USER in the environment says it.")
    }
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw Failure(
        .usage, "the name of who decides is empty", advice: "Give --by NAME or set MODQ_MODERATOR.")
    }
    guard !name.utf8.elementsEqual(Decision.rules.utf8) else {
      throw Failure(
        .usage, "rules is the name under which sweeps decide", advice: "Give another with --by NAME.")
    }
    let own = "modq:"
    guard !name.utf8.starts(with: own.utf8) else {
      throw Failure(
        .usage, "names that begin with \(own) are those of modq itself",
        advice: "Give another with --by NAME.")
    }
    guard name.unicodeScalars.allSatisfy({ ScalarDisplay($0) != .control }) else {
      throw Failure(
        .usage, "the name of who decides has control characters: \(visible(name))",
        advice: "Give another with --by NAME.")
    }
    return name
  }

  private func print(_ made: [Moderation.Made]) throws(Failure) {
    try printOut(
      made.flatMap { Output.isTerminal ? Array($0.text.utf8) : $0.json },
      done: Done(recorded: made.map(\.entry.id)))
  }
}

extension Decision.Target {
  /// The key that names it in an event.
  var name: String {
    switch self {
    case .comment: "comment"
    case .nick: "nick"
    case .ip: "ip"
    case .email: "email"
    case .proof: "proof"
    case .undoes: "undoes"
    }
  }

  var value: String {
    switch self {
    case .comment(let value), .nick(let value), .ip(let value), .email(let value), .proof(let value),
      .undoes(let value):
      value
    }
  }
}

extension Failure {
  init(_ failure: FindFailure) {
    switch failure {
    case .unknown(.comment(let id)):
      self.init(.noInput, "there is no comment \(visible(id))", advice: "`modq log` lists what the log has.")
    case .unknown(.nick(let nick)):
      self.init(
        .noInput, "nobody signed as \(visible(nick))", advice: "`modq reputation` lists the nicknames.")
    case .unknown(.decision(let id)):
      self.init(
        .noInput, "there is no comment, decision or batch \(visible(id))",
        advice: "`modq log --kind decision` lists the decisions; "
          + "`modq clear NICK` ends a block or a trust of a nickname.")
    case .ambiguous(let name, let sites):
      let what =
        switch name {
        case .comment(let id), .decision(let id): id
        case .nick(let nick): nick
        }
      self.init(
        .usage,
        "several sites have \(visible(what)): \(sites.map { "\"\(visible($0))\"" }.joined(separator: ", "))",
        advice: "Say which with --site.")
    case .notAComment(let id, let kind):
      self.init(.usage, "\(visible(id)) is no comment but a \(kind.rawValue)")
    case .severalSites(let sites):
      self.init(
        .usage, "the log has several sites: \(sites.map { "\"\(visible($0))\"" }.joined(separator: ", "))",
        advice: "Say which with --site.")
    case .unknownSite(let site, let known):
      self.init(
        .noInput, "nothing came from the site \"\(visible(site))\"",
        advice: known.isEmpty
          ? nil : "The log has \(known.map { "\"\(visible($0))\"" }.joined(separator: ", ")).")
    case .notAnAddress(let address):
      self.init(
        .usage, "\(visible(address)) is no IP address, and nothing came from it",
        advice: "Write it as 203.0.113.7 or 2001:db8::1.")
    case .over(let end):
      self.init(.usage, "\(end.rfc3339) is over already", advice: "Give --until a time to come, or 12h, 7d.")
    case .sharedNick(let nick):
      self.init(
        .usage, "\(visible(nick)) is a name that many share: nobody has a standing by it",
        advice: "Name an address or a proof with --ip, --email or --proof.")
    case .erased(let id, let verb):
      self.init(
        .usage, "the text of \(visible(id)) was erased: there is nothing to \(verb.rawValue)",
        advice: "It waits for nobody; `modq reject \(visible(id))` says that it stays away.")
    case .refused(let refusal):
      self.init(.usage, visible(refusal.message))
    case .emptyNick:
      self.init(.usage, "a nickname of which nothing is to be seen is nobody's")
    case .undoneBefore(let id, let moderator, let undos):
      self.init(
        .noInput, "\(visible(id)) was undone already by \(visible(moderator)): nothing was changed",
        advice: undos.map { "`modq undo \(visible($0))`" }.joined(separator: " and ")
          + (undos.count > 1 ? " together bring it back." : " brings it back."))
    case .nothingToUndo(nil):
      self.init(.noInput, "there is no decision to undo")
    case .nothingToUndo(let id?):
      self.init(
        .noInput, "no decision on \(visible(id)) is in force",
        advice: "Name an undo by its id to take it back.")
    }
  }
}

import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

/// What the commands that decide about people have in common.
protocol Ruling: ParsableCommand {
  static var verb: Decision.Verb { get }
  var subject: RulingSubject { get }
  var until: Timestamp? { get throws(Failure) }
}

extension Ruling {
  func run() throws {
    let target = try subject.target()
    let details = Moderation.Details(reason: subject.who.reason, until: try until)
    try subject.who.act { (moderation) throws(LogError) in
      try moderation.rule(Self.verb, target, site: subject.who.log.site, details: details)
    }
  }
}

struct BlockCommand: Ruling {
  static let configuration = CommandConfiguration(
    commandName: "block", abstract: "Reject whatever a nickname (or address, or proof) writes from now on.",
    discussion: "Examples:\n  modq block 折口 --until 7d --reason flooding\n  modq block --ip 203.0.113.7")
  static let verb = Decision.Verb.block
  @OptionGroup var subject: RulingSubject
  @Option(
    name: .customLong("until"), parsing: .unconditional,
    help: "When it ends: a time, or 30m, 12h, 2d from now.")
  var end: Moment?
  var until: Timestamp? {
    get throws(Failure) { try end?.timestamp() }
  }
}

struct TrustCommand: Ruling {
  static let configuration = CommandConfiguration(
    commandName: "trust", abstract: "Take a nickname (or address, or proof) for a trusted one.",
    discussion: "Examples:\n  modq trust 花子")
  static let verb = Decision.Verb.trust
  @OptionGroup var subject: RulingSubject
  @Option(
    name: .customLong("until"), parsing: .unconditional,
    help: "When it ends: a time, or 30m, 12h, 2d from now.")
  var end: Moment?
  var until: Timestamp? {
    get throws(Failure) { try end?.timestamp() }
  }
}

struct ClearCommand: Ruling {
  static let configuration = CommandConfiguration(
    commandName: "clear", abstract: "End a block or a trust; the evidence stays.",
    discussion: "Examples:\n  modq clear 折口")
  static let verb = Decision.Verb.clear
  @OptionGroup var subject: RulingSubject
  var until: Timestamp? { nil }
}

/// Whom a ruling is about: exactly one of a nickname, an address or a proof.
struct RulingSubject: ParsableArguments {
  @Argument(help: "The nickname.")
  var nick: String?
  @Option(help: "An IP address instead; an IPv6 address stands for its /64.")
  var ip: String?
  @Option(help: "An e-mail address instead.")
  var email: String?
  @Option(help: "A proof instead: what the site ties a nickname to a person with.")
  var proof: String?

  @OptionGroup var who: DecisionOptions

  func target() throws(Failure) -> Decision.Target {
    let given: [Decision.Target] = [
      nick.map { .nick($0) }, ip.map { .ip($0) }, email.map { .email($0) }, proof.map { .proof($0) },
    ].compactMap { $0 }
    guard given.count == 1, let target = given.first else {
      throw Failure(.usage, "name exactly one of a nickname, --ip, --email and --proof")
    }
    return target
  }
}

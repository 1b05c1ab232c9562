import ModQEvent
import ModQJudge
import ModQProjections

/// What a filter can ask of a comment.
enum FilterKey: String, Sendable, CaseIterable {
  case id, site, thread
  /// In any spelling with the same key.
  case nick
  /// A rule that fired in the verdict in force, and a tag of one, as the rules were then.
  case rule, tag
  /// Where it came from; an IPv6 address stands for its /64.
  case ip, email, proof
  case status
  /// What the machine says of the current text.
  case verdict
  /// What the author is taken for as of their last event.
  case tier
  case score, reports, up, down, replies, links
  /// Since it was posted, by the asking command's clock.
  case age
  case at, after, before
  /// The moderator who has it in hand now.
  case claimedBy = "claimed_by"
  case escalated, snoozed

  /// What values it takes.
  var kind: Kind {
    switch self {
    case .id, .site, .thread, .nick, .rule, .tag, .ip, .email, .proof, .claimedBy: .word
    case .status: .choice(CommentStatus.allCases.map(\.name))
    case .verdict: .choice(Verdict.Outcome.allCases.map(\.name))
    case .tier: .choice(Tier.allCases.map(\.rawValue))
    case .score, .reports, .up, .down, .replies, .links: .number
    case .age: .span
    case .at: .time
    case .after, .before: .bound
    case .escalated, .snoozed: .flag
    }
  }

  enum Kind: Equatable {
    case word
    case choice([String])
    case number
    /// A length of time, as a time before now: `age>2d`.
    case span
    case time
    /// A time, with `=` alone: `before=2026-04-01T00:00:00Z`.
    case bound
    case flag

    /// Whether values of this kind have an order.
    var isOrdered: Bool {
      switch self {
      case .number, .span, .time: true
      case .word, .choice, .bound, .flag: false
      }
    }
  }

  /// From what is at hand (0) to what has to be read and decoded (4).
  var cost: Int {
    switch self {
    case .status, .verdict, .score, .reports, .up, .down, .replies, .links, .age, .at, .after, .before,
      .escalated, .snoozed:
      0
    case .claimedBy: 1
    case .id, .site, .thread: 2
    case .nick, .ip, .email, .proof, .tier: 3
    case .rule, .tag: 4
    }
  }

  static let names = allCases.map(\.rawValue)
}

/// One number of a policy: where it stands, what it may be.
///
/// The table of them is all that reading, writing and the editors' schema know of the policy's numbers.
struct PolicyNumber: Sendable {
  /// The keys that lead to it, as in `tiers.trusted.lower`.
  let path: String
  let form: Form

  enum Form: Sendable {
    case number(any WritableKeyPath<Policy, Double> & Sendable, ClosedRange<Double>)
    case integer(any WritableKeyPath<Policy, Int> & Sendable, ClosedRange<Int>)
    /// Days; in YAML a time span.
    case span(any WritableKeyPath<Policy, Double> & Sendable)
  }

  /// All of them, in the order of their paths' UTF-8 bytes.
  static let all: [PolicyNumber] = [
    PolicyNumber(path: "anonymous.expected", form: .number(\.anonymous.expected, 0...1)),
    PolicyNumber(path: "anonymous.lower", form: .number(\.anonymous.lower, 0...1)),
    PolicyNumber(path: "evidence.approved", form: .number(\.evidence.approved, 0...100)),
    PolicyNumber(path: "evidence.half_life", form: .span(\.evidence.halfLifeDays)),
    PolicyNumber(path: "evidence.quantile", form: .number(\.evidence.quantile, 0...10)),
    PolicyNumber(path: "evidence.rejected", form: .number(\.evidence.rejected, 0...100)),
    PolicyNumber(path: "evidence.settle_after", form: .span(\.evidence.settleDays)),
    PolicyNumber(path: "evidence.settled", form: .number(\.evidence.settled, 0...100)),
    PolicyNumber(path: "evidence.spam", form: .number(\.evidence.spam, 0...100)),
    PolicyNumber(path: "private_retention", form: .span(\.privateRetentionDays)),
    PolicyNumber(path: "reports.unnamed", form: .number(\.reports.unnamed, 0...1)),
    PolicyNumber(path: "thresholds.hold", form: .number(\.holdScore, 0.000_001...1_000_000)),
    PolicyNumber(path: "thresholds.reject", form: .number(\.rejectScore, 0.000_001...1_000_000)),
    PolicyNumber(path: "tiers.known.records", form: .integer(\.tiers.knownRecords, 1...1_000)),
    PolicyNumber(path: "tiers.suspect.evidence", form: .number(\.tiers.suspectEvidence, 0...1_000)),
    PolicyNumber(path: "tiers.suspect.leave", form: .number(\.tiers.suspectLeave, 0...1)),
    PolicyNumber(path: "tiers.suspect.upper", form: .number(\.tiers.suspectUpper, 0...1)),
    PolicyNumber(path: "tiers.trusted.days", form: .integer(\.tiers.trustedDays, 0...1_000)),
    PolicyNumber(path: "tiers.trusted.leave", form: .number(\.tiers.trustedLeave, 0...1)),
    PolicyNumber(path: "tiers.trusted.lower", form: .number(\.tiers.trustedLower, 0...1)),
    PolicyNumber(path: "tiers.trusted.threads", form: .integer(\.tiers.trustedThreads, 0...1_000)),
    PolicyNumber(path: "votes.evidence", form: .number(\.votes.evidence, 0...100)),
    PolicyNumber(path: "votes.lockstep.from", form: .integer(\.votes.lockstepFrom, 2...1_000_000)),
    PolicyNumber(path: "votes.lockstep.weight", form: .number(\.votes.lockstepWeight, 0...1)),
    PolicyNumber(path: "votes.per_comment", form: .number(\.votes.perComment, 0...100)),
    PolicyNumber(path: "votes.per_voter", form: .number(\.votes.perVoter, 0...100)),
    PolicyNumber(path: "votes.per_voter_within", form: .span(\.votes.perVoterDays)),
    PolicyNumber(path: "votes.reciprocal.from", form: .integer(\.votes.reciprocalFrom, 2...1_000_000)),
    PolicyNumber(path: "votes.reciprocal.weight", form: .number(\.votes.reciprocalWeight, 0...1)),
    PolicyNumber(path: "votes.serial.from", form: .integer(\.votes.serialFrom, 2...1_000_000)),
    PolicyNumber(path: "votes.serial.weight", form: .number(\.votes.serialWeight, 0...1)),
    PolicyNumber(path: "votes.unknown_voter", form: .number(\.votes.unknownVoter, 0...1)),
  ]

  /// The keys of the policy's mapping at `path`, where the empty path is the file itself.
  static func keys(at path: String) -> [String] {
    let prefix = path.isEmpty ? "" : path + "."
    var keys: [String] = path.isEmpty ? [sharedNicknames] : []
    for number in all where number.path.hasPrefix(prefix) {
      let key = String(number.path.dropFirst(prefix.count).prefix { $0 != "." })
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }

  /// The one key of a policy that is no number.
  static let sharedNicknames = "shared_nicknames"
}

import Foundation
import SeededNumbers
import Testing

@testable import ModQJudge

struct PolicyTests {
  @Test func theShippedPolicyHasTheDefaultNumbers() throws {
    let set = try RuleSet.load(files: [Self.shipped()], compiling: .all)
    #expect(set.warnings.map(\.rendered) == [])
    var policy = set.policy
    #expect(policy.sharedNicks.count > 150)
    policy.sharedNicks = []
    #expect(policy == Policy())
  }

  @Test func theShippedPolicyWritesOutEveryNumber() throws {
    let text = String(decoding: try Self.shipped().bytes, as: UTF8.self)
    for number in PolicyNumber.all {
      let key = String(number.path.split(separator: ".").last ?? "")
      #expect(text.contains("\(key): "), "\(number.path)")
    }
  }

  @Test(arguments: ["名無し", "名無しさん", "匿名", "通りすがり", "anonymous", "guest", "774", "익명", "аноним"])
  func namesThatNobodyOwnsAreShared(key: String) throws {
    #expect(try RuleSet.load(files: [Self.shipped()]).policy.sharedNicks.contains(key))
  }

  @Test(arguments: ["名無し123", "折口", "anonymous1", "ゲスト山田"])
  func otherNamesAreNot(key: String) throws {
    #expect(try !RuleSet.load(files: [Self.shipped()]).policy.sharedNicks.contains(key))
  }

  @Test func theJSONIsCanonical() {
    var policy = Policy()
    policy.sharedNicks = ["名無し", "guest", "ゲスト"]
    let expected = """
      {"anonymous.expected":0.5,"anonymous.lower":0.1,"evidence.approved":1,"evidence.half_life":90,\
      "evidence.quantile":1.2816,"evidence.rejected":1,"evidence.settle_after":7,"evidence.settled":0.2,\
      "evidence.spam":3,"private_retention":0,"reports.unnamed":0.1,\
      "shared_nicknames":["guest","ゲスト","名無し"],"thresholds.hold":4,"thresholds.reject":10,\
      "tiers.known.records":2,"tiers.suspect.evidence":3,"tiers.suspect.leave":0.47,"tiers.suspect.upper":0.42,\
      "tiers.trusted.days":5,"tiers.trusted.leave":0.7,"tiers.trusted.lower":0.75,"tiers.trusted.threads":5,\
      "votes.evidence":0.05,"votes.lockstep.from":3,"votes.lockstep.weight":0,"votes.per_comment":0.5,\
      "votes.per_voter":0.1,"votes.per_voter_within":30,"votes.reciprocal.from":5,"votes.reciprocal.weight":0.5,\
      "votes.serial.from":4,"votes.serial.weight":0,"votes.unknown_voter":0.1}
      """
    #expect(String(decoding: policy.json, as: UTF8.self) == expected)
    #expect(Policy(json: policy.json) == policy)
  }

  @Test func anyPolicyReadsBackTheSame() {
    for seed in 0..<200 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      var policy = Policy()
      for number in PolicyNumber.all {
        switch number.form {
        case .number(let path, let range): policy[keyPath: path] = .random(in: range, using: &random)
        case .integer(let path, let range): policy[keyPath: path] = .random(in: range, using: &random)
        case .span(let path): policy[keyPath: path] = .random(in: 0.01...400, using: &random)
        }
      }
      #expect(Policy(json: policy.json) == policy, "seed \(seed)")
    }
  }

  @Test func whatIsNotKnownIsLeftAsideAndWhatIsMissingIsUsual() {
    var expected = Policy()
    expected.holdScore = 3
    #expect(Policy(json: Array(#"{"thresholds.hold":3,"newer.number":7}"#.utf8)) == expected)
    #expect(Policy(json: Array(#"{"thresholds.hold":"3"}"#.utf8)) == nil)
    #expect(Policy(json: Array(#"{"shared_nicknames":[1]}"#.utf8)) == nil)
    #expect(Policy(json: Array("[]".utf8)) == nil)
  }

  private static func shipped() throws -> RuleFile {
    RuleFile(
      path: "policy.yml", bytes: try [UInt8](Data(contentsOf: Shipped.rules.appending(path: "policy.yml"))))
  }
}

/// The rules that come with the program.
enum Shipped {
  static let rules = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    .appending(path: "Rules")
}

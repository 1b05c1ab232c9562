import SeededNumbers
import Testing

@testable import ModQJudge

struct VerdictCodecTests {
  @Test func anUnremarkableVerdictIsShort() {
    let author = Verdict.Author(tier: .new, expected: 0.5, lower: 0.1261, upper: 0.8739)
    let verdict = Verdict(author: author, ruleset: 1)
    #expect(
      String(decoding: verdict.json, as: UTF8.self) == #"{"author":["new",0.5,0.1261,0.8739],"ruleset":1}"#)
    #expect(String(decoding: Verdict().json, as: UTF8.self) == "{}")
    #expect(Verdict(json: Array("{}".utf8)) == Verdict())
  }

  @Test func allOfAVerdictIsWritten() {
    let verdict = Verdict(
      outcome: .reject, score: 10.25,
      reasons: [
        Verdict.Reason(
          rule: "a", score: 10.25, floor: .hold, allow: true,
          matches: [Verdict.Match(name: "m", field: .urlHost, start: 3, end: 9)],
          values: [
            Verdict.Value(name: "author.tier", value: .word("new")),
            Verdict.Value(name: "links", value: .number(3)),
            Verdict.Value(name: "mixed_script_token", value: .flag(false)),
            Verdict.Value(name: "reports", value: .unknown),
          ])
      ],
      shadow: [Verdict.Reason(rule: "b", score: 0)],
      errors: [Verdict.Failure(rule: "c", name: "p", reason: .jitStack)],
      learned: Verdict.Learned(spam: 0.97, k: 440), ruleset: 12, links: 2
    )
    let expected = """
      {"errors":[["c","p","jit_stack"]],"learned":[0.97,440],"links":2,"reasons":[{"allow":true,"floor":"hold",\
      "matches":[["m","url.host",3,9]],"rule":"a","score":10.25,"values":{"author.tier":"new","links":3,\
      "mixed_script_token":false,"reports":null}}],"ruleset":12,"score":10.25,"shadow":[{"rule":"b"}],"verdict":"reject"}
      """
    #expect(String(decoding: verdict.json, as: UTF8.self) == expected)
    #expect(Verdict(json: verdict.json) == verdict)
  }

  @Test(arguments: [
    "", "null", "[]", "{", #"{"verdict":"publis"}"#, #"{"score":"4"}"#, #"{"author":["new",0.5,0.1]}"#,
    #"{"author":["regular",0.5,0.1,0.9]}"#, #"{"reasons":[{}]}"#, #"{"reasons":[{"rule":"a","weight":1}]}"#,
    #"{"errors":[["a","b","unknown"]]}"#, #"{"ruleset":1.5}"#, #"{"ruleset":1,"ruleset":2}"#, #"{"newer":1}"#,
    #"{"reasons":[{"rule":"a","matches":[["m","subject",0,1]]}]}"#,
  ])
  func whatIsNoVerdictIsRefused(json: String) {
    #expect(Verdict(json: Array(json.utf8)) == nil)
  }

  @Test func anyVerdictReadsBackTheSame() {
    for seed in 0..<2_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let verdict = Verdict.random(using: &random)
      let json = verdict.json
      let again = Verdict(json: json)
      #expect(again == verdict, "seed \(seed): \(String(decoding: json, as: UTF8.self))")
      #expect(again?.json == json)
    }
  }
}

extension Verdict {
  static func random(using random: inout SplitMix64) -> Verdict {
    func number() -> Double {
      switch Int.random(in: 0...3, using: &random) {
      case 0: Double(Int.random(in: -9...9, using: &random))
      case 1: Double(Int.random(in: 0...10_000, using: &random)) / 10_000
      case 2: Double.random(in: -1e12...1e12, using: &random)
      default: Double(bitPattern: UInt64.random(in: 0...0x7FEF_FFFF_FFFF_FFFF, using: &random))
      }
    }
    func reasons() -> [Reason] {
      (0..<Int.random(in: 0...3, using: &random)).map { index in
        Reason(
          rule: "r\(index)", score: number(),
          floor: [nil, .hold, .reject].randomElement(using: &random) ?? nil,
          allow: .random(using: &random),
          matches: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            Match(
              name: "m", field: Field.allCases.randomElement(using: &random) ?? .body,
              start: .random(in: 0...65_536, using: &random), end: .random(in: 0...65_536, using: &random))
          },
          values: ["a", "b.c", "死"].prefix(Int.random(in: 0...3, using: &random)).map { name in
            Value(
              name: name,
              value: [.number(number()), .flag(.random(using: &random)), .word("new\"\\\u{1}"), .unknown]
                .randomElement(using: &random) ?? .unknown)
          })
      }
    }
    return Verdict(
      outcome: Outcome.allCases.randomElement(using: &random) ?? .publish, score: number(),
      reasons: reasons(),
      shadow: reasons(),
      errors: MatchFailure.allCases.prefix(Int.random(in: 0...2, using: &random))
        .map { Failure(rule: "r", name: "p", reason: $0) },
      author: .random(using: &random)
        ? nil
        : Author(
          tier: Tier.allCases.randomElement(using: &random) ?? .new, expected: number(), lower: number(),
          upper: number()),
      learned: .random(using: &random)
        ? nil : Verdict.Learned(spam: number(), k: .random(in: 40...20_000, using: &random)),
      ruleset: .random(in: 0...Int64.max, using: &random),
      links: .random(in: 0...9, using: &random))
  }
}

import ModQEvent
import Testing

@testable import ModQEventLog

/// The format of the chain is frozen: a log written today verifies with every later modq.
///
/// The expected digests were made by a Python script from the documentation of ``HashChain``, not by this code.
struct HashChainTests {
  static let first = Entry(
    seq: 1, site: "", id: "c1", kind: .comment, at: Timestamp(milliseconds: 1_767_225_600_000),
    recordedAt: Timestamp(milliseconds: 1_767_225_600_123), actor: 1,
    content: Content(
      thread: "t1", payload: Array(#"{"body":"お前は死ねばいい","nick":"折口"}"#.utf8),
      privates: Array(#"{"ip":"203.0.113.7"}"#.utf8)),
    payloadSalt: Array(0..<16), privateSalt: Array(16..<32),
    verdict: Array(#"{"outcome":"hold","score":4}"#.utf8), hash: [])

  static let second = Entry(
    seq: 2, site: "b", id: "d1", kind: .decision, at: Timestamp(milliseconds: 1_767_225_660_000),
    recordedAt: Timestamp(milliseconds: 1_767_225_660_000), actor: nil,
    content: Content(target: "c1", facts: Array(#"{"action":"approve","by":"mari"}"#.utf8)), payloadSalt: nil,
    privateSalt: nil, verdict: nil, hash: [])

  static let firstHash = "773896bdc28b879ea642987b6e99a8cea05c727ab872ace11bc10d334067418b"

  @Test func theChainStartsFromAFixedHash() {
    #expect(
      hexadecimal(HashChain.origin) == "2f7c7bba88e9608cbe8fbbd89a698085538e2b9951c43a4339fe792d0e0b6eb3")
  }

  @Test func erasableBytesAreHashedAfterTheirSalt() {
    let entry = HashChainTests.first
    let payload = HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt)
    let privates = HashChain.digest(of: entry.content.privates, salt: entry.privateSalt)
    #expect(
      payload.map { hexadecimal($0) } == "0ffd4056724af426f46b6fbf8f2b0d974e1f5a0737e947b806c59c3e2b46ef45")
    #expect(
      privates.map { hexadecimal($0) } == "e02d896deecd2fea8d5d01226f91d05c86009e9c34ec97d937802ac48b9ba69d")
    #expect(HashChain.digest(of: nil, salt: entry.payloadSalt) == nil)
  }

  @Test func fixedEntriesHaveFixedHashes() {
    let first = HashChainTests.hash(HashChainTests.first, after: HashChain.origin)
    let second = HashChainTests.hash(HashChainTests.second, after: first)
    #expect(hexadecimal(first) == HashChainTests.firstHash)
    #expect(hexadecimal(second) == "3617aae9327af4325c285ade30fbc73b382868f32afe54f0643e435290ea257a")
  }

  /// Each of these is another entry, however little differs.
  static let alterations: [(String, @Sendable (inout Entry) -> Void)] = [
    ("seq", { $0.seq = 2 }),
    ("site", { $0.site = "b" }),
    ("a byte moved from the id to the site", { ($0.site, $0.id) = ("c", "1") }),
    ("id", { $0.id = "c2" }),
    ("kind", { $0.kind = .reply }),
    ("at", { $0.at = $0.at.advanced(by: 1) }),
    ("recorded_at", { $0.recordedAt = $0.recordedAt.advanced(by: -1) }),
    ("thread", { $0.content.thread = "t2" }),
    ("thread and target swapped", { ($0.content.thread, $0.content.target) = (nil, "t1") }),
    ("actor", { $0.actor = 2 }),
    ("no actor", { $0.actor = nil }),
    ("facts that are empty, not missing", { $0.content.facts = [] }),
    ("a bit of the payload", { $0.content.payload?[9] ^= 1 }),
    ("a bit of its salt", { $0.payloadSalt?[0] ^= 1 }),
    ("a bit of the private part", { $0.content.privates?[9] ^= 1 }),
    ("a bit of its salt", { $0.privateSalt?[15] ^= 1 }),
    ("verdict", { $0.verdict = Array(#"{"outcome":"hold","score":5}"#.utf8) }),
    ("no verdict", { $0.verdict = nil }),
  ]

  @Test(arguments: alterations.indices)
  func everyFieldIsHashed(index: Int) {
    let (what, alter) = HashChainTests.alterations[index]
    var entry = HashChainTests.first
    alter(&entry)
    let hash = HashChainTests.hash(entry, after: HashChain.origin)
    #expect(hexadecimal(hash) != HashChainTests.firstHash, "\(what)")
  }

  private static func hash(_ entry: Entry, after previous: [UInt8]) -> [UInt8] {
    HashChain.hash(
      of: entry, after: previous,
      payloadDigest: HashChain.digest(of: entry.content.payload, salt: entry.payloadSalt),
      privateDigest: HashChain.digest(of: entry.content.privates, salt: entry.privateSalt))
  }
}

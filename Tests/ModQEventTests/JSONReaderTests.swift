import Foundation
import SeededNumbers
import Testing

@testable import ModQEvent

struct JSONReaderTests {
  /// Two readers differ in which of two equal keys they take: we take neither.
  private static let stricter = ["y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"]

  @Test(.enabled(if: SharedData.folder != nil))
  func theTestSuiteIsAcceptedAndRefusedAsItAsks() throws {
    let names = try SharedData.names(in: "json_testsuite").filter { $0.hasSuffix(".json") }
    try #require(names.count > 280)
    for name in names {
      let bytes = try SharedData.bytes("json_testsuite/" + name)
      let isAccepted = (try? JSONValue.parse(bytes)) != nil
      if name.hasPrefix("y_") {
        #expect(isAccepted != Self.stricter.contains(name), "\(name)")
      } else if name.hasPrefix("n_") {
        #expect(!isAccepted, "\(name)")
      }
      let line = Array(#"{"type":"delete","id":"d","comment":"c","x":"#.utf8) + bytes + [UInt8(ascii: "}")]
      #expect(((try? EventDecoder.decode(line: line)) != nil) == isAccepted, "\(name)")
    }
  }

  @Test func whatFoundationReadsIsReadTheSame() throws {
    for seed in 0..<2_000 {
      var generator = SplitMix64(seed: seed)
      let written = generator.spelling(of: generator.value(depth: 4))
      let ours = try JSONValue.parse(written)
      let theirs = try JSONDecoder().decode(FoundationValue.self, from: Data(written))
      #expect(theirs.isSame(as: ours), "seed \(seed): \(text(written) ?? "")")
    }
  }

  @Test func whatFoundationRefusesIsRefused() {
    for seed in 0..<6_000 {
      var generator = SplitMix64(seed: seed)
      var written = generator.spelling(of: generator.value(depth: 3))
      generator.damage(&written)
      guard let ours = try? JSONValue.parse(written) else { continue }
      let theirs = try? JSONDecoder().decode(FoundationValue.self, from: Data(written))
      #expect(theirs?.isSame(as: ours) == true, "seed \(seed): \(text(written) ?? "")")
    }
  }

  @Test func noBytesTrapTheReader() {
    let line = Array(
      #"{"type":"reply","id":"c1","thread":"t","parent":"p","nick":"\ud83d\ude00","body":"a\n","at":1e3,"x":[{"y":-1.5e9}]}"#
        .utf8)
    for seed in 0..<20_000 {
      var generator = SplitMix64(seed: seed)
      var damaged = line
      for _ in 0...Int.random(in: 0...3, using: &generator) {
        generator.damage(&damaged)
      }
      do {
        _ = try EventDecoder.decode(line: damaged)
      } catch {
        #expect(1...(damaged.count + 1) ~= error.column, "seed \(seed)")
      }
    }
    for end in line.indices {
      #expect(throws: Refusal.self) { try EventDecoder.decode(line: Array(line[..<end])) }
    }
  }

  @Test(arguments: [
    ("1e308", true), ("1.7976931348623157e308", true), ("1.7976931348623158e308", true),
    ("1.797693134862315807e308", true), ("1.797693134862315808e308", false), ("1.8e308", false),
    ("2e308", false),
    ("1e309", false), ("0e299992999929999299999", true), ("1e-299992999929999299999", true),
    ("1e299992999929999299999", false), ("0.0000000001e317", true), ("0.0000000001e319", false),
    ("1" + String(repeating: "0", count: 308), true), ("1" + String(repeating: "0", count: 309), false),
    (String(repeating: "1", count: 309) + ".5", true), (String(repeating: "9", count: 309), false),
    ("0." + String(repeating: "0", count: 400_000) + "1e400308", true),
    ("0." + String(repeating: "0", count: 400_000) + "1e400310", false),
  ])
  func aNumberIsFiniteIfItsDoubleIs(_ token: String, isFinite: Bool) {
    for token in [token, "-" + token] {
      #expect(((try? JSONValue.parse(Array(token.utf8))) != nil) == isFinite)
      #expect(Double(token)?.isFinite == isFinite)
    }
  }

  @Test func thirtyTwoLevelsAreRead() throws {
    let fine = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
    #expect(try JSONValue.parse(Array(fine.utf8)).canonical == Array(fine.utf8))
    #expect(
      throws: Refusal(column: 33, reason: .tooDeep, message: "nested deeper than 32 levels (flatten it)")
    ) {
      try JSONValue.parse(Array(("[" + fine + "]").utf8))
    }
  }

  @Test func manyKeysTakeNoQuadraticTime() throws {
    let keys = (0..<30_000).map { #""\#($0)":0"# }.joined(separator: ",")
    #expect(try JSONValue.parse(Array("{\(keys)}".utf8)).object?.count == 30_000)
    #expect(
      throws: Refusal(
        column: 2 + keys.utf8.count + 1, reason: .duplicateKey,
        message: #""29999" comes twice in one object (leave one out)"#)
    ) {
      try JSONValue.parse(Array("{\(keys),\"29999\":1}".utf8))
    }
  }

  @Test func keysThatAreOnlyCanonicallyEqualAreTwo() throws {
    let value = try JSONValue.parse(Array("{\"é\":1,\"e\u{301}\":2}".utf8))
    #expect(value["é"]?.integer == 1)
    #expect(value["e\u{301}"]?.integer == 2)
    #expect(text(value.canonical) == "{\"e\u{301}\":2,\"é\":1}")
  }
}

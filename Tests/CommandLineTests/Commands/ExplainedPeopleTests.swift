import Foundation
import Testing

/// What `explain` says of people: whom a nickname imitates, who blocked its bearer.
struct ExplainedPeopleTests {
  private static func workshop(_ events: String...) throws -> Workshop {
    let workshop = try Workshop()
    let rules = """
      rules:
        - id: false_name
          title: A name that is somebody else's
          score: 4
          when: author.impersonates
          tests: [{miss: a}]
      """
    try Data(rules.utf8).write(to: workshop.folder.appendingPathComponent("rules/names.yml"))
    for event in events { try workshop.ingest(event) }
    return workshop
  }

  /// Bob with a record.
  private static let regular = """
    {"type":"comment","id":"k1","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"Bob","body":"one"}
    {"type":"comment","id":"k2","at":"2025-06-02T00:00:00Z","thread":"t2","nick":"Bob","body":"two"}
    {"type":"decision","id":"d1","at":"2025-06-02T01:00:00Z","action":"approve","comment":"k1","by":"ken"}
    {"type":"decision","id":"d2","at":"2025-06-02T02:00:00Z","action":"approve","comment":"k2","by":"ken"}
    """

  @Test func aNameThatImitatesSaysWhose() throws {
    let workshop = try Self.workshop(
      Self.regular,
      """
      {"type":"comment","id":"x","at":"2025-06-03T00:00:00Z","thread":"t1","nick":"B0b","body":"three"}
      {"type":"comment","id":"y","at":"2025-06-04T00:00:00Z","thread":"t1","nick":"8ob","body":"four"}
      {"type":"comment","id":"k3","at":"2025-06-05T00:00:00Z","thread":"t1","nick":"Bob","body":"five"}
      """)
    let run = try workshop.modq("explain", "x")
    #expect(run.output.contains(#""imitates":[{"nick":"Bob","tier":"known","comments":2,"proven":false}],"#))
    #expect(
      try workshop.modq("explain", "x", "--format", "table").output.contains(
        "  author.impersonates = true\n    like “Bob”, known, 2 comments\n"))
    #expect(!(try workshop.modq("explain", "k3").output.contains("imitates")))
  }

  @Test func aNameWithAnotherProofSaysWhose() throws {
    let workshop = try Self.workshop(
      """
      {"type":"comment","id":"a","at":"2025-06-03T00:00:00Z","thread":"t1","nick":"花子","proof":"p1","body":"three"}
      {"type":"comment","id":"b","at":"2025-06-04T00:00:00Z","thread":"t1","nick":"花子","proof":"p2","body":"four"}
      """)
    #expect(
      try workshop.modq("explain", "b").output.contains(
        #""imitates":[{"nick":"花子","tier":"new","comments":1,"proven":true}],"#))
  }

  @Test func aBlockSaysWhoseItIsAndForHowLong() throws {
    let workshop = try Self.workshop(
      """
      {"type":"comment","id":"a","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"Bob","body":"one"}
      {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"block","nick":"Bob","by":"ken","reason":"first"}
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      {"type":"decision","id":"d3","at":"2025-06-01T03:00:00Z","action":"block","nick":"Bob","by":"aya","until":"2025-07-01T00:00:00Z","reason":"sells pills"}
      {"type":"comment","id":"b","at":"2025-06-02T00:00:00Z","thread":"t1","nick":"Bob","body":"two"}
      {"type":"decision","id":"d4","at":"2025-06-03T00:00:00Z","action":"clear","nick":"Bob","by":"ken"}
      {"type":"decision","id":"d5","at":"2025-06-03T01:00:00Z","action":"undo","undoes":"d3","by":"ken"}
      """)
    #expect(
      try workshop.modq("explain", "b").output.contains(
        #""block":{"seq":5,"about":"nick","by":"aya","at":"2025-06-01T03:00:00.000Z","#
          + #""until":"2025-07-01T00:00:00.000Z","reason":"sells pills"},"#))
    #expect(
      try workshop.modq("explain", "b", "--format", "table").output.contains(
        "\n  aya blocked “Bob” 2025-06-01 03:00:00 UTC until 2025-07-01 00:00:00 UTC: sells pills\n"))
  }

  @Test(arguments: [("ip", "203.0.113.7", "the address"), ("email", "a@b.example", "the e-mail")])
  func aBlockOfWhereSomebodyWritesFromShowsNoAddress(key: String, value: String, words: String) throws {
    let workshop = try Self.workshop(
      """
      {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"block","\(key)":"\(value)","by":"ken"}
      {"type":"comment","id":"b","at":"2025-06-02T00:00:00Z","thread":"t1","nick":"Bob","\(key)":"\(value)","body":"two"}
      """)
    let run = try workshop.modq("explain", "b", "--format", "table")
    #expect(run.output.contains("\n  ken blocked \(words) 2025-06-01 01:00:00 UTC\n"))
    #expect(!run.output.contains(value))
    #expect(!(try workshop.modq("explain", "b").output.contains(value)))
  }

  /// An undo counts as it stood when the comment was judged, whatever became of it later.
  @Test func aBlockIsTheOneOfThen() throws {
    let workshop = try Self.workshop(
      """
      {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"block","nick":"Bob","by":"ken"}
      {"type":"decision","id":"u1","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      {"type":"decision","id":"u2","at":"2025-06-01T03:00:00Z","action":"undo","undoes":"u1","by":"ken"}
      {"type":"comment","id":"b","at":"2025-06-02T00:00:00Z","thread":"t1","nick":"Bob","body":"two"}
      {"type":"decision","id":"u3","at":"2025-06-03T00:00:00Z","action":"undo","undoes":"u2","by":"ken"}
      """)
    #expect(
      try workshop.modq("explain", "b", "--format", "table").output.contains(
        "\n  ken blocked “Bob” 2025-06-01 01:00:00 UTC\n"))
  }

  @Test func aBlockOfTheNameHoldsForWhoHasItWithAProof() throws {
    let workshop = try Self.workshop(
      """
      {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"block","nick":"Bob","by":"ken"}
      {"type":"comment","id":"b","at":"2025-06-02T00:00:00Z","thread":"t1","nick":"Bob","proof":"p","body":"two"}
      """)
    #expect(
      try workshop.modq("explain", "b", "--format", "table").output.contains(
        "\n  ken blocked “Bob” 2025-06-01 01:00:00 UTC\n"))
  }
}

import Foundation
import Testing

struct ChangesCommandTests {
  @Test func everyChangeIsListedWithWhoMadeIt() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      {"type":"edit","id":"e1","at":"2025-06-01T02:01:00Z","comment":"c2","body":"casino"}
      {"type":"report","id":"r2","at":"2025-06-01T02:02:00Z","comment":"c4","reporter":"花子"}
      {"type":"report","id":"r3","at":"2025-06-01T02:03:00Z","comment":"c4","reporter":"折口"}
      {"type":"delete","id":"x1","at":"2025-06-01T02:04:00Z","comment":"c3"}
      """)
    #expect(
      try workshop.modq("changes").output == """
        {"seq":2,"at":"2025-06-01T00:00:00.000Z","site":"","id":"c1","from":null,"to":"held","why":"verdict","by":null}
        {"seq":3,"at":"2025-06-01T00:01:00.000Z","site":"","id":"c2","from":null,"to":"published","why":"verdict","by":null}
        {"seq":4,"at":"2025-06-01T00:02:00.000Z","site":"","id":"c3","from":null,"to":"held","why":"verdict","by":null}
        {"seq":5,"at":"2025-06-01T00:03:00.000Z","site":"","id":"c4","from":null,"to":"published","why":"verdict","by":null}
        {"seq":8,"at":"2025-06-01T01:00:00.000Z","site":"","id":"c1","from":"held","to":"published","why":"decision","by":"aya"}
        {"seq":9,"at":"2025-06-01T02:00:00.000Z","site":"","id":"c1","from":"published","to":"held","why":"undo","by":"ken"}
        {"seq":10,"at":"2025-06-01T02:01:00.000Z","site":"","id":"c2","from":"published","to":"held","why":"edit","by":null}
        {"seq":12,"at":"2025-06-01T02:03:00.000Z","site":"","id":"c4","from":"published","to":"held","why":"report","by":null}
        {"seq":13,"at":"2025-06-01T02:04:00.000Z","site":"","id":"c3","from":"held","to":"deleted","why":"delete","by":null}

        """)
    #expect(try workshop.modq("changes", "--since", "12", "--format", "ids").output == "c3\n")
    #expect(try workshop.modq("changes", "--since", "13", "--format", "count").output == "0\n")
    #expect(try workshop.modq("changes", "--since", "9223372036854775807").output == "")
  }

  @Test func theUndoOfABatchIsOneEntryOfManyChanges() throws {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c1","by":"ken","batch":"b1"}
      {"type":"decision","id":"d3","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c2","by":"ken","batch":"b1"}
      {"type":"decision","id":"d4","at":"2025-06-01T02:00:00Z","action":"spam","comment":"c3","by":"ken","batch":"b1"}
      {"type":"decision","id":"d5","at":"2025-06-01T03:00:00Z","action":"undo","undoes":"b1","by":"aya"}
      {"type":"comment","id":"c5","at":"2025-06-01T04:00:00Z","thread":"t1","nick":"Bob","body":"fine"}
      """)
    let undone = """
      {"seq":12,"at":"2025-06-01T03:00:00.000Z","site":"","id":"c1","from":"spam","to":"published","why":"undo","by":"aya","more":true}
      {"seq":12,"at":"2025-06-01T03:00:00.000Z","site":"","id":"c2","from":"spam","to":"published","why":"undo","by":"aya","more":true}
      {"seq":12,"at":"2025-06-01T03:00:00.000Z","site":"","id":"c3","from":"spam","to":"held","why":"undo","by":"aya"}

      """
    for limit in ["1", "2", "3"] {
      #expect(try workshop.modq("changes", "--since", "11", "--limit", limit).output == undone)
    }
    #expect(
      try workshop.modq("changes", "--since", "11", "--limit", "4", "--format", "ids").output
        == "c1\nc2\nc3\nc5\n")
    #expect(try workshop.modq("changes", "--since", "12", "--format", "ids").output == "c5\n")
  }

  @Test func aFollowerSeesWhatOthersTakeIn() throws {
    let workshop = try Workshop(story)
    let follower = try Follower(workshop, "changes", "--since", "8", "--follow", "--format", "ids")
    try workshop.ingest(
      #"{"type":"comment","id":"c5","at":"2025-06-01T04:00:00Z","thread":"t1","nick":"Bob","body":"fine"}"#)
    #expect(try follower.line() == "c5")
    try workshop.modq("approve", "c3")
    #expect(try follower.line() == "c3")
    #expect(follower.stop(SIGINT) == 0)
  }

  @Test func aFollowerEndsWhenNobodyReadsIt() throws {
    let workshop = try Workshop(story)
    let follower = try Follower(workshop, "changes", "--follow", "--format", "ids")
    #expect(try follower.line() == "c1")
    #expect(follower.closeOutput() == 0)
  }
}

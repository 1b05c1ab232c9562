import Testing

/// The ids and batches that modq itself gives.
struct OwnNamesTests {
  /// Undos of decisions that stayed behind in another log, as an import may have them, under every number to come.
  private var undos: String {
    (1...60).flatMap { number in
      ["decision", "batch"].map { kind in
        #"{"type":"decision","id":"u\#(kind)\#(number)","action":"undo","undoes":"modq:\#(kind)-\#(number)","#
          + #""by":"mio","at":"2025-06-01T09:00:00Z"}"#
      }
    }.joined(separator: "\n") + "\n"
  }

  @Test func aNameThatAnImportedUndoWaitsForIsNotGiven() throws {
    let workshop = try Workshop()
    try workshop.ingest(
      (1...3).map {
        #"{"type":"comment","id":"c\#($0)","thread":"t","nick":"n\#($0)","body":"casino \#($0)","#
          + #""at":"2025-06-01T08:0\#($0):00Z"}"#
      }.joined(separator: "\n") + "\n" + undos)
    #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
    #expect(try workshop.modq("approve", "c1").status == 0)
    #expect(try workshop.modq("queue", "--format", "count").output == "2\n")
    #expect(try workshop.modq("approve", "--where", "status=held", "--yes").status == 0)
    #expect(try workshop.modq("queue", "--format", "count").output == "0\n")
    #expect(try workshop.modq("undo").status == 0)
    #expect(try workshop.modq("queue", "--format", "count").output == "2\n")
  }
}

import ModQEvent
import ModQEventLog
import ModQProjections
import Testing

@testable import ModQueue

/// Claims of who works with one command after the other.
struct ClaimsTests {
  private func log() throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest((0..<4).map { Line.comment("c\($0)", by: "n\($0)", "死ね", day: Double($0)) })
    return log
  }

  private func claim(
    _ log: TestLog, by name: String, _ limit: Int, minutes: Int64 = 0
  ) throws -> [String] {
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let now = Line.day(9).advanced(by: minutes * 60_000)
      return try Claims(workspace, byName: name)
        .claimFree(QueueListing.Query(now: now), limit: limit, at: now).map(\.id)
    }
  }

  /// What the queue says of who has what, so many minutes after the first claim.
  private func board(_ log: TestLog, minutes: Int64 = 0) throws -> String {
    try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var query = QueueListing.Query(now: Line.day(9).advanced(by: minutes * 60_000))
      query.order = .age
      var names: [String] = []
      try QueueListing(workspace, query).visit { (item) throws(LogError) in
        names.append(item.claimedBy ?? "-")
        return true
      }
      return names.joined(separator: " ")
    }
  }

  @Test func nobodyIsGivenWhatSomebodyHas() throws {
    let log = try log()
    #expect(try claim(log, by: "mari", 2) == ["c0", "c1"])
    #expect(try claim(log, by: "ken", 1) == ["c2"])
    // Nor twice what one has already.
    #expect(try claim(log, by: "mari", 5) == ["c3"])
    #expect(try claim(log, by: "ken", 1) == [])
    #expect(try board(log) == "mari mari ken mari")
  }

  /// What another process took in meanwhile is folded by who claims, and then listed.
  @Test func whatCameMeanwhileIsGivenOutToo() throws {
    let log = try log()
    let claimed = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let claims = try Claims(workspace, byName: "mari")
      #expect(throws: Never.self) {
        try log.ingest((0..<600).map { Line.comment("x\($0)", by: "m\($0)", "死ね", day: 8) })
      }
      return try claims.claimFree(QueueListing.Query(now: Line.day(9)), limit: 700, at: Line.day(9)).count
    }
    #expect(claimed == 604)
  }

  @Test func aClaimEndsAfterFiveMinutes() throws {
    let log = try log()
    #expect(try claim(log, by: "mari", 1) == ["c0"])
    #expect(try board(log, minutes: 4) == "mari - - -")
    #expect(try board(log, minutes: 5) == "- - - -")
    #expect(try claim(log, by: "ken", 1, minutes: 5) == ["c0"])
  }

  @Test func aClaimCanBeRenewedStolenAndGivenBack() throws {
    let log = try log()
    _ = try claim(log, by: "mari", 2)
    let now = Line.day(9).advanced(by: 4 * 60_000)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      let mari = try Claims(workspace, byName: "mari")
      let ken = try Claims(workspace, byName: "ken")
      let renewed = try mari.claim(["c0"], site: nil, isStealing: false, at: now)
      #expect(throws: Never.self) { try renewed.get() }
      let refused = try? ken.claim(["c0", "c2"], site: nil, isStealing: false, at: now).get()
      #expect(refused?.comments.map(\.id) == ["c2"])
      #expect(refused?.others.map(\.by) == ["mari"])
      let stolen = try? ken.claim(["c1"], site: nil, isStealing: true, at: now).get()
      #expect(stolen?.comments.map(\.id) == ["c1"])
    }
    #expect(try board(log, minutes: 6) == "mari ken ken -")
    let given = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Claims(workspace, byName: "ken").unclaim([], site: nil, at: now)
    }
    #expect(try given.get() == 2)
    #expect(try board(log, minutes: 6) == "mari - - -")
  }

  @Test func aDecisionEndsTheClaimOfWhoDecides() throws {
    let log = try log()
    _ = try claim(log, by: "mari", 2)
    try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      for (name, id) in [("mari", "c0"), ("ken", "c1")] {
        _ = try Moderation(workspace, by: name, at: Line.day(9))
          .decide(.note, comments: [id], site: nil, details: Moderation.Details(reason: "seen"))
      }
    }
    #expect(try board(log) == "- mari - -")
  }

  @Test func claimsAreNeitherLogNorProjection() throws {
    let log = try log()
    let before = (try log.rows("SELECT max(seq), hex(hash) FROM event"), try log.digests())
    _ = try claim(log, by: "mari", 2)
    #expect(try log.verification().isOK)
    #expect(try log.rows("SELECT max(seq), hex(hash) FROM event") == before.0)
    #expect(try log.digests() == before.1)
  }

  @Test func whatSomebodyDecidedMeanwhileStaysAsItIs() throws {
    let log = try log()
    try log.ingest([
      Line.decide("d1", "approve", #""comment":"c1""#, day: 5), Line.delete("d2", of: "c2", day: 5),
      Line.decide("d3", "note", #""comment":"c3""#, day: 5),
    ])
    let outcome = try Workspace.open(log.path, for: .writing) { (workspace) throws(LogError) in
      try Moderation(workspace, by: "ken", at: Line.day(9))
        .decideIfUndecided(
          .spam, comments: ["c0", "c1", "c2", "c3"], site: nil, details: Moderation.Details())
    }
    let (made, settled) = (try outcome.get().made, try outcome.get().settled)
    #expect(made.map(\.decision.target) == [.comment("c0"), .comment("c3")])
    #expect(
      settled.map { "\($0.id) \($0.status.name) \($0.by ?? "-")" } == ["c1 published mari", "c2 deleted -"])
    #expect(try log.rows("SELECT status FROM comment ORDER BY seq").joined() == "3043")
  }
}

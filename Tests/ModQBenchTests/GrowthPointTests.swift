import Testing

@testable import modq_bench

struct GrowthPointTests {
  @Test func pointsAreReadAndTheLastOfEqualOnesCounts() throws {
    let points = try GrowthPoint.points(
      in: """
        {"benchmark":"growth","at":"2026-05-31T09:00:00.000Z","arguments":[],"machine":{"cpu":"x"}}
        {"benchmark":"growth","figure":"rules","x":100,"events_per_s":50000,"peak_mib":60.5}
        {"benchmark":"growth","figure":"rules","x":10,"events_per_s":60000,"peak_mib":60}
        {"benchmark":"ingest","figure":"rules","x":1,"events_per_s":1,"peak_mib":1}
        {"benchmark":"growth","compared":"MiB of ingest, largest log","value":60}
        {"benchmark":"growth","figure":"rules","x":100,"events_per_s":55000,"peak_mib":61}
        """)
    #expect(
      points == [
        GrowthPoint(curve: .rules, x: 10, eventsPerSecond: 60_000, peakMiB: 60),
        GrowthPoint(curve: .rules, x: 100, eventsPerSecond: 55_000, peakMiB: 61),
      ])
  }

  @Test func anotherLineIsNamed() {
    #expect { try GrowthPoint.points(in: "{\"benchmark\":\"growth\"}\nWHAT") } throws: { error in
      "\(error)" == "line 2 is no line of a benchmark"
    }
  }
}

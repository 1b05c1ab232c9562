import SeededNumbers
import Testing

@testable import ModQEvent

struct EventLineTests {
  @Test func keysComeInTheOrderPeopleRead() throws {
    let line =
      #"{"type":"reply","id":"r1","site":"blog","at":"2024-02-29T03:00:00.123Z","thread":"t1","parent":"c1","nick":"折口","#
      + #""body":"a\nb","link":"l","url":"u","ip":"i","email":"e","agent":"a","proof":"p","Z":0,"voter":[]}"#
    #expect(text(try decode(line).line) == line)
  }

  @Test(arguments: [
    #"{"type":"vote","id":"v1","at":"1970-01-01T00:00:00.000Z","comment":"c1","value":0,"voter":"x"}"#,
    #"{"type":"edit","id":"e1","comment":"c1","body":""}"#,
    #"{"type":"delete","id":"d1","comment":"c1","agent":null}"#,
    #"{"type":"report","id":"p1","comment":"c1","reporter":"","reason":""}"#,
    #"{"type":"decision","id":"modq:1","action":"trust","nick":"x","by":"m","reason":"r","until":"9999-12-31T23:59:59.999Z","batch":"b","modq":"export"}"#,
    #"{"type":"decision","id":"d1","action":"undo","comment":"c1","by":"m"}"#,
    #"{"type":"decision","id":"d1","action":"clear","proof":"x","by":"m","agent":"kept"}"#,
  ])
  func isWrittenAsItCame(_ line: String) throws {
    #expect(text(try decode(line).line) == line)
  }

  @Test func everyEventComesBackFromItsLine() throws {
    for seed in 0..<5_000 {
      var generator = SplitMix64(seed: seed)
      let event = generator.event(of: EventKind.allCases[seed % EventKind.allCases.count])
      #expect(try EventDecoder.decode(line: event.line) == event, "seed \(seed)")
    }
  }
}

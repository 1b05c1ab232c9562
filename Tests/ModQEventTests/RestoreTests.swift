import SeededNumbers
import Testing

@testable import ModQEvent

struct RestoreTests {
  private func restore(_ event: Event, _ content: Content) -> Event? {
    EventDecoder.restore(
      kind: event.kind, site: event.site, id: event.id, at: event.at, thread: content.thread,
      target: content.target,
      facts: content.facts, payload: content.payload, privates: content.privates)
  }

  @Test func everyEventComesBackFromItsColumns() {
    for seed in 0..<5_000 {
      var generator = SplitMix64(seed: seed)
      let kind = EventKind.allCases[seed % EventKind.allCases.count]
      let event = generator.event(of: kind, isDated: generator.once(in: 2))
      #expect(restore(event, event.content) == event, "seed \(seed)")
    }
  }

  @Test func aSweepsDecisionComesBack() {
    let decision = Decision(verb: .rejudge, target: .comment("c1"), by: "rules", batch: "modq:sweep:1")
    let content = Content(of: decision)
    #expect(text(content.facts) == #"{"action":"rejudge","batch":"modq:sweep:1","by":"rules"}"#)
    let event = Event(site: "", id: "modq:9", at: .earliest, action: .decision(decision), content: content)
    #expect(restore(event, content) == event)
  }

  @Test(arguments: [
    (
      #"{"type":"comment","id":"c1","thread":"t","nick":"x","body":"b","ip":"i","z":1}"#,
      #"{"type":"comment","id":"c1","thread":"t","nick":"","body":""}"#
    ),
    (
      #"{"type":"vote","id":"v1","comment":"c1","value":1,"voter":"x"}"#,
      #"{"type":"vote","id":"v1","comment":"c1","value":1}"#
    ),
    (
      #"{"type":"edit","id":"e1","comment":"c1","body":"b"}"#,
      #"{"type":"edit","id":"e1","comment":"c1","body":""}"#
    ),
    (
      #"{"type":"decision","id":"d1","action":"block","nick":"x","by":"m"}"#,
      #"{"type":"decision","id":"d1","action":"block","nick":"","by":"m"}"#
    ),
    (
      #"{"type":"decision","id":"d1","action":"block","ip":"i","by":"m","reason":"r"}"#,
      #"{"type":"decision","id":"d1","action":"block","ip":"","by":"m"}"#
    ),
  ])
  func whatIsErasedIsEmpty(_ line: String, erased: String) throws {
    let event = try decode(line)
    var content = event.content
    content.payload = nil
    content.privates = nil
    #expect(text(restore(event, content)?.line) == erased)
  }

  @Test func damagedBytesAreNoEventAndNoTrap() {
    var damages = 0
    for seed in 0..<5_000 {
      var generator = SplitMix64(seed: seed)
      let event = generator.event(of: EventKind.allCases[seed % EventKind.allCases.count])
      var content = event.content
      for path in [\Content.facts, \.payload, \.privates] where generator.once(in: 2) {
        content[keyPath: path] = content[keyPath: path].map { bytes in
          var damaged = bytes
          generator.damage(&damaged)
          return damaged
        }
      }
      if restore(event, content) == nil {
        damages += 1
      }
    }
    #expect(damages > 1_000)
  }

  @Test(
    arguments: [
      (EventKind.reply, nil), (.vote, #"{"value":2}"#), (.vote, #"{"value":"1"}"#), (.vote, nil),
      (.decision, nil),
      (.decision, #"{"action":"hide","by":"m"}"#),
      (.decision, #"{"action":"note","by":"m","until":99999999999999999}"#),
      (.decision, #"{"action":"note","by":"m","undoes":"d0"}"#), (.comment, "{"), (.comment, "[]"),
    ] as [(EventKind, String?)])
  func factsThatCannotBeAreNoEvent(_ kind: EventKind, facts: String?) {
    let event = EventDecoder.restore(
      kind: kind, site: "", id: "x", at: .earliest, thread: "t", target: "c1",
      facts: facts.map { Array($0.utf8) },
      payload: nil, privates: nil)
    #expect(event == nil)
  }
}

import SeededNumbers
import Testing

@testable import ModQEvent

struct EventDecoderTests {
  @Test func aCommentHasItsTextInThePayloadAndItsSenderInThePrivates() throws {
    let event = try decode(
      #"{"site":"blog","type":"comment","id":"c1","at":"2024-02-29T12:00:00+09:00","thread":"t1","nick":"折口","#
        + #""body":"a\n\u3042","link":"https://blog.example/1","url":null,"ip":"192.0.2.1","agent":"x/1","#
        + #""score":{"b":1.0,"a":[true,null]},"Body":"z"}"#)
    #expect(
      event
        == Event(
          site: "blog", id: "c1", at: Timestamp(milliseconds: 1_709_175_600_000),
          action: .comment(
            Comment(
              thread: "t1", nick: "折口", body: "a\nあ", link: "https://blog.example/1", url: nil,
              sender: Sender(ip: "192.0.2.1", agent: "x/1"))),
          content: Content(
            thread: "t1",
            payload: Array(#"{"body":"a\nあ","link":"https://blog.example/1","nick":"折口"}"#.utf8),
            privates: Array(
              #"{"Body":"z","agent":"x/1","ip":"192.0.2.1","score":{"a":[true,null],"b":1.0}}"#.utf8))))
  }

  @Test(
    arguments: [
      (
        #"{"type":"reply","id":"r1","thread":"","parent":"c1","nick":"","body":""}"#, nil,
        #"{"at":null,"parent":"c1"}"#, #"{"body":"","nick":""}"#, nil
      ),
      (
        #"{"type":"vote","id":"v1","comment":"c1","value":-1,"voter":"x","proof":"p","at":0}"#, "c1",
        #"{"proven":true,"value":-1}"#, #"{"voter":"x"}"#, #"{"proof":"p"}"#
      ),
      (
        #"{"type":"edit","id":"e1","comment":"c1","body":"new","email":"a@b.example","nick":[1]}"#, "c1",
        #"{"at":null}"#, #"{"body":"new"}"#, #"{"email":"a@b.example","nick":[1]}"#
      ),
      (
        #"{"type":"delete","id":"d1","comment":"c1","ip":7,"body":null}"#, "c1", #"{"at":null}"#, nil,
        #"{"body":null,"ip":7}"#
      ),
      (
        #"{"type":"report","id":"p1","comment":"c1","reporter":"y","reason":"rude","at":1}"#, "c1", nil,
        #"{"reason":"rude","reporter":"y"}"#, nil
      ),
      (
        #"{"type":"decision","id":"modq:1","action":"snooze","comment":"c1","by":"m","reason":"later","until":"1970-01-02T00:00:00Z","batch":"b","modq":"export"}"#,
        "c1", #"{"action":"snooze","at":null,"batch":"b","by":"m","until":86400000}"#, #"{"reason":"later"}"#,
        nil
      ),
      (
        #"{"type":"decision","id":"d1","action":"block","nick":"折口","by":"m","at":1}"#, nil,
        #"{"about":"nick","action":"block","by":"m"}"#, #"{"nick":"折口"}"#, nil
      ),
      (
        #"{"type":"decision","id":"d1","action":"block","ip":"192.0.2.1","nick":null,"by":"m","at":1}"#, nil,
        #"{"about":"ip","action":"block","by":"m"}"#, nil, #"{"ip":"192.0.2.1"}"#
      ),
      (
        #"{"type":"decision","id":"d1","action":"undo","undoes":"d0","by":"m","at":1}"#, nil,
        #"{"action":"undo","by":"m","undoes":"d0"}"#, nil, nil
      ),
    ] as [(String, String?, String?, String?, String?)])
  func isDividedIntoFactsPayloadAndPrivates(
    _ line: String, target: String?, facts: String?, payload: String?, privates: String?
  ) throws {
    let content = try decode(line).content
    #expect(content.target == target)
    #expect(text(content.facts) == facts)
    #expect(text(content.payload) == payload)
    #expect(text(content.privates) == privates)
  }

  @Test func millisecondsAndRFC3339AreTheSameTime() throws {
    let front = #"{"type":"delete","id":"d1","comment":"c1","at":"#
    let event = try decode(front + "1709175600123}")
    #expect(event == (try decode(front + #""2024-02-29T12:00:00.1239+09:00"}"#)))
    #expect(event == (try decode(front + #""2024-02-29T03\u003a00:00.123Z"}"#)))
    #expect(try decode(front + "null}").at == nil)
  }

  @Test func aLineWithoutTimeDiffersFromOneWithTime() throws {
    let (dated, undated) = (
      try decode(#"{"type":"delete","id":"d1","comment":"c1","at":5}"#),
      try decode(#"{"type":"delete","id":"d1","comment":"c1"}"#)
    )
    #expect(dated.content != undated.content)
  }

  @Test func tenMinutesAheadIsFine() throws {
    let arrival = Timestamp(milliseconds: 1_700_000_000_000)
    let line = #"{"type":"delete","id":"d1","comment":"c1","at":1700000600000}"#
    #expect(try decode(line, arrival: arrival).at == arrival.advanced(by: 600_000))
    #expect(throws: Refusal.self) { try decode(line, arrival: arrival.advanced(by: -1)) }
    #expect(try decode(line).at == arrival.advanced(by: 600_000))
  }

  @Test func theBoundsThemselvesAreFine() throws {
    let body = String(repeating: "x", count: Bounds.bodyBytes)
    let name = String(repeating: "x", count: Bounds.identifierBytes)
    let line = #"{"type":"comment","id":"\#(name)","thread":"\#(name)","nick":"\#(name)","body":"\#(body)"}"#
    #expect(try decode(line).id == name)
    #expect(try decode(line + String(repeating: " ", count: Bounds.lineBytes - line.utf8.count)).id == name)
    let escaped = String(repeating: #"\u0000"#, count: Bounds.bodyBytes)
    guard
      case .edit(let edit) = try decode(#"{"type":"edit","id":"e","comment":"c","body":"\#(escaped)"}"#)
        .action
    else {
      Issue.record("not an edit")
      return
    }
    #expect(edit.body.utf8.count == Bounds.bodyBytes)
  }

  @Test func howALineIsWrittenDoesNotChangeItsContent() throws {
    for seed in 0..<3_000 {
      var generator = SplitMix64(seed: seed)
      let kind = EventKind.allCases[seed % EventKind.allCases.count]
      let event = generator.event(of: kind, isDated: generator.once(in: 2))
      let spelling = generator.spelling(of: try JSONValue.parse(event.line))
      #expect(try EventDecoder.decode(line: spelling) == event, "seed \(seed): \(text(spelling) ?? "")")
    }
  }

  @Test(.enabled(if: SharedData.folder != nil))
  func naughtyStringsComeThrough() throws {
    let strings = try JSONValue.parse(try SharedData.bytes("unicode_blns/blns.json")).array ?? []
    try #require(strings.count > 500)
    for string in strings {
      let body = try #require(string.string)
      var writer = JSONWriter()
      writer.beginObject()
      for (key, value) in [
        ("type", "comment"), ("id", "c1"), ("thread", "t"), ("nick", ""), ("body", body), ("x", body),
      ] {
        writer.member(key, value)
      }
      writer.endObject()
      let event = try EventDecoder.decode(line: writer.bytes)
      guard case .comment(let comment) = event.action else {
        Issue.record("not a comment")
        continue
      }
      #expect(comment.body.utf8.elementsEqual(body.utf8))
      #expect(try EventDecoder.decode(line: event.line) == event)
      #expect(Array(event.unknownMembers[0].value.string?.utf8 ?? "".utf8) == Array(body.utf8))
    }
  }
}

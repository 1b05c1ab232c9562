import ModQEvent
import SeededNumbers

/// Streams of made-up events that touch everything the folds know: late targets, edits, undos, several sites.
struct EventStream {
  private var random: SplitMix64
  private var at = Timestamp(milliseconds: 1_767_225_600_000)
  private var comments: [(site: String, id: String)] = []
  private var decisions: [(site: String, id: String)] = []
  private var number = 0

  private static let nicks = ["太郎", "花子", "折口", "Bob", "alice", "ＢＯＢ", "", "名無し", "匿名", "Zoë"]
  private static let bodies = [
    "おはようございます", "お前は死ね", "必死ねばる", "https://spam.example/x", "nice article", "BUY NOW!!!!", "ｱﾘｶﾞﾄｳ",
    "see https://a.example and http://b.example", "w", "うまくしたね", "thank you 😀",
  ]
  private static let moderators = ["mari", "ken"]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// The next `count` events as lines of JSON.
  mutating func lines(_ count: Int) -> [[UInt8]] {
    (0..<count).map { _ in Array(next().utf8) }
  }

  private mutating func next() -> String {
    number += 1
    // Mostly forward, sometimes back, sometimes a week on: comments settle.
    let step = random.remainder(20)
    at = at.advanced(
      by: step == 0
        ? 8 * 86_400_000 : step == 1 ? -Int64(random.remainder(1_200_000)) : Int64(random.remainder(90_000)))
    switch random.remainder(20) {
    case 0..<8: return comment(reply: false)
    case 8..<10: return comment(reply: true)
    case 10..<14: return vote()
    case 14 where random.remainder(6) == 0: return target(#""type":"edit","comment":"nowhere","body":"x""#)
    case 14: return target(#""type":"edit","comment":"\#(pick().id)","body":"\#(body())""#)
    case 15: return random.remainder(4) == 0 ? late(#""type":"delete""#) : vote()
    case 16: return late(#""type":"report","reporter":"\#(nick())","reason":"rude""#)
    case 17, 18: return decision()
    default: return undo()
    }
  }

  private mutating func comment(reply: Bool) -> String {
    let site = random.remainder(5) == 0 ? "b" : ""
    let id = "c\(number)"
    let parent = reply && !comments.isEmpty ? comments[random.remainder(comments.count)].id : nil
    comments.append((site, id))
    let kind = parent.map { #""type":"reply","parent":"\#($0)""# } ?? #""type":"comment""#
    let proof = random.remainder(4) == 0 ? #","proof":"p\#(random.remainder(3))""# : ""
    let address = random.remainder(3) == 0 ? #","ip":"203.0.113.\#(random.remainder(5))""# : ""
    return object(
      kind + #","thread":"t\#(random.remainder(4))","nick":"\#(nick())","body":"\#(body())""# + proof
        + address,
      site: site, id: id)
  }

  private mutating func vote() -> String {
    let voter = random.remainder(3) == 0 ? "" : #","voter":"\#(nick())""#
    return late(#""type":"vote","value":\#(random.remainder(3) - 1)"# + voter)
  }

  private mutating func decision() -> String {
    let by = EventStream.moderators[random.remainder(2)]
    decisions.append((pick().site, "d\(number)"))
    switch random.remainder(8) {
    case 0:
      let verb = ["block", "trust", "clear"][random.remainder(3)]
      return object(
        #""type":"decision","action":"\#(verb)","nick":"\#(nick(named: true))","by":"\#(by)""#,
        site: decisions[decisions.count - 1].site, id: "d\(number)")
    case 1:
      return object(
        #""type":"decision","action":"block","ip":"203.0.113.\#(random.remainder(5))","by":"\#(by)""#,
        site: decisions[decisions.count - 1].site, id: "d\(number)")
    default:
      let verb = ["approve", "reject", "spam", "spam", "spam", "escalate", "note"][random.remainder(7)]
      let batch = random.remainder(3) == 0 ? #","batch":"b\#(random.remainder(4))""# : ""
      let named = pick()
      decisions[decisions.count - 1].site = named.site
      return object(
        #""type":"decision","action":"\#(verb)","comment":"\#(named.id)","by":"\#(by)""# + batch,
        site: named.site,
        id: "d\(number)")
    }
  }

  private mutating func undo() -> String {
    guard !decisions.isEmpty else { return vote() }
    var (site, name) = decisions[random.remainder(decisions.count)]
    if random.remainder(4) == 0 { name = "b\(random.remainder(4))" }
    if random.remainder(10) == 0 { name = "d\(number + 3)" }
    decisions.append((site, "d\(number)"))
    return object(
      #""type":"decision","action":"undo","undoes":"\#(name)","by":"ken""#, site: site, id: "d\(number)")
  }

  /// An event about a comment that may be one of the next ones.
  private mutating func late(_ members: String) -> String {
    let named = random.remainder(8) == 0 ? (site: "", id: "c\(number + 1 + random.remainder(6))") : pick()
    return object(members + #","comment":"\#(named.id)""#, site: named.site, id: "e\(number)")
  }

  private mutating func target(_ members: String) -> String {
    object(members, site: pickedSite, id: "e\(number)")
  }

  private var pickedSite = ""

  private mutating func pick() -> (site: String, id: String) {
    guard !comments.isEmpty else { return ("", "c1") }
    // Readers are where the talk is.
    let recent = random.remainder(3) > 0 ? min(4, comments.count) : comments.count
    let picked = comments[comments.count - 1 - random.remainder(recent)]
    pickedSite = picked.site
    return picked
  }

  private mutating func nick(named: Bool = false) -> String {
    EventStream.nicks[random.remainder(named ? 5 : EventStream.nicks.count)]
  }

  private mutating func body() -> String { EventStream.bodies[random.remainder(EventStream.bodies.count)] }

  private func object(_ members: String, site: String, id: String) -> String {
    #"{\#(members),"id":"\#(id)","site":"\#(site)","at":"\#(at.rfc3339)"}"#
  }
}

extension SplitMix64 {
  /// A number from 0 up to, not with, `bound`: as the streams were drawn whose seeds reach every fold.
  fileprivate mutating func remainder(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

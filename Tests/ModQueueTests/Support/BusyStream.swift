import ModQEvent
import SeededNumbers

/// Streams of made-up events that reach every signal: near copies, look-alike names, new names in crowds, votes in series
/// and in step, reports that are upheld and refused, and what comes late or is withdrawn.
struct BusyStream {
  private var random: SplitMix64
  private var at = Timestamp(milliseconds: 1_767_225_600_000)
  private var comments: [String] = []
  private var decisions: [String] = []
  /// The comment that was reported last.
  private var reported: String?
  private var number = 0
  /// Votes that are left of twelve in a row: three readers, the same four comments.
  private var salvo = 0

  private static let nicks = ["南方ロロ", "南方口口", "Bob1", "Bobl", "折口", "柳田", "花子", "", "名無し"]
  private static let readers = ["柳田", "花子", "折口"]
  private static let texts = [
    "スマホだけで毎月３０万円、詳しくはプロフィールのリンクから今すぐご登録ください", "この記事の筆者は何もわかっていない、資料を読み直せ",
    "Best prices for your garden at https://shop.example/a today only", "反対", "ありがとうございます",
  ]
  private static let tails = ["", "！", "！！", "。", " !", "w"]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  /// The next `count` events as lines of JSON.
  mutating func lines(_ count: Int) -> [[UInt8]] {
    (0..<count).map { _ in Array(next().utf8) }
  }

  private mutating func next() -> String {
    number += 1
    // In bursts, with pauses of an hour, a step back and sometimes a week; votes come one upon the other.
    let kind = salvo > 0 ? 8 : random.below(20)
    let step = 8..<14 ~= kind ? 60 : random.below(60)
    at = at.advanced(
      by: step == 0
        ? 8 * 86_400_000
        : step < 4
          ? 3_600_000
          : step < 7
            ? -Int64(random.below(900_000))
            : Int64(random.below(step == 60 ? 3_000 : 20_000)))
    switch kind {
    case 0..<8: return comment()
    case 8..<14:
      salvo = salvo > 0 ? salvo : 12
      return vote()
    case 14: return object(#""type":"edit","comment":"\#(pick())","body":"\#(text())""#)
    case 15, 16: return reaction(#""type":"report""#, "reporter")
    case 17: return undo()
    default: return decision()
    }
  }

  private mutating func comment() -> String {
    comments.append("e\(number)")
    let isReply = random.below(5) == 0
    let kind = isReply ? #""type":"reply","parent":"\#(pick())""# : #""type":"comment""#
    // A new name now and then, so that there are crowds of them, and one who writes most, so that votes are in series.
    var nick = BusyStream.nicks[random.below(BusyStream.nicks.count)]
    switch random.below(8) {
    case 0, 1: nick = "客\(number)"
    case 2, 3: nick = "折口"
    case 4: nick = "柳田"
    default: break
    }
    let proof = random.below(8) == 0 ? #","proof":"p\#(random.below(2))""# : ""
    return object(
      kind + #","thread":"t\#(random.below(2))","nick":"\#(nick)","body":"\#(text())""# + proof + address())
  }

  private mutating func vote() -> String {
    salvo -= 1
    guard comments.count > 3, random.below(8) > 0 else {
      return reaction(#""type":"vote","value":\#(random.below(3) - 1)"#, "voter")
    }
    let (voter, target) = (BusyStream.readers[salvo % 3], comments[comments.count - 1 - salvo / 3])
    return object(#""type":"vote","value":1,"comment":"\#(target)","voter":"\#(voter)""# + address())
  }

  private mutating func reaction(_ members: String, _ key: String) -> String {
    let who = random.below(6) == 0 ? "" : #","\#(key)":"\#(BusyStream.readers[random.below(3)])""#
    let target = random.below(12) == 0 ? "e\(number + 1 + random.below(4))" : pick()
    guard members.contains("report") else {
      return object(members + #","comment":"\#(target)""# + who + address())
    }
    reported = target
    return object(members + #","comment":"\#(target)""# + who + address(in: 2))
  }

  private mutating func decision() -> String {
    decisions.append("e\(number)")
    let verb = ["approve", "approve", "reject", "spam", "escalate"][random.below(5)]
    // What was reported is looked at first.
    let target = random.once(in: 2) ? reported ?? pick() : pick()
    return object(#""type":"decision","action":"\#(verb)","comment":"\#(target)","by":"mari""#)
  }

  private mutating func undo() -> String {
    guard !decisions.isEmpty else { return comment() }
    let name = decisions[random.below(decisions.count)]
    decisions.append("e\(number)")
    return object(#""type":"decision","action":"undo","undoes":"\#(name)","by":"ken""#)
  }

  private mutating func address(in times: Int = 3) -> String {
    random.once(in: times) ? #","ip":"203.0.113.\#(random.below(2))""# : ""
  }

  private mutating func text() -> String {
    BusyStream.texts[random.below(BusyStream.texts.count)]
      + BusyStream.tails[random.below(BusyStream.tails.count)]
  }

  private mutating func pick() -> String {
    guard !comments.isEmpty else { return "e1" }
    return comments[comments.count - 1 - random.below(min(6, comments.count))]
  }

  private func object(_ members: String) -> String {
    #"{\#(members),"id":"e\#(number)","at":"\#(at.rfc3339)"}"#
  }
}

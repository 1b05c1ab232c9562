import SeededNumbers

/// A made-up stream of events of every kind, the same for a seed in every process.
struct TrialStream {
  let lines: [String]

  /// All lines, as a pipe would bring them.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// Makes `count` lines, whose ids begin with `prefix`, so that two streams can go into one log.
  init(seed: UInt64, count: Int, prefix: String = "") {
    var random = SplitMix64(seed: seed)
    var comments: [String] = []
    var at: Int64 = 1_748_736_000_000
    lines = (0..<count).map { index in
      at += Int64(random.below(90_000))
      let head = #""id":"\#(prefix)e\#(index)","at":\#(at)"#
      let nick = TrialStream.nicks[random.below(TrialStream.nicks.count)]
      let target =
        comments.isEmpty ? nil : comments[comments.count - 1 - random.below(min(comments.count, 40))]
      let choice = random.below(100)
      guard let target, choice >= 55 else {
        comments.append("\(prefix)e\(index)")
        return #"{"type":"comment",\#(head),"thread":"t\#(random.below(20))","nick":"\#(nick)","#
          + #""body":"\#(TrialStream.body(&random))","ip":"192.0.2.\#(random.below(200))"}"#
      }
      switch choice {
      case ..<67:
        comments.append("\(prefix)e\(index)")
        return #"{"type":"reply",\#(head),"parent":"\#(target)","thread":"t\#(random.below(20))","#
          + #""nick":"\#(nick)","body":"\#(TrialStream.body(&random))"}"#
      case ..<82:
        return #"{"type":"vote",\#(head),"comment":"\#(target)","value":\#(random.below(3) - 1),"#
          + #""voter":"\#(nick)"}"#
      case ..<87:
        return #"{"type":"edit",\#(head),"comment":"\#(target)","body":"\#(TrialStream.body(&random))"}"#
      case ..<89:
        return #"{"type":"delete",\#(head),"comment":"\#(target)"}"#
      case ..<94:
        return #"{"type":"report",\#(head),"comment":"\#(target)","reporter":"\#(nick)","reason":"rude"}"#
      case ..<97:
        let action = ["approve", "reject", "spam"][random.below(3)]
        return #"{"type":"decision",\#(head),"action":"\#(action)","comment":"\#(target)","by":"aya"}"#
      default:
        let action = ["block", "trust", "clear"][random.below(3)]
        return
          #"{"type":"decision",\#(head),"action":"\#(action)","nick":"\#(nick.isEmpty ? "Bob" : nick)","by":"aya"}"#
      }
    }
  }

  private static let nicks = [
    "折口", "花子", "Bob", "ıstanbul", "İZMİR", "名無し", "", "ｔａｒｏ", "Straße", "moderator",
  ]

  private static func body(_ random: inout SplitMix64) -> String {
    let words = [
      "hello", "casino", "こんにちは", "死ね", "必死ね", "https://a.example/x", "HELLO WORLD", "ｗｗｗｗ", "カジノ", "I",
    ]
    return (0...random.below(6)).map { _ in words[random.below(words.count)] }.joined(separator: " ")
      + (random.below(3) == 0 ? "" : " \(random.below(500))")
  }
}

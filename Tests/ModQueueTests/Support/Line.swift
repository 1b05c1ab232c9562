import ModQEvent

/// Lines of events that a test spells out: each on a day after the first.
enum Line {
  static let start = Timestamp(milliseconds: 1_767_225_600_000)

  /// The instant so many days after the first.
  static func day(_ day: Double) -> Timestamp { start.advanced(by: Int64(day * 86_400_000)) }

  static func comment(
    _ id: String, by nick: String = "折口", _ body: String = "おはようございます", thread: String = "t1",
    day: Double = 0, site: String = "", _ more: String = ""
  ) -> [UInt8] {
    event(
      #""type":"comment","thread":"\#(thread)","nick":"\#(nick)","body":"\#(body)"\#(more)"#, id: id,
      site: site,
      day: day)
  }

  /// A vote; without a voter by somebody unnamed.
  static func vote(
    _ id: String, _ value: Int, on comment: String, by voter: String? = nil, day: Double = 0
  ) -> [UInt8] {
    let voter = voter.map { #","voter":"\#($0)""# } ?? ""
    return event(#""type":"vote","value":\#(value),"comment":"\#(comment)"\#(voter)"#, id: id, day: day)
  }

  static func report(_ id: String, on comment: String, by reporter: String, day: Double = 0) -> [UInt8] {
    event(#""type":"report","comment":"\#(comment)","reporter":"\#(reporter)""#, id: id, day: day)
  }

  static func edit(_ id: String, of comment: String, _ body: String, day: Double = 0) -> [UInt8] {
    event(#""type":"edit","comment":"\#(comment)","body":"\#(body)""#, id: id, day: day)
  }

  static func delete(_ id: String, of comment: String, day: Double = 0) -> [UInt8] {
    event(#""type":"delete","comment":"\#(comment)""#, id: id, day: day)
  }

  /// A decision about what `target` names, as the members of its object: `"comment":"c1"`.
  static func decide(
    _ id: String, _ verb: String, _ target: String, day: Double = 0, site: String = "", _ more: String = ""
  ) -> [UInt8] {
    event(
      #""type":"decision","action":"\#(verb)","by":"mari",\#(target)\#(more)"#, id: id, site: site, day: day)
  }

  /// The undo of a decision or a batch.
  static func undo(_ id: String, _ name: String, day: Double = 0, _ more: String = "") -> [UInt8] {
    decide(id, "undo", #""undoes":"\#(name)""#, day: day, more)
  }

  private static func event(
    _ members: String, id: String, site: String = "", day: Double
  ) -> [UInt8] {
    Array(
      #"{\#(members),"id":"\#(id)","site":"\#(site)","at":\#(Line.day(day).milliseconds)}"#.utf8)
  }
}

import ModQEvent
import ModQJudge
import SeededNumbers
import Testing

@testable import ModQueue

/// A log with a decision and its undo says the same as the log without both, to the last bit.
///
/// Three things are made fair, because by design they are not functions of the decisions in force alone:
/// - Verdicts are facts and are never judged again: the rules here hang on no one's standing, and who is decided about
///   sends nothing between the decision and its undo, where a block would reject it.
/// - A vote's weight is fixed when it is folded: that silence covers votes by who is decided about, and votes of theirs
///   that wait for a comment which comes in that time.
/// - What settled is counted when its author is next touched, and the two entries touch: a decision or undo
///   takes the time of the event before it, and at the end everybody comments once more.
struct UndoAsIfNeverTests {
  private struct Trial {
    var never: [[UInt8]]
    var undone: [[UInt8]]
    var story: String
  }

  // Seed 18 has a comment that settles only because of the undo, with evidence in between.
  @Test(arguments: UInt64(1)...24)
  func aDecisionAndItsUndoAreAsIfNeverMade(seed: UInt64) throws {
    let trial = try UndoAsIfNeverTests.trial(seed: seed, undoing: .one)
    try UndoAsIfNeverTests.compare(trial, seed: seed)
  }

  // Seed 1008 has an edit of a comment that stood long enough when another one of its author has for longer; seed 1020 two that
  // settle with the undo, the later one first in the log.
  @Test(arguments: [1008] + Array(UInt64(1015)...1024))
  func aBatchAndItsUndoAreAsIfNeverMade(seed: UInt64) throws {
    let trial = try UndoAsIfNeverTests.trial(seed: seed, undoing: .batch)
    try UndoAsIfNeverTests.compare(trial, seed: seed)
  }

  /// And an undo that is undone leaves the decision as if nobody had touched it.
  @Test(arguments: UInt64(2001)...2010)
  func anUndoAndItsUndoAreAsIfNeverMade(seed: UInt64) throws {
    let trial = try UndoAsIfNeverTests.trial(seed: seed, undoing: .undo)
    try UndoAsIfNeverTests.compare(trial, seed: seed)
  }

  private static func compare(_ trial: Trial, seed: UInt64) throws {
    let rules = try plainRules()
    let (never, undone) = (try TestLog(rules: rules), try TestLog(rules: rules))
    try never.ingest(trial.never)
    try undone.ingest(trial.undone)
    let (expected, found) = (try Snapshot(never), try Snapshot(undone))
    #expect(Snapshot.difference(expected, found) == "", "seed \(seed), \(trial.story)")
    let verification = try undone.verification()
    #expect(verification.isOK, "seed \(seed)")
    #expect(try undone.miscountedUndos() == [], "seed \(seed)")
  }

  // MARK: Making the two streams

  private enum Undoing {
    case one, batch, undo
  }

  private static func trial(seed: UInt64, undoing: Undoing) throws -> Trial {
    var stream = EventStream(seed: seed)
    let events = try stream.lines(140).map { ($0, try decode($0)) }
    var random = SplitMix64(seed: seed ^ 0xDEC1_DE00)
    let decided = 30 + random.below(60)
    let undone = decided + 1 + random.below(min(50, events.count - decided - 1))

    // Comments that are there by then, and who wrote them.
    var written: [Target] = []
    for (_, event) in events[..<decided] {
      guard let nick = event.comment?.nick else { continue }
      written.append(Target(site: event.site, id: event.id, nick: nick))
    }
    let targets = (0..<(undoing == .batch ? 4 : 1)).map { _ in written[random.below(written.count)] }
    let quiet = Set(targets.map { NameKeys.nickKey($0.nick) })
    let quietComments = Set(
      events.compactMap { _, event in
        event.comment.flatMap { quiet.contains(NameKeys.nickKey($0.nick)) ? event.id : nil }
      })
    let site = targets[0].site

    var decisions: [[UInt8]] = []
    let time = #","at":\#(events[decided - 1].1.at?.milliseconds ?? 0)"#
    let batch = undoing == .batch ? #","batch":"x-batch""# : ""
    for (number, target) in targets.enumerated() where target.site == site {
      let verbs = ["approve", "reject", "spam", "escalate", "note", "snooze", "block", "trust"]
      let verb = verbs[random.below(target.isNamed ? verbs.count : 6)]
      let isRuling = verb == "block" || verb == "trust"
      let name = isRuling ? #""nick":"\#(target.nick)""# : #""comment":"\#(target.id)""#
      decisions.append(
        decision("x-d\(number)", #""action":"\#(verb)",\#(name)"# + batch + time, site: site))
    }
    func undo(_ id: String, _ name: String, after entry: Int) -> [UInt8] {
      let time = #","at":\#(events[entry - 1].1.at?.milliseconds ?? 0)"#
      return decision(id, #""action":"undo","undoes":"\#(name)""# + time, site: site)
    }
    let came = Set(events[decided..<undone].compactMap { $0.1.comment == nil ? nil : $0.1.id })
    let before = events[..<decided].filter { !isLateVote(of: quiet, on: came, $0.1) }.map { $0.0 }
    let between = events[decided..<undone].filter { !isFrom(quiet, on: quietComments, $0.1) }.map { $0.0 }
    let after = events[undone...].map { $0.0 } + everybody()
    let first: [[UInt8]]
    let last: [UInt8]
    switch undoing {
    case .one:
      (first, last) = ([], undo("x-u", "x-d0", after: undone))
    case .batch:
      (first, last) = ([], undo("x-u", "x-batch", after: undone))
    case .undo:
      // The decision stays; its undo is what is undone.
      (first, last) = (decisions, undo("x-v", "x-u", after: undone))
      decisions = [undo("x-u", "x-d0", after: decided)]
    }
    return Trial(
      never: before + first + between + after, undone: before + first + decisions + between + [last] + after,
      story: (first + decisions + [last]).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n"))
  }

  private struct Target {
    var site: String
    var id: String
    var nick: String

    var isNamed: Bool { !["", "名無し", "匿名"].contains(nick) }
  }

  private static func decision(_ id: String, _ members: String, site: String) -> [UInt8] {
    Array(#"{"type":"decision","by":"mari",\#(members),"id":"\#(id)","site":"\#(site)"}"#.utf8)
  }

  /// Whether `event` comes from one of `nicks` or gives one of their comments a new text.
  private static func isFrom(_ nicks: Set<String>, on comments: Set<String>, _ event: Event) -> Bool {
    if case .edit(let edit) = event.action { return comments.contains(edit.comment) }
    return event.nick.map { nicks.contains(NameKeys.nickKey($0)) } ?? false
  }

  /// Whether `event` is a vote by one of `nicks` on one of `comments`, which came after it.
  private static func isLateVote(of nicks: Set<String>, on comments: Set<String>, _ event: Event) -> Bool {
    guard case .vote(let vote) = event.action, let voter = vote.voter else { return false }
    return comments.contains(vote.comment) && nicks.contains(NameKeys.nickKey(voter))
  }

  /// Months later everybody who ever wrote comments once more.
  private static func everybody() -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for site in ["", "b"] {
      for nick in ["太郎", "花子", "折口", "Bob", "alice", "Zoë"] {
        for proof in ["", #","proof":"p0""#, #","proof":"p1""#, #","proof":"p2""#] {
          lines.append(
            Line.comment("last\(lines.count)", by: nick, "さようなら", thread: "last", day: 150, site: site, proof)
          )
        }
      }
    }
    return lines
  }

  private static func decode(_ line: [UInt8]) throws -> Event {
    try EventDecoder.decode(line: line.span, arrival: TestLog.arrival)
  }
}

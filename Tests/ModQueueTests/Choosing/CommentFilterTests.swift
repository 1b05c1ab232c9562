import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import Testing

@testable import ModQueue

struct CommentFilterTests {
  /// What each of these is refused with, and where.
  @Test(
    arguments: [
      ("", 0, "it is empty", "as in rule=flood_new and tier=new"),
      ("rul=x", 0, "there is no key “rul”", "did you mean rule?"),
      ("rule", 4, "rule is compared with nothing", "as in rule=flood_new"),
      ("rule=", 5, "a value is missing here", "as in rule=flood_new"),
      ("rule>a", 4, "rule has no order", "compare it with = or !=, as in rule=flood_new"),
      ("score=much", 6, "“much” is no number", "as in score>3"),
      ("score=nan", 6, "“nan” is no number", "as in score>3"),
      ("tier=nwe", 5, "“nwe” is no tier", "did you mean new?"),
      ("status=gone", 7, "“gone” is no status", "one of published, held, rejected, spam, deleted"),
      ("age>soon", 4, "“soon” is no span of time", "as in age>2d, up to 36500d"),
      ("age>99999999999999999d", 4, "“99999999999999999d” is no span of time", "as in age>2d, up to 36500d"),
      (
        "before=yesterday", 7, "“yesterday” is no time",
        "as in before=2026-04-01T00:00:00Z, or 2026-04-01, or 2d for two days ago, up to 36500d"
      ),
      ("before>2d", 6, "before takes = alone", "as in before=2026-04-01T00:00:00Z"),
      ("escalated=maybe", 10, "“maybe” is neither yes nor no", "as in escalated=yes"),
      ("rule=a nick=b", 7, "“and” or “or” is missing before this", nil),
      ("rule=a and", 10, "it ends where a key is missing", FilterKeyList.hint),
      ("rule=a and and nick=b", 11, "something is missing before this “and”", nil),
      ("(rule=a", 0, "this “(” is not closed", nil),
      ("rule=a)", 6, "this “)” closes nothing", nil),
      ("(rule=a nick=b)", 8, "“)”, “and” or “or” is missing before this", nil),
      ("nick='折口", 5, "this quote is not closed", nil),
      ("not", 3, "it ends where a key is missing", FilterKeyList.hint),
    ] as [(String, Int, String, String?)])
  func whatIsNoFilterIsRefusedAtItsPlace(text: String, offset: Int, message: String, hint: String?) {
    #expect(throws: FilterFault(offset: offset, message: message, hint: hint)) {
      try CommentFilter(text, now: Line.start)
    }
  }

  private enum FilterKeyList {
    static let hint =
      "keys are id, site, thread, nick, rule, tag, ip, email, proof, status, verdict, tier, score, reports, up, down, "
      + "replies, links, age, at, after, before, claimed_by, escalated, snoozed"
  }

  @Test func depthAndLengthAreBounded() {
    let deep = String(repeating: "(", count: 40) + "rule=a" + String(repeating: ")", count: 40)
    #expect(throws: FilterFault.self) { try CommentFilter(deep, now: Line.start) }
    let nots = String(repeating: "not ", count: 4_000) + "rule=a"
    #expect(throws: FilterFault.self) { try CommentFilter(nots, now: Line.start) }
    let long = "rule=" + String(repeating: "a", count: 20_000)
    #expect(throws: FilterFault.self) { try CommentFilter(long, now: Line.start) }
    let many = String(repeating: "id=a or ", count: 600) + "id=b"
    #expect(throws: FilterFault.self) { try CommentFilter(many, now: Line.start) }
  }

  /// A log with one comment of each kind that the cases below tell apart.
  private func log() throws -> TestLog {
    let log = try TestLog(rules: testRules())
    try log.ingest([
      Line.comment("a", by: "折口", "お前は死ね", thread: "t 1", #","ip":"2001:db8::1","email":"a@x.example""#),
      Line.comment("b", by: "Bob", "see https://a.example", thread: "t2", day: 1, #","ip":"203.0.113.7""#),
      Line.comment("c", by: "花子", "https://b.example 死ね", thread: "t2", day: 2, #","proof":"p1""#),
      Line.comment("d", by: "花子", "おはよう", thread: "t2", day: 3),
      Line.comment("e", by: "", "BUY NOW", thread: "t2", day: 3),
      Line.decide("x1", "spam", #""comment":"b""#, day: 3),
      Line.comment("f", by: "ＢＯＢ", "死ね", thread: "t3", day: 3),
      Line.decide("x2", "escalate", #""comment":"f""#, day: 3),
      Line.comment("g", by: "太郎", "死ね", thread: "t3", day: 3.5),
      Line.decide("x3", "snooze", #""comment":"g""#, day: 3.5, #","until":"2999-01-01T00:00:00Z""#),
      Line.report("r1", on: "a", by: "花子", day: 3.5),
    ])
    return log
  }

  /// The ids that a filter finds four days after the first comment.
  private func found(_ text: String, in log: TestLog, site: String? = nil) throws -> String {
    let filter = try CommentFilter(text, now: Line.day(4))
    return try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      var ids: [String] = []
      try CommentSearch(workspace, filter, site: site, now: Line.day(4)).visit { (row) throws(LogError) in
        ids.append(try workspace.log.entry(row.seq)?.id ?? "?")
      }
      return ids.joined(separator: " ")
    }
  }

  @Test func aFilterFindsWhatItSays() throws {
    let log = try log()
    let cases: [(String, String)] = [
      ("rule=abuse", "a c"), ("rule!=abuse", ""), ("rule=link", "c"), ("rule=abuse and rule=link", "c"),
      ("rule=abuse and not rule=link", "a"), ("rule=link or nick=折口", "a c"),
      ("thread='t 1'", "a"), ("thread=\"t2\"", "c"), ("nick=bob and status=spam", "b"),
      ("nick=ｂｏｂ and escalated=yes", "f"), ("escalated=yes or escalated=no", "a c f"), ("snoozed=yes", "g"),
      ("ip=2001:db8::ffff", "a"), ("ip=203.0.113.7", ""), ("ip=203.0.113.7 and status=spam", "b"),
      ("ip!=2001:db8::1", "c"), ("email=a@x.example", "a"), ("proof=p1", "c"), ("proof!=p1", "a"),
      ("status=published", "d"), ("status!=held", "b d e"), ("verdict=reject and status=rejected", "e"),
      ("tier=anonymous and status=rejected", "e"), ("tier=new", "a c"),
      ("score>4", "c"), ("score>=4 and score<8.5", "a"), ("reports>0", "a"), ("links=1", "c"),
      ("age>2d", "a"), ("age<=2d", "c"), ("age>=2d", "a c"), ("after=2d", "c"), ("before=2d", "a"),
      ("at<2026-01-02T00:00:00Z", "a"), ("id=a or (id=c and not (tier=new))", "a"),
      ("site='' and id=a", "a"), ("site=b", ""), ("claimed_by=''", "a c"), ("claimed_by=mari", ""),
    ]
    for (text, ids) in cases { #expect(try found(text, in: log) == ids, "\(text)") }
    #expect(try found("rule=abuse", in: log, site: "b") == "")
  }

  /// A search against a look at every comment, over made-up streams: what is read from an index is nothing else.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func aSearchFindsWhatALookAtAllFinds(seed: UInt64) throws {
    var stream = EventStream(seed: seed)
    let log = try TestLog(rules: testRules())
    try log.ingest(stream.lines(250))
    for text in [
      "thread=t1", "status=published and thread=t2", "status=spam", "nick=bob", "score>4 or nick=折口",
      "status!=held and not thread=t1", "escalated=yes and status=held",
    ] {
      let filter = try CommentFilter(text, now: Line.day(4))
      try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
        let surroundings = try FilterSurroundings(workspace, now: Line.day(4))
        let all = try PreparedQuery(workspace.database, "SELECT seq FROM comment ORDER BY seq")
        var wanted: [Int64] = []
        while try all.step() {
          guard let row = try workspace.projections.comments.row(all.int(0)) else { continue }
          if !text.contains("status"), row.state.status != .held { continue }
          if !text.contains("escalated"), row.state.isEscalated { continue }
          if try FilterSubject(row, in: surroundings).fits(filter) { wanted.append(row.seq) }
        }
        var found: [Int64] = []
        try CommentSearch(workspace, filter, site: nil, now: Line.day(4)).visit { (row) throws(LogError) in
          found.append(row.seq)
        }
        #expect(found == wanted, "seed \(seed), \(text)")
      }
    }
  }

  @Test func aRuleThatNeverFiredIsNamed() throws {
    let log = try log()
    let fault = try Workspace.open(log.path, for: .reading) { (workspace) throws(LogError) in
      do throws(FilterFault) {
        #expect(try CommentFilter("rule=downvoted", now: Line.start).isKnown(in: workspace))
        return try CommentFilter("id=a or rule=abusee", now: Line.start).unknown(in: workspace)
      } catch {
        return error
      }
    }
    #expect(
      fault
        == FilterFault(offset: 13, message: "no rule “abusee” ever fired here", hint: "did you mean abuse?"))
  }
}

extension CommentFilter {
  fileprivate func unknown(in workspace: Workspace) -> FilterFault? {
    do throws(LogError) {
      return try unknownName(in: workspace, site: nil)
    } catch {
      Issue.record("\(error)")
      return nil
    }
  }

  fileprivate func isKnown(in workspace: Workspace) -> Bool { unknown(in: workspace) == nil }
}

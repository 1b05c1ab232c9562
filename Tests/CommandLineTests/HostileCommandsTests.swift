import Foundation
import Testing

/// Whatever stands in the log or on the command line, no command hands it to a terminal raw.
///
/// Neither on standard output nor on standard error.
struct HostileCommandsTests {
  // MARK: Commands

  /// Those that list the log, in every form.
  private static let lists: [[String]] = [
    ["queue", "--sample", "100%"], ["queue", "--where", "status!=deleted"], ["queue", "--sort", "age"],
    ["log", "--private"], ["changes"], ["refused"], ["reputation", "--why"], ["rules", "stats"],
    ["rules", "list"],
  ]

  /// Those that sum it up, in both their forms.
  private static let sums: [[String]] = [["stats"], ["report", "--sample", "50%"], ["learned"]]

  /// What else is done with a whole log, in this order, in the folder with its rules.
  private static let others: [[String]] = [
    ["sweep"], ["export"], ["export", "--full"], ["rules", "backtest"], ["rules", "profile"],
    ["rules", "diff", "rules", "rules"], ["rules", "test"], ["rules", "check"], ["doctor"],
    ["backup", "backup.db"], ["restore", "backup.db", "--db", "restored.db"],
    ["log", "--kind", "decision", "--format", "table"],
    ["review", "--script", "/dev/null"],
    ["queue", "--claim", "--limit", "100"], ["unclaim"], ["undo", "--site", ""],
    ["sweep", "--apply", "--yes"],
    ["spam", "--where", "status!=deleted", "--site", ""], ["spam", "--where", "status!=deleted"],
    ["approve", "--where", "status!=deleted", "--site", "", "--yes"], ["replay"], ["verify"],
  ]

  /// Those of them that want an answer, and nobody is there: whether to go on, and on which site.
  private static let unanswered: [[String]] = [
    ["spam", "--where", "status!=deleted", "--site", ""], ["spam", "--where", "status!=deleted"],
  ]

  /// What takes a comment.
  private static let commentCommands: [[String]] = [
    ["show", "--format", "table"], ["explain", "--format", "table"], ["show"], ["explain"],
    ["learned", "--format", "table"], ["claim"], ["unclaim"], ["note", "--reason", "x"],
    ["spam", "--if-undecided"], ["approve"], ["undo"], ["reject"], ["escalate"],
    ["snooze", "--until", "2d"], ["undo"],
  ]

  /// What takes a nickname.
  private static let nicknameCommands: [[String]] = [
    ["reputation", "--why"], ["reputation", "--why", "--format", "table"], ["block"], ["trust"], ["clear"],
  ]

  /// Each with an argument to come that may be nonsense to it.
  private static let unfinished: [[String]] = [
    ["show"], ["explain"], ["approve"], ["spam", "--if-undecided"], ["undo"], ["block"], ["block", "--ip"],
    ["trust", "--email"], ["queue", "--where"], ["queue", "--sort"], ["queue", "--sample"],
    ["queue", "--site"], ["queue", "--thread"], ["queue", "--nick"], ["queue", "--tag"],
    ["snooze", "c1", "--until"], ["erase"], ["erase", "--nick"], ["checkpoint", "--key"], ["restore"],
    ["doctor", "--db"], ["export", "--site"], ["replay", "--into"], ["rules", "diff"], ["trust"], ["clear"],
    ["escalate"], ["note", "--reason", "x"], ["reject"], ["refused", "--db"], ["backup"],
    ["changes", "--site"], ["log", "--kind"], ["log", "--since"], ["claim"], ["unclaim"], ["reputation"],
    ["review", "--keys"], ["review", "--script"], ["rules", "test"], ["rules", "check", "--rules"],
    ["rules", "stats", "--since"], ["rules", "backtest", "--fail-if"], ["rules", "release"],
    ["rules", "list", "--rules"], ["rules", "profile", "--rules"],
    ["sweep", "--rule"],
    ["report", "--since"], ["report", "--site"], ["stats", "--format"], ["ingest"], ["check"],
    ["verify", "--db"],
    ["learned"], ["help"], [],
  ]

  // MARK: Events

  /// Without NUL, which neither an argument nor a name can have, and short enough for both.
  private static func named(_ text: String) -> String {
    String(
      decoding: Array(text.replacing("\0", with: "").replacing("\u{FFFD}", with: "").utf8.prefix(120)),
      as: UTF8.self)
  }

  private func isHarmlessThroughout(_ run: ModQProcess) -> Bool {
    run.output.unicodeScalars.allSatisfy(isHarmless) && run.errors.unicodeScalars.allSatisfy(isHarmless)
  }

  private func line(_ members: [String: String]) throws -> String {
    let bytes = try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys])
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  /// The site that the comment of this number stands on.
  private static func site(_ number: Int, _ name: String) -> String {
    number % 20 == 0 ? "s \(number) \(name)" : ""
  }

  /// What is said about it, in the log already.
  private static func verb(_ number: Int) -> String {
    ["approve", "spam", "reject", "escalate", "note", "snooze"][number % 6]
  }

  /// A log whose every text is hostile: sites, ids, threads, names, addresses, reasons, batches, moderators.
  private func events() throws -> String {
    var events = ""
    for (number, payload) in HostileText.twoHundred.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      let id = "\(number) \(name)"
      let site = HostileCommandsTests.site(number, name)
      var comment = [
        "type": "comment", "id": id, "site": site, "thread": "t \(name)", "nick": "n \(name)",
        "body": (number % 2 == 0 ? "casino " : "") + payload.text, "url": "u \(name)", "email": "e \(name)",
        "proof": "p \(name)", "ip": "i \(name)", "agent": "a \(name)", "link": "l \(name)",
      ]
      comment["at"] = String(decoding: Array("2025-06-01T00:00:00Z".utf8), as: UTF8.self)
      events += try line(comment)
      events += try line([
        "type": "decision", "id": "d\(id)", "site": site, "at": "2025-06-01T01:00:00Z",
        "action": HostileCommandsTests.verb(number),
        "comment": id, "by": "m \(name)", "reason": payload.text.replacing("\0", with: "") + "x",
        "batch": "b \(name)",
      ])
      if number % 5 == 0 {
        events += try line([
          "type": "decision", "id": "b\(id)", "site": site, "at": "2025-06-01T01:00:00Z", "action": "block",
          "nick": "n \(name)", "by": "m \(name)",
        ])
      }
    }
    return events
  }

  // MARK: Claims

  @Test func noCommandShowsWhatIsInTheLogRaw() throws {
    let workshop = try Workshop()
    #expect(isHarmlessThroughout(try workshop.ingest(try events())))
    for command in HostileCommandsTests.lists {
      for form in ["table", "json", "jsonl", "csv", "ids", "count"] {
        let run = try workshop.modq(command + ["--format", form])
        #expect(run.status == 0, "\(command) \(form): \(run.errors)")
        #expect(isHarmlessThroughout(run), "\(command) \(form)")
      }
    }
    for command in HostileCommandsTests.sums {
      for form in ["table", "json"] {
        let run = try workshop.modq(command + ["--format", form])
        #expect(run.status == 0, "\(command) \(form): \(run.errors)")
        #expect(isHarmlessThroughout(run), "\(command) \(form)")
      }
    }
    let key = workshop.folder.deletingLastPathComponent().appendingPathComponent(
      "key-\(workshop.folder.lastPathComponent)"
    ).path
    defer { try? FileManager.default.removeItem(atPath: key) }
    let note = try workshop.modq("checkpoint", "--key", key)
    #expect(note.status == 0 && isHarmlessThroughout(note), "\(note.errors)")
    for command in HostileCommandsTests.others {
      let run = try workshop.modq(command)
      #expect(isHarmlessThroughout(run), "\(command)")
      let status: Int32 = HostileCommandsTests.unanswered.contains(command) ? 64 : 0
      #expect(run.status == status, "\(command): \(run.errors)")
    }
  }

  /// Each comment by itself, each nickname, and decisions about them.
  ///
  /// In the long form by every command, in the short one by one of them; each does its work.
  @Test func noCommandShowsAHostileCommentRaw() throws {
    let workshop = try Workshop()
    try workshop.ingest(try events())
    let ofComments = HostileCommandsTests.commentCommands
    let ofNicknames = HostileCommandsTests.nicknameCommands
    for (number, payload) in HostileText.twoHundred.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      for command in Trials.areLong ? ofComments : [ofComments[number % ofComments.count]] {
        let run = try workshop.modq(command + ["--", "\(number) \(name)"])
        #expect(isHarmlessThroughout(run), "\(command) of \(payload.name)")
        // What is decided stays so where only the undecided was asked for.
        let isDecided = ["approve", "spam", "reject"].contains(HostileCommandsTests.verb(number))
        var status: Int32 = command == ["spam", "--if-undecided"] && isDecided ? 1 : 0
        // The long form takes so many decisions back that too few are left to learn from.
        if Trials.areLong && run.errors.hasPrefix("modq: nothing is learned yet\n") { status = 66 }
        #expect(run.status == status, "\(command) of \(payload.name): \(run.errors)")
      }
      // Names that look alike are one, and may be on several sites.
      let site = HostileCommandsTests.site(number, name)
      for command in Trials.areLong ? ofNicknames : [ofNicknames[number % ofNicknames.count]] {
        let run = try workshop.modq(command + ["--site", site, "--", "n \(name)"])
        #expect(isHarmlessThroughout(run), "\(command) of \(payload.name)")
        #expect(run.status == 0, "\(command) of \(payload.name): \(run.errors)")
      }
    }
    let erased = try workshop.modq(
      "erase", "--yes", "--", "1 \(HostileCommandsTests.named(HostileText.twoHundred[1].text))")
    #expect(erased.status == 0 && isHarmlessThroughout(erased), "\(erased.errors)")
  }

  /// Every command that the help names, with those that lead to it.
  private func commands(under parents: [String] = []) throws -> [[String]] {
    let help = try ModQProcess(["help"] + parents)
    try #require(help.status == 0, "\(help.errors)")
    let parts = help.output.components(separatedBy: "SUBCOMMANDS:\n")
    guard parts.count == 2 else { return [parents] }
    // The names stand two columns in; what they do goes on further to the right.
    let names = parts[1].split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0.first?.isLowercase == true }
    return try names.flatMap { try commands(under: parents + [$0]) }
  }

  /// A command that is new has to be added to those above.
  @Test func everyCommandIsAmongThose() throws {
    let commands = try commands()
    #expect(commands.count > 35 && commands.contains(["rules", "release"]))
    let shown =
      HostileCommandsTests.lists + HostileCommandsTests.sums + HostileCommandsTests.others
      + HostileCommandsTests.commentCommands + HostileCommandsTests.nicknameCommands
    // Run by themselves above, but for two: `check` says of its input what `ingest` says, and a release
    // names a rule.
    let apart = [["ingest"], ["check"], ["checkpoint"], ["erase"], ["rules", "release"]]
    for command in commands {
      #expect(
        apart.contains(command) || shown.contains { $0.starts(with: command) },
        "\(command) is not shown a hostile log")
      #expect(
        HostileCommandsTests.unfinished.contains { $0.starts(with: command) },
        "\(command) is not given a hostile argument")
    }
  }

  @Test func noCommandRepeatsItsArgumentsRaw() throws {
    let workshop = try Workshop(story)
    let commands = HostileCommandsTests.unfinished
    for (number, payload) in HostileText.twoHundred.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      for command in Trials.areLong ? commands : [commands[number % commands.count]] {
        let run = try workshop.modq(command + [name])
        #expect(isHarmlessThroughout(run), "\(command) with \(payload.name)")
      }
      // One fault in a filter has the text before it, one its value.
      let filter = try workshop.modq("queue", "--where", "nick=x and status='\(name)'")
      #expect(isHarmlessThroughout(filter), "--where with \(payload.name)")
    }
  }
}

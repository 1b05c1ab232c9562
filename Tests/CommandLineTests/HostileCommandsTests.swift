import Foundation
import Testing

/// Whatever stands in the log or on the command line, no command hands it to a terminal raw, neither on standard output nor
/// on standard error.
struct HostileCommandsTests {
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

  /// A log whose every text is hostile: sites, ids, threads, names, addresses, reasons, batches, moderators.
  private func events() throws -> String {
    var events = ""
    for (number, payload) in HostileText.twoHundred.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      let id = "\(number) \(name)"
      let site = number % 20 == 0 ? "s \(number) \(name)" : ""
      var comment = [
        "type": "comment", "id": id, "site": site, "thread": "t \(name)", "nick": "n \(name)",
        "body": (number % 2 == 0 ? "casino " : "") + payload.text, "url": "u \(name)", "email": "e \(name)",
        "proof": "p \(name)", "ip": "i \(name)", "agent": "a \(name)", "link": "l \(name)",
      ]
      comment["at"] = String(decoding: Array("2025-06-01T00:00:00Z".utf8), as: UTF8.self)
      events += try line(comment)
      let verb = ["approve", "spam", "reject", "escalate", "note", "snooze"][number % 6]
      events += try line([
        "type": "decision", "id": "d\(id)", "site": site, "at": "2025-06-01T01:00:00Z", "action": verb,
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

  @Test func noCommandShowsWhatIsInTheLogRaw() throws {
    let workshop = try Workshop()
    #expect(isHarmlessThroughout(try workshop.ingest(try events())))
    let lists = [
      ["queue", "--sample", "100%"], ["queue", "--where", "status!=deleted"], ["queue", "--sort", "age"],
      ["log", "--private"], ["changes"], ["refused"], ["reputation", "--why"], ["rules", "stats"],
      ["rules", "list"],
    ]
    for command in lists {
      for form in ["table", "json", "jsonl", "csv", "ids", "count"] {
        let run = try workshop.modq(command + ["--format", form])
        #expect(run.status == 0, "\(command) \(form): \(run.errors)")
        #expect(isHarmlessThroughout(run), "\(command) \(form)")
      }
    }
    for command in [["stats"], ["report", "--sample", "50%"], ["learned"]] {
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
    let backup = workshop.folder.appendingPathComponent("backup.db").path
    let restored = workshop.folder.appendingPathComponent("restored.db").path
    let rules = workshop.folder.appendingPathComponent("rules").path
    let others = [
      ["sweep"], ["export"], ["export", "--full"], ["rules", "backtest"], ["rules", "profile"],
      ["rules", "diff", rules, rules], ["rules", "test"], ["rules", "check"], ["doctor"],
      ["checkpoint", "--key", key], ["backup", backup], ["restore", backup, "--db", restored],
      ["log", "--kind", "decision", "--format", "table"],
      ["review", "--script", "/dev/null"],
      ["queue", "--claim", "--limit", "100"], ["unclaim"], ["undo", "--site", ""],
      ["sweep", "--apply", "--yes"],
      ["spam", "--where", "status!=deleted", "--site", ""], ["spam", "--where", "status!=deleted"],
      ["approve", "--where", "status!=deleted", "--site", "", "--yes"], ["replay"], ["verify"],
    ]
    for command in others {
      let run = try workshop.modq(command)
      #expect(isHarmlessThroughout(run), "\(command)")
      #expect(run.status == 0 || run.status == 64, "\(command): \(run.errors)")
    }
  }

  /// Each comment by itself, and decisions about each: in the long form by every command, in the short one by one of them.
  @Test func noCommandShowsAHostileCommentRaw() throws {
    let workshop = try Workshop()
    try workshop.ingest(try events())
    let commands: [[String]] = [
      ["show", "--format", "table"], ["explain", "--format", "table"], ["show"], ["explain"],
      ["learned", "--format", "table"], ["claim"], ["unclaim"], ["note", "--reason", "x"],
      ["spam", "--if-undecided"], ["approve"], ["undo"], ["reject"], ["escalate"],
      ["snooze", "--until", "2d"], ["undo"],
    ]
    let people: [[String]] = [
      ["reputation", "--why"], ["reputation", "--why", "--format", "table"], ["block"], ["trust"], ["clear"],
    ]
    for (number, payload) in HostileText.twoHundred.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      let ours = Trials.areLong ? commands : [commands[number % commands.count]]
      for command in ours {
        let run = try workshop.modq(command + ["--", "\(number) \(name)"])
        #expect(isHarmlessThroughout(run), "\(command) of \(payload.name)")
        #expect([0, 1, 64, 66].contains(run.status), "\(command) of \(payload.name): \(run.errors)")
      }
      for command in Trials.areLong ? people : [people[number % people.count]] {
        let run = try workshop.modq(command + ["--", "n \(name)"])
        #expect(isHarmlessThroughout(run), "\(command) of \(payload.name)")
      }
    }
    let erased = try workshop.modq(
      "erase", "--yes", "--", "1 \(HostileCommandsTests.named(HostileText.twoHundred[1].text))")
    #expect(erased.status == 0 && isHarmlessThroughout(erased), "\(erased.errors)")
  }

  /// A command that is new has to be added to those above.
  @Test func everyCommandIsAmongThose() throws {
    let help = try ModQProcess(["help"]).output
    let names = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
      .split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0.first?.isLowercase == true }
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let files = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
        "HostileOutputTests.swift"), encoding: .utf8)
    #expect(names.count > 30)
    for name in names where name != "ingest" {
      #expect((source + files).contains("[\"\(name)\""), "\(name)")
    }
  }

  @Test func noCommandRepeatsItsArgumentsRaw() throws {
    let workshop = try Workshop(story)
    let commands: [[String]] = [
      ["show"], ["explain"], ["approve"], ["spam", "--if-undecided"], ["undo"], ["block"], ["block", "--ip"],
      ["trust", "--email"], ["queue", "--where"], ["queue", "--sort"], ["queue", "--sample"],
      ["queue", "--site"], ["queue", "--thread"], ["queue", "--nick"], ["queue", "--tag"],
      ["snooze", "c1", "--until"], ["erase"], ["erase", "--nick"], ["checkpoint", "--key"], ["restore"],
      ["doctor", "--db"], ["export", "--site"], ["replay", "--into"], ["rules", "diff"], ["trust"], ["clear"],
      ["escalate"], ["note", "--reason", "x"], ["reject"], ["refused", "--db"], ["backup"],
      ["changes", "--site"], ["log", "--kind"], ["log", "--since"], ["claim"], ["unclaim"], ["reputation"],
      ["review", "--keys"], ["review", "--script"], ["rules", "test"], ["rules", "check", "--rules"],
      ["rules", "stats", "--since"], ["rules", "backtest", "--fail-if"], ["rules", "release"],
      ["sweep", "--rule"],
      ["report", "--since"], ["report", "--site"], ["stats", "--format"], ["ingest"], ["check"],
      ["verify", "--db"],
      ["learned"], ["help"], [],
    ]
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

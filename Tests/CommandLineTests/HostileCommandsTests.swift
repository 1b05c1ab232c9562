import Foundation
import Testing

/// Whatever stands in the log or on the command line, no command hands it to a terminal raw, neither on standard output nor
/// on standard error.
struct HostileCommandsTests {
  /// The named payloads, and made-up texts of them: two hundred.
  private static let texts: [(name: String, text: String)] =
    HostileText.payloads
    + (1...UInt64(200 - HostileText.payloads.count)).map { ("seed \($0)", HostileText(seed: $0).text) }

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
    for (number, payload) in HostileCommandsTests.texts.enumerated() {
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
    let others = [
      ["sweep"], ["export"], ["export", "--full"], ["rules", "backtest"],
      ["review", "--script", "/dev/null"],
      ["queue", "--claim", "--limit", "100"], ["unclaim"], ["undo", "--site", ""],
      ["spam", "--where", "status!=deleted", "--site", ""], ["spam", "--where", "status!=deleted"],
      ["approve", "--where", "status!=deleted", "--site", "", "--yes"], ["replay"], ["verify"],
    ]
    for command in others {
      let run = try workshop.modq(command)
      #expect(isHarmlessThroughout(run), "\(command)")
      #expect(run.status == 0 || run.status == 64, "\(command): \(run.errors)")
    }
  }

  @Test func noCommandRepeatsItsArgumentsRaw() throws {
    let workshop = try Workshop(story)
    let commands: [[String]] = [
      ["show"], ["explain"], ["approve"], ["spam", "--if-undecided"], ["undo"], ["block"], ["block", "--ip"],
      ["trust", "--email"], ["queue", "--where"], ["queue", "--sort"], ["queue", "--sample"],
      ["queue", "--site"],
      ["changes", "--site"], ["log", "--kind"], ["log", "--since"], ["claim"], ["unclaim"], ["reputation"],
      ["review", "--keys"], ["review", "--script"], ["rules", "test"], ["rules", "check", "--rules"],
      ["rules", "stats", "--since"], ["rules", "backtest", "--fail-if"], ["rules", "release"],
      ["sweep", "--rule"],
      ["report", "--since"], ["report", "--site"], ["stats", "--format"], ["ingest"], ["check"],
      ["verify", "--db"],
      ["learned"], ["help"], [],
    ]
    for (number, payload) in HostileCommandsTests.texts.enumerated() {
      let name = HostileCommandsTests.named(payload.text)
      let command = commands[number % commands.count]
      let run = try workshop.modq(command + [name])
      #expect(isHarmlessThroughout(run), "\(command) with \(payload.name)")
      // One fault in a filter has the text before it, one its value.
      let filter = try workshop.modq("queue", "--where", "nick=x and status='\(name)'")
      #expect(isHarmlessThroughout(filter), "--where with \(payload.name)")
    }
  }
}

import Foundation
import Testing

/// Whatever people write, no terminal obeys it: every payload in every place that a text can stand, shown by every
/// command in every form.
struct HostileOutputTests {
  private static let lists: [[String]] = [
    ["queue"], ["changes"], ["log"], ["log", "--private"], ["refused"], ["reputation"],
    ["reputation", "--why"],
  ]
  private static let forms = ["table", "json", "jsonl", "csv", "ids", "count"]

  /// A line of JSON; the payload escaped.
  private func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(quoted($0.0)):\(quoted($0.1))" }.joined(separator: ",") + "}\n"
  }

  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private func isHarmlessThroughout(_ run: ModQProcess) -> Bool {
    run.output.unicodeScalars.allSatisfy(isHarmless) && run.errors.unicodeScalars.allSatisfy(isHarmless)
  }

  @Test func nothingForeignReachesATerminalRaw() throws {
    let workshop = try Workshop()
    var events = ""
    var ids: [String] = []
    for (number, payload) in HostileText.payloads.enumerated() {
      let text = payload.text
      // Refused in ids and names, where the other lines below have it too.
      let named = text.replacing("\0", with: "")
      let id = "\(number) " + String(decoding: named.utf8.prefix(100), as: UTF8.self)
      ids.append(id)
      let at =
        "2025-06-01T00:\(number / 60 < 10 ? "0" : "")\(number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60)Z"
      let short = String(decoding: Array(named.utf8.prefix(200)), as: UTF8.self)
      events += object([
        ("type", "comment"), ("id", id), ("at", at), ("thread", "t " + short), ("nick", "n " + short),
        ("body", "casino " + text + "\n" + text), ("url", short), ("email", short), ("agent", short),
      ])
      events += object([
        ("type", "report"), ("id", "r" + id), ("at", at), ("comment", id), ("reporter", "n " + short),
        ("reason", text),
      ])
      events += object([
        ("type", "decision"), ("id", "d" + id), ("at", at), ("action", "escalate"), ("comment", id),
        ("by", "m " + short),
        ("reason", text), ("batch", "b " + short),
      ])
      events += object([
        ("type", "edit"), ("id", "e" + id), ("at", at), ("comment", "no " + short), ("body", text),
      ])
      events += object([("type", text), ("id", id), (text, text)])
    }
    let taken = try workshop.ingest(events)
    #expect(isHarmlessThroughout(taken))
    let json = try workshop.modq(["ingest", "--refusals", "json", "--verbose"], input: events)
    #expect(isHarmlessThroughout(json))
    #expect(json.output.split(separator: "\n").count >= 3 * HostileText.payloads.count - 3)

    for command in HostileOutputTests.lists {
      for form in HostileOutputTests.forms {
        let run = try workshop.modq(command + ["--format", form])
        #expect(run.status == 0, "\(command) \(form): \(run.errors)")
        #expect(isHarmlessThroughout(run), "\(command) \(form)")
        if form == "table" {
          for line in run.output.split(separator: "\n") {
            #expect(line.unicodeScalars.count <= 200, "\(line)")
          }
        }
      }
    }
    for (number, id) in ids.enumerated() {
      let name = HostileText.payloads[number].name
      // A process takes its time: a payload is shown by one of the commands in one of the forms.
      let (command, form) = [("show", "table"), ("explain", "table"), ("show", "json"), ("explain", "json")][
        number % 4]
      let run = try workshop.modq(command, "--format", form, "--", id)
      #expect(isHarmlessThroughout(run), "\(command) \(form) of \(name)")
      #expect(run.status == 0, "\(command) \(form) of \(name): \(run.errors)")
      guard number % 8 == 0 else { continue }
      let unknown = try workshop.modq("show", "--", "x" + id)
      #expect(unknown.status == 66 && isHarmlessThroughout(unknown), "\(name)")
      #expect(isHarmlessThroughout(try workshop.modq("queue", "--" + id)), "\(name)")
    }
  }

  @Test func idsThatAreListedCanBeDecidedAbout() throws {
    let workshop = try Workshop()
    var events = ""
    for (number, payload) in HostileText.payloads.enumerated() where !payload.text.contains("\0") {
      events += object([
        ("type", "comment"),
        ("id", String(decoding: payload.text.utf8.prefix(200), as: UTF8.self) + "\(number)"),
        ("at", "2025-06-01T00:00:00Z"), ("thread", "t"), ("nick", "Bob"), ("body", "casino"),
      ])
    }
    try workshop.ingest(events)
    let ids = try workshop.modq("queue", "--format", "ids").output
    let run = try workshop.modq(["approve", "-"], input: ids)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try workshop.modq("queue", "--format", "count").output == "0\n")
    #expect(
      try workshop.modq("stats").output.contains(
        #""statuses":{"published":\#(ids.split(separator: "\n").count),"#))
  }
}

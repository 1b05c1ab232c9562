import Foundation
import Testing

/// A folder with a log and rules of its own, that goes with the test.
final class Workshop {
  let folder: URL

  /// Makes the folder and takes `events` in, one JSON object a line.
  init(_ events: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("modq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("rules"), withIntermediateDirectories: true)
    try Data(Workshop.rules.utf8).write(to: folder.appendingPathComponent("rules/test.yml"))
    try Data("thresholds: {hold: 4, reject: 10}\n".utf8).write(
      to: folder.appendingPathComponent("rules/policy.yml"))
    if !events.isEmpty { try ingest(events) }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  @discardableResult
  func ingest(_ events: String) throws -> ModQProcess {
    let run = try modq("ingest", input: events)
    try #require(run.status <= 1, "\(run.errors)")
    return run
  }

  /// Runs `modq` with this log and these rules.
  @discardableResult
  func modq(_ arguments: String..., input: String = "") throws -> ModQProcess {
    try modq(arguments, input: input)
  }

  /// Runs it in the folder, where files belong that a command makes of a hostile argument.
  func modq(_ arguments: [String], input: String = "") throws -> ModQProcess {
    try ModQProcess(
      arguments, input: input,
      environment: [
        "MODQ_DB": folder.appendingPathComponent("modq.db").path,
        "MODQ_RULES": folder.appendingPathComponent("rules").path, "MODQ_MODERATOR": "aya",
      ], directory: folder)
  }

  private static let rules = """
    rules:
      - id: casino
        title: Advertises a casino
        score: 5
        tags: [spam, games]
        match:
          word: {field: body, phrases: [casino, カジノ]}
        tests: [{hit: best casino ever}, {miss: hello}]
      - id: newcomer_link
        title: A link from a newcomer
        score: 4.5
        when: links > 0 and author.approved < 2
        tests: [{hit: "see http://a.example"}, {miss: hello}]
      - id: shouting
        title: Capitals throughout
        status: shadow
        score: 2
        match:
          loud: {field: body, regex: '^[A-Z !]{8,}$'}
        tests: [{hit: HELLO WORLD}, {miss: hello}]
      - id: reported
        title: Two reports
        applies_to: [report]
        score: 4
        when: reports >= 2
        tests: [{miss: a}]
    """
}

/// A small story that most commands are tried on.
let story = """
  {"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"折口","body":"best casino https://spam.example/x"}
  {"type":"comment","id":"c2","at":"2025-06-01T00:01:00Z","thread":"t1","nick":"花子","body":"こんにちは、みなさん"}
  {"type":"reply","id":"c3","parent":"c1","at":"2025-06-01T00:02:00Z","thread":"t1","nick":"Bob","body":"no casino, please"}
  {"type":"comment","id":"c4","at":"2025-06-01T00:03:00Z","thread":"t2","nick":"Bob","body":"HELLO WORLD"}
  {"type":"report","id":"r1","at":"2025-06-01T00:04:00Z","comment":"c3","reporter":"花子","reason":"rude"}
  {"type":"vote","id":"v1","at":"2025-06-01T00:05:00Z","comment":"c2","value":1,"voter":"折口"}
  {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"approve","comment":"c1","by":"aya","reason":"a quotation"}

  """

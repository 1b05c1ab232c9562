import Foundation
import Testing

/// A folder that modq is run in, with rules and a log of its own; it goes with the test.
///
/// The log and the rules have the names that modq takes without options, so that messages are the same wherever the
/// folder is.
final class Trial {
  let folder: URL
  private let environment: [String: String]

  /// How a run ended and what it said.
  struct Run: Equatable {
    var output = ""
    var errors = ""
    var status: Int32 = 0

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Makes the folder; `environment` are variables beside those that every run gets.
  init(environment: [String: String] = [:]) throws {
    self.environment = environment
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("modq-trial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: file("Rules"), withIntermediateDirectories: true)
    try write(Trial.rules, to: "Rules/trial.yml")
    try write("thresholds: {hold: 4, reject: 10}\n", to: "Rules/policy.yml")
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: Files

  func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: file(name))
  }

  func bytes(of name: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: file(name)))
  }

  func text(of name: String) throws -> String {
    String(decoding: try bytes(of: name), as: UTF8.self)
  }

  /// What lies in the folder, rules apart.
  func listing() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != "Rules" }.sorted()
  }

  // MARK: Runs

  /// Runs `modq` with these arguments to its end.
  func modq(_ arguments: String..., input: String = "") throws -> Run {
    try modq(arguments, input: input)
  }

  func modq(_ arguments: [String], input: String = "") throws -> Run {
    try run("/usr/bin/env", ["modq"] + arguments, input: Array(input.utf8))
  }

  /// Runs `modq` with bytes that need not be text on its standard input.
  func modq(_ arguments: String..., bytes: [UInt8]) throws -> Run {
    try run("/usr/bin/env", ["modq"] + arguments, input: bytes)
  }

  /// Runs lines of shell that call `modq`.
  func shell(_ script: String, input: String = "") throws -> Run {
    try run("/bin/sh", ["-c", script], input: Array(input.utf8))
  }

  /// The variables of the environment that every run gets: nothing is inherited.
  static var environment: [String: String] {
    let programs = ModQProcess.executable.deletingLastPathComponent().path
    return ["PATH": "\(programs):/usr/bin:/bin:/usr/sbin:/sbin", "MODQ_MODERATOR": "aya"]
  }

  private func run(_ program: String, _ arguments: [String], input: [UInt8]) throws -> Run {
    let run = try ModQProcess(
      program: URL(fileURLWithPath: program), arguments, input: input,
      environment: Trial.environment.merging(environment) { $1 }, directory: folder)
    return Run(
      output: run.output, errors: run.errors.replacingOccurrences(of: folder.path, with: "FOLDER"),
      status: run.status)
  }
}

extension Trial {
  /// What `modq verify` proves of the log.
  struct Proof: Decodable, Equatable {
    var ok: Bool
    var entries: Int
    var head: String
    var projections: [String: Projection]

    struct Projection: Decodable, Equatable {
      var digest: String
      var rebuilt: String
      var equal: Bool
    }
  }

  /// Requires that the log is in order: the chain, the guards, and every projection equal to a fresh fold.
  @discardableResult
  func verify(_ place: SourceLocation = #_sourceLocation) throws -> Proof {
    let run = try modq("verify")
    #expect(run.errors == "", sourceLocation: place)
    try #require(run.status == 0, "\(run.output)", sourceLocation: place)
    let proof = try JSONDecoder().decode(Proof.self, from: Data(run.output.utf8))
    #expect(proof.ok && proof.projections.count >= 6, sourceLocation: place)
    return proof
  }

  /// Rules of each kind, and no more: the trials are about the program, not about what is spam.
  static let rules = """
    rules:
      - id: casino
        title: Advertises a casino
        score: 5
        match:
          word: {field: body, phrases: [casino, カジノ]}
        tests: [{hit: best casino ever}, {miss: hello}]
      - id: heap
        title: A word of abuse and a casino
        score: 10
        when: abuse and rule.casino
        match:
          abuse: {field: body, view: skeleton, phrases: [死ね], except: [必死ね]}
        tests: [{hit: casino で死ね}, {miss: casino}]
      - id: newcomer_link
        title: A link from a newcomer
        score: 4.5
        when: links > 0 and author.approved < 2
        tests: [{hit: "see http://a.example"}, {miss: hello}]
      - id: hurry
        title: Three comments in ten minutes
        score: 4
        when: burst
        count:
          burst: {of: comments, by: author, within: 10m, at_least: 3}
        tests:
          - stream:
              - {at: +0s, nick: 折口, body: 一}
              - {at: +40s, nick: 折口, body: 二, expect: miss}
              - {at: +80s, nick: 折口, body: 三, expect: hit}
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
        tests:
          - stream:
              - {at: +0s, nick: 折口, body: 一, id: x}
              - {at: +1s, type: report, comment: x, reporter: 花子, expect: miss}
              - {at: +2s, type: report, comment: x, reporter: 太郎, expect: hit}
    """
}

import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct EraseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Erase what a person said.",
    discussion: """
      Examples:
        modq erase c42 --reason 'asked for by mail on 3 May'
        modq erase --nick 折口 --yes
        modq erase --expired --yes          addresses older than the policy's private_retention
        modq erase --finish                 what a stopped erasure left to do

      A comment goes with its edits and with the free text of reports and decisions on it; with --nick all that was sent
      under it. The bytes leave the log, the projections, the list of refused lines, free pages and the write-ahead log.
      What remains: ids, times, threads, verdicts (rules and numbers), statuses, standing under a number. The projections
      are folded anew and the file is written anew, which takes time and room in proportion to the log.
      """)

  @Argument(help: "Ids of comments or of other events; - reads them from standard input, one a line.")
  var ids: [String] = []

  @OptionGroup var who: DecisionOptions

  @Option(help: "All that was sent under this nickname.")
  var nick: String?

  @Flag(help: "Private parts older than the policy's private_retention.")
  var expired = false

  @Flag(help: "Finish an erasure that was stopped.")
  var finish = false

  @Flag(help: "Erase without asking.")
  var yes = false

  func validate() throws {
    let named = [!ids.isEmpty, nick != nil, expired, finish].filter { $0 }.count
    guard named == 1 else {
      throw ValidationError("Give ids, or one of --nick, --expired, --finish.")
    }
  }

  func run() throws {
    let by = try DecisionOptions.moderator(who.by)
    let ids = finish || nick != nil || expired ? [] : try IdentifierLine.ids(ids)
    let made = try withLog(who.log.path, for: .writing) { workspace -> Erasure.Made? in
      let erasure = Erasure(workspace)
      var made: Erasure.Made?
      if !finish {
        let target = try target(ids, in: workspace)
        guard try confirm(target, in: workspace) else {
          // A timer finds nothing on most days, or what an earlier run left to do.
          complain("nothing private is older than private_retention")
          try finish(erasure)
          return nil
        }
        let warrant = Eraser.Warrant(by: by, reason: who.reason)
        made = try erasure.erase(target, site: who.log.site, warrant: warrant, at: .now).get()
      } else if try erasure.nextStep() == nil {
        complain("nothing is left to do of any erasure")
      }
      try finish(erasure)
      return made
    }
    guard let made else { return }
    try printOut(made.json)
    complain(
      """
      What remains: ids, times, threads, verdicts (rules and numbers), statuses, standing under a number;
      decisions on addresses and proofs keep what they are about (name them by id to erase that too: `modq log --kind
      decision`); and whatever has a copy: backups, exports, the site itself, what others quoted.
      """)
  }

  private func target(_ ids: [String], in workspace: Workspace) throws -> ErasureScope.Target {
    if let nick { return .nick(nick) }
    guard expired else { return .ids(ids) }
    guard let end = workspace.endOfPrivates(at: .now) else {
      throw Failure(
        .usage, "the policy keeps private parts for ever",
        advice: "Set private_retention in policy.yml (as 90d), and let modq ingest use it once.")
    }
    return .privates(before: end)
  }

  /// Shows what goes, and asks; false where nothing is over.
  private func confirm(_ target: ErasureScope.Target, in workspace: Workspace) throws -> Bool {
    let scope = try workspace.reading { () throws(LogError) in
      try ErasureScope.find(target, site: who.log.site, in: workspace)
    }.get()
    guard !scope.parts.isEmpty else {
      guard !expired else { return false }
      throw Failure(.noInput, "nothing is left to erase there", advice: "It may have been erased already.")
    }
    let kinds = scope.kinds.map { "\($0.count) \($0.kind.rawValue)\($0.count == 1 ? "" : "s")" }
    let samples =
      scope.samples.isEmpty ? "" : ": \(scope.samples.map { visible($0) }.joined(separator: ", "))"
    complain("modq: to be erased for good: \(kinds.joined(separator: ", "))\(samples)")
    guard try Question.ask("Erase?", isAnswered: yes) else { throw Failure(.refused, "nothing was erased") }
    return true
  }

  private func finish(_ erasure: Erasure) throws {
    let progress = Progress("erase")
    let isDone = try erasure.finish { step, done, all in
      switch step {
      case .fold: progress.show(done, of: all)
      case .vacuum: progress.say("writing the file anew")
      case .checkpoint: progress.say("emptying the write-ahead log")
      }
    }
    progress.end()
    guard isDone else {
      throw Failure(
        .busy,
        "the bytes are out of the log, but still in its write-ahead log: another process reads an older state",
        advice: "End it (`fuser \(who.log.path)` names it), then run `modq erase --finish`.")
    }
  }
}

extension Erasure.Made {
  fileprivate var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("seqs")
    writer.beginArray()
    for entry in entries { writer.integer(entry.seq) }
    writer.endArray()
    writer.key("erased")
    writer.beginObject()
    for (kind, count) in scope.kinds {
      writer.key(kind.rawValue)
      writer.integer(count)
    }
    writer.endObject()
    writer.key("refused_lines")
    writer.integer(refusals)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }
}

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
        modq erase --expired --yes          addresses older than the policy's private_retention, by the clock
        modq erase --refused                all lines that were refused
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

  @Flag(help: "The lines that were refused, all of them; but for --expired any erasure takes them as well.")
  var refused = false

  @Flag(help: "Finish an erasure that was stopped.")
  var finish = false

  @Flag(help: "Erase without asking.")
  var yes = false

  func validate() throws {
    let named = [!ids.isEmpty, nick != nil, expired, refused, finish].filter { $0 }.count
    guard named == 1 else {
      throw ValidationError("Give ids, or one of --nick, --expired, --refused, --finish.")
    }
    guard !refused || who.reason == nil && who.log.site == nil else {
      throw ValidationError(
        "--refused takes all lines, and no entry says why: it goes without --site and --reason.")
    }
  }

  func run() throws {
    let by = try DecisionOptions.moderator(who.by)
    let ids = ids.isEmpty ? [] : try IdentifierLine.ids(ids)
    let made = try withLog(who.log.path, for: .writing) { workspace -> Erasure.Made? in
      let erasure = Erasure(workspace)
      let wasStopped = try erasure.nextStep() != nil
      if wasStopped {
        complain("modq: an erasure was stopped before its end: that is finished first")
        try erasure.finish(log: who.log.path)
      }
      if finish {
        if !wasStopped { complain("nothing is left to do of any erasure") }
        return nil
      }
      let target = refused ? nil : try target(ids, in: workspace)
      guard try confirm(target, in: workspace, afterFinishing: wasStopped) else { return nil }
      let made: Erasure.Made
      if let target {
        let warrant = Eraser.Warrant(by: by, reason: who.reason)
        made = try erasure.erase(target, site: who.log.site, warrant: warrant, at: .now).get()
      } else {
        made = try erasure.eraseRefusals(at: .now)
      }
      do {
        try erasure.finish(log: who.log.path)
      } catch {
        complain(
          "modq: \(made.done.statement), but not yet out of all pages of the files: `modq erase --finish`")
        throw error
      }
      return made
    }
    guard let made else { return }
    try printOut(made.json, done: made.done)
    if !refused { complain(Erasure.Made.remains) }
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

  /// Shows what goes, and asks; false where nothing is left to erase and that is no fault.
  private func confirm(
    _ target: ErasureScope.Target?, in workspace: Workspace, afterFinishing wasStopped: Bool
  ) throws -> Bool {
    if let target {
      guard try hasScope(target, in: workspace, afterFinishing: wasStopped) else { return false }
    } else {
      let count = try refusals(before: nil, in: workspace)
      guard count > 0 else {
        complain("no refused line is kept")
        return false
      }
      complain("modq: to be erased for good: \(Erasure.Made.counted(count)), which `modq refused` lists")
    }
    guard try Question.ask("Erase?", isAnswered: yes) else { throw Failure(.refused, "nothing was erased") }
    return true
  }

  /// Shows what `target` takes; false where nothing is left of it and that is no fault.
  private func hasScope(
    _ target: ErasureScope.Target, in workspace: Workspace, afterFinishing wasStopped: Bool
  ) throws -> Bool {
    let found = try workspace.reading { () throws(LogError) in
      try ErasureScope.find(target, site: who.log.site, in: workspace)
    }
    // A nickname whose erasure was finished just now has no bearer any more.
    if wasStopped, nick != nil, case .failure(.unknown) = found { return isDone() }
    let scope = try found.get()
    guard !scope.parts.isEmpty else {
      if case .privates(let end) = target {
        let count = try refusals(before: end, in: workspace)
        guard count == 0 else {
          complain("modq: to be erased for good: \(Erasure.Made.counted(count))")
          return true
        }
        complain("nothing private is older than private_retention")
        return false
      }
      if wasStopped { return isDone() }
      throw Failure(
        .noInput, "nothing is left to erase there",
        advice: "It may have been erased already. Lines that were refused are not looked through: "
          + "`modq refused` lists them, `modq erase --refused` erases them.")
    }
    let kinds = scope.kinds.map { "\($0.count) \($0.kind.rawValue)\($0.count == 1 ? "" : "s")" }
    let samples =
      scope.samples.isEmpty ? "" : ": \(scope.samples.map { visible($0) }.joined(separator: ", "))"
    complain("modq: to be erased for good: \(kinds.joined(separator: ", "))\(samples)")
    return true
  }

  private func refusals(before end: Timestamp?, in workspace: Workspace) throws -> Int64 {
    try workspace.reading { () throws(LogError) in try Erasure(workspace).refusals(before: end) }
  }

  /// What was asked for was erased by the run that was stopped.
  private func isDone() -> Bool {
    complain("modq: nothing more is to be erased there")
    return false
  }
}

extension Erasure.Made {
  /// What the message on standard error tells after an erasure.
  fileprivate static let remains = """
    What remains: ids, times, threads, verdicts (rules and numbers), statuses, standing under a number;
    decisions on addresses and proofs keep what they are about (name them by id to erase that too: `modq log --kind
    decision`); and whatever has a copy: backups, exports, the site itself, what others quoted.
    """

  fileprivate var done: Done {
    let parts = scope.parts.count
    let lines = Erasure.Made.counted(refusals)
    return parts > 0
      ? Done(
        "what was named is erased (\(parts) entr\(parts == 1 ? "y" : "ies"), \(lines))",
        shownBy: "`modq log --kind erase` shows it")
      : Done("\(lines) \(refusals == 1 ? "is" : "are") erased", shownBy: "`modq refused` lists what is left")
  }

  fileprivate static func counted(_ refusals: Int64) -> String {
    "\(refusals) refused line\(refusals == 1 ? "" : "s")"
  }

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

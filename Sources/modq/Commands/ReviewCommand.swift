import ArgumentParser
import Glibc
import ModQEvent
import ModQEventLog
import ModQueue

struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Go through the queue one by one, one key a decision.",
    discussion: """
      Examples:
        modq review
        modq review --rule link_only_newcomer
        modq review --keys vi --sort age
        modq review --escalated
        modq review --sample 2%

      The last line of the screen says which keys there are; ? explains all of them.
      --sample takes the same comments as `modq queue --sample`: a decision on one of
      them is a check of the rules, which agrees or overrules.
      A comment that one moderator looks at is not shown to another. --keys takes a
      set (standard, wordpress, coral, vi) or a file of lines like "f approve".
      """)

  @OptionGroup var log: LogOptions

  @Option(help: "Who decides (else $MODQ_MODERATOR, else $USER).")
  var by: String?

  @OptionGroup var choice: ChoiceOptions

  @Flag(help: "Go through what was escalated instead of what waits.")
  var escalated = false

  @Option(
    help: ArgumentHelp(
      "Instead of what waits: this share of what the rules published or rejected alone.", valueName: "2%"))
  var sample: Share?

  @Option(help: ArgumentHelp("standard, wordpress, coral, vi, or a file of keys.", valueName: "set or file"))
  var keys = "standard"

  @Option(
    help: ArgumentHelp(
      "Play keys from a file (- is standard input) and print the screens.", valueName: "file"))
  var script: String?

  @Option(help: ArgumentHelp("The size of a script's screens.", valueName: "80x24"))
  var size = "80x24"

  @Flag(help: "With --script: say on standard error how long keys took to their screens.")
  var times = false

  @Flag(name: .customLong("no-color"), help: "No emphasis.")
  var withoutColor = false

  func validate() throws {
    if escalated && sample != nil {
      throw ValidationError("--escalated takes what somebody passed on, --sample what nobody saw.")
    }
  }

  func run() throws {
    let moderator = try DecisionOptions.moderator(by)
    let map = try keyMap()
    guard let size = ScreenSize(size) else { throw Failure(.usage, "a size is written as 80x24") }
    if times && script == nil {
      throw Failure(.usage, "--times tells of the keys of a script", advice: "Name one with --script.")
    }
    let played = try script.map { (path) throws(Failure) in
      try ReviewScript(
        text(of: path, advice: "--script takes a file of keys: lines as a, x x A, text …, resize 40x24."))
    }
    if played == nil { try requireTerminal() }
    let filter = try choice.wholeFilter(now: .now)
    let round: ReviewRound =
      if let share = try sample?.share() {
        .sample(RuleSample(share: share))
      } else {
        escalated ? .escalated : .waiting
      }
    let session = ReviewSession(keys: map, moderator: moderator, size: size, filter: filter, round: round)
    let scope = ReviewRunner.Scope(site: log.site, order: choice.sort)
    let terminal =
      played == nil
      ? ReviewTerminal(path: log.path, keys: map, isStyled: Terminal(withoutColor: withoutColor).isStyled)
      : nil
    try withLog(log.path, for: .writing, patience: terminal?.patience) { workspace in
      if let site = log.site { _ = try Finder(workspace).onlySite(site).get() }
      var query = choice.query(now: .now)
      query.site = log.site
      query.filter = try choice.filter.filter(now: query.now)
      try query.requireKnownNames(in: workspace)
      let desk = try ReviewDesk(workspace, by: moderator, at: .now)
      var runner = ReviewRunner(session, desk, scope, now: { .now })
      if let played {
        var output = Output()
        let taken = try played.play(&runner) { (screen) throws(OutputFailure) in try output.write(screen) }
        try output.flush()
        if times { complain(taken.text) }
      } else if let terminal {
        try show(runner, on: terminal)
      }
    }
  }

  private func show(_ runner: ReviewRunner, on terminal: ReviewTerminal) throws {
    guard let alarm = RawTerminal.prepare() else { throw Failure(.io, "the terminal can't be set up") }
    let watch = TerminalWatch()
    defer { watch?.end() }
    var loop = ReviewLoop(runner, terminal)
    try loop.run(alarm: alarm)
    // The terminal may be gone.
    try? printOut(Array("\(loop.runner.summary)\n".utf8))
    if let change = loop.runner.givenUp {
      throw Failure(
        .busy, "\(visible(log.path)) is kept busy by another process: \(visible(change)) was not done",
        advice: "Try again; `fuser \(visible(log.path))` names who has it open.")
    }
  }

  private func requireTerminal() throws(Failure) {
    guard isatty(STDIN_FILENO) == 1, Output.isTerminal, environment("TERM") != "dumb" else {
      throw Failure(
        .usage, "review needs a terminal",
        advice:
          "`modq queue` lists what waits, `modq show` and `modq explain` tell more, `modq approve` and others decide."
      )
    }
  }

  private func keyMap() throws(Failure) -> KeyMap {
    if let preset = KeyMap.Preset(rawValue: keys) { return KeyMap(preset) }
    let sets = KeyMap.Preset.allCases.map(\.rawValue)
    let near = Suggestion.closest(to: keys, among: sets).map { "Did you mean \($0)? " } ?? ""
    let file = try text(
      of: keys,
      advice: "\(near)--keys takes \(sets.joined(separator: ", ")), or a file of lines as: f approve")
    do throws(KeyFile.Problems) {
      return try KeyFile(file).map
    } catch {
      let lines = error.lines.map { "\(visible(keys)):\($0.number): error: \($0.message)" }
      var failure = Failure(.usage, lines.joined(separator: "\n"))
      failure.opening = ""
      throw failure
    }
  }

  /// The text of a file, or of standard input.
  private func text(of path: String, advice: String) throws(Failure) -> String {
    var lines: [String] = []
    do throws(InputFailure) {
      var reader = path == "-" ? LineReader(descriptor: STDIN_FILENO) : try LineReader(path: path)
      while true {
        switch try reader.next() {
        case .line:
          reader.withLine { line in lines.append(line.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
          }
        case .tooLong(let number): throw InputFailure(code: EFBIG, operation: number > 0 ? .read : .open)
        case .end: return lines.joined(separator: "\n")
        }
      }
    } catch {
      throw Failure(.noInput, "\(visible(path)): \(error)", advice: advice)
    }
  }
}

package import ModQEvent
import ModQEventLog
import ModQJudge
package import ModQProjections

/// Reads lines, takes their events in, commits in groups, and prints each verdict once it is durable.
///
/// A group ends when no complete line is waiting, or at ``Options/groupEvents`` events, or after ``groupMilliseconds``, whichever
/// is first: on an idle pipe each event is committed at once. While lines wait in number, and no other writer does, each may last
/// twice as long as the one before it, up to ``longGroupMilliseconds``.
package final class Ingest {
  private let engine: Engine
  private let options: Options
  private let output: Output
  private let isStopping: () -> Bool
  private let alarm: Int32
  private let reload: Reload
  private let now: () -> Timestamp
  private var lines = JSONWriter(escapingInvisible: true)
  private var notices: [Notice] = []
  private var group = Group()
  /// How long a group may stay open.
  private var groupLimit = Ingest.groupMilliseconds
  /// What is printed when its group is durable, while the next one is taken in: of two groups at most, in their order.
  private var waiting: [Waiting] = []
  package private(set) var counts = Counts()

  /// How long other writers, and whoever waits for verdicts, are kept waiting, at least and at first.
  private static let groupMilliseconds: Int64 = 100
  /// The same where nobody waits but for a long input's end: the longer it is, the fewer times a page of an index is written
  /// that changes all over.
  private static let longGroupMilliseconds: Int64 = 500
  /// After so many events is looked whether another writer waits.
  private static let lookedEvents = 64

  package struct Options: Sendable {
    /// Nothing is logged: no refusals are kept.
    package var isDryRun = false
    /// Print a line for votes, deletions, reports and decisions too.
    package var isVerbose = false
    /// Events that are committed together, at most: enough that a page of an index which changes all over is written once for
    /// several of them, few enough to lose no more than a moment's work.
    package var groupEvents: Int

    package init(isDryRun: Bool = false, isVerbose: Bool = false, groupEvents: Int = 4_000) {
      self.isDryRun = isDryRun
      self.isVerbose = isVerbose
      self.groupEvents = groupEvents
    }
  }

  /// What was counted over a run.
  package struct Counts: Sendable {
    /// Lines that were an event, known ones included.
    package var events = 0
    package var published = 0
    package var held = 0
    package var rejected = 0
    package var known = 0
    package var refused = 0

    package var judged: Int { published + held + rejected }
  }

  /// A line that was not taken in.
  package struct Notice: Sendable {
    package var line: Int
    package var refusal: Refusal
  }

  /// Where results go.
  ///
  /// Each call hands over what the last commit made durable.
  package struct Output {
    package var write: (_ verdictLines: ArraySlice<UInt8>, _ refused: [Notice]) throws(OutputFailure) -> Void

    /// Writes as much of the beginning as goes without waiting for whoever reads it, and returns how many bytes that was.
    ///
    /// Called while a transaction is open, which keeps other writers waiting.
    package var writeAtOnce: (_ verdictLines: ArraySlice<UInt8>) throws(OutputFailure) -> Int = { _ in 0 }

    /// Told of rules that what was committed last has braked.
    package var tell: (_ braked: [Projections.Brake]) -> Void = { _ in }

    package init(
      write: @escaping (_ verdictLines: ArraySlice<UInt8>, _ refused: [Notice]) throws(OutputFailure) -> Void
    ) {
      self.write = write
    }
  }

  /// Other rules to judge by, asked for while the input goes on.
  package struct Reload {
    /// Whether they were asked for since this was last called.
    var isAsked: () -> Bool
    /// Makes them those of the engine, or leaves them; called between two groups, outside of a transaction, with the number
    /// of the line that comes next.
    var run: (_ nextLine: Int) -> Void

    package init(isAsked: @escaping () -> Bool, run: @escaping (_ nextLine: Int) -> Void) {
      self.isAsked = isAsked
      self.run = run
    }

    /// The rules stay what they are.
    package static var never: Reload { Reload(isAsked: { false }, run: { _ in }) }
  }

  private struct Group {
    var events = 0
    var start = Timestamp.earliest
    var isOpen = false
    /// More lines wait than are in it.
    var isOfStream = false
  }

  private struct Waiting {
    var commit: ChangeMark
    var lines: ArraySlice<UInt8>
  }

  /// Asks `isStopping` before each line; `alarm` is a descriptor that has something to read as soon as the answer has
  /// become true, or other rules are asked for, -1 if there is none.
  package init(
    _ engine: Engine, options: Options, now: @escaping () -> Timestamp, isStopping: @escaping () -> Bool,
    alarm: Int32 = -1, reload: Reload = .never, output: Output
  ) {
    self.engine = engine
    self.options = options
    self.now = now
    self.isStopping = isStopping
    self.alarm = alarm
    self.reload = reload
    self.output = output
  }

  /// Takes in every line of one input.
  ///
  /// Returns the number of the last line that is durable, which is the last line unless it was asked to stop.
  @discardableResult
  package func run(_ reader: inout LineReader) throws(IngestFailure) -> Int {
    var feed = Feed(rules: { self.engine.rules?.texts }, now: now)
    defer {
      feed.close()
      engine.workspace.endWritingBehind()
    }
    var last = 0
    do {
      while !isStopping() {
        // Verdicts, and others who want to write, wait for no line that is still being looked at.
        guard feed.isReady(within: min(millisecondsLeft, Ingest.groupMilliseconds)) else {
          try commit()
          continue
        }
        let isLineThere = feed.hasLine(from: &reader)
        // Asked after the read: of a line that was sent after the signal it is seen in time.
        if reload.isAsked() {
          try commit()
          reload.run(last + 1)
          continue
        }
        guard isLineThere else {
          groupLimit = Ingest.groupMilliseconds
          try commit()
          if let end = feed.end {
            if case .failure(let failure) = end { throw failure }
            return last
          }
          _ = reader.waitForInput(milliseconds: -1, alarm: alarm)
          continue
        }
        group.isOfStream = feed.isStream
        last = try feed.next { (line, prepared, number, arrival) throws(LogError) in
          try self.take(line, prepared, number: number, arrival: arrival)
        }
        try printAtOnce()
        if isGroupFull() { try endFullGroup() }
      }
      try commit()
      return last
    } catch {
      engine.workspace.rollback()
      // What became durable before is told all the same.
      try? printWaiting()
      throw IngestFailure(error)
    }
  }

  private func isGroupFull() -> Bool {
    guard group.isOpen else { return false }
    let left = millisecondsLeft
    if left == 0 || group.events >= options.groupEvents { return true }
    return group.events.isMultiple(of: Ingest.lookedEvents)
      && left <= groupLimit - Ingest.groupMilliseconds && engine.workspace.isWaitedFor
  }

  /// How long the group in hand may stay open.
  private var millisecondsLeft: Int64 {
    guard group.isOpen else { return groupLimit }
    // However the clock was set meanwhile.
    return min(max(0, groupLimit - now().milliseconds(since: group.start)), groupLimit)
  }

  private func endFullGroup() throws {
    let isStream = engine.workspace.isWritingBehind && !engine.workspace.isWaitedFor
    groupLimit = isStream ? min(2 * groupLimit, Ingest.longGroupMilliseconds) : Ingest.groupMilliseconds
    // Nothing is said with other writers kept out that might have to wait for whoever reads it.
    let mayGoOn = engine.workspace.mayGoOn && notices.isEmpty && engine.projections.brakes.isEmpty
    try mayGoOn ? commitAndGoOn() : commit()
  }

  private func open() throws(LogError) {
    guard !group.isOpen else { return }
    try engine.workspace.begin(isLong: group.isOfStream)
    (group.events, group.start, group.isOpen) = (0, now(), true)
  }

  private func commit() throws {
    if group.isOpen || engine.workspace.isInTransaction {
      try engine.workspace.commit()
      group.isOpen = false
    }
    try printWaiting()
    let brakes = engine.projections.brakes
    engine.projections.brakes.removeAll()
    if !brakes.isEmpty { output.tell(brakes) }
    guard !lines.bytes.isEmpty || !notices.isEmpty else { return }
    defer {
      lines.removeAll()
      notices.removeAll(keepingCapacity: true)
    }
    try output.write(lines.bytes[...], notices)
  }

  /// Has the group committed while the next one is taken in.
  private func commitAndGoOn() throws {
    let mark = try engine.workspace.commitAndGoOn(with: engine.projections)
    group.isOpen = false
    // All before it is durable by now.
    try printAtOnce()
    let isPrinted = waiting.isEmpty
    waiting.append(Waiting(commit: mark, lines: lines.bytes[...]))
    lines.removeAll()
    // Whoever does not read what is printed keeps no other writer waiting.
    if !isPrinted { try commit() }
  }

  /// Prints what is durable, as far as nobody has to be waited for.
  private func printAtOnce() throws {
    while let next = waiting.first, next.commit.isMade {
      let count = try output.writeAtOnce(next.lines)
      guard count == next.lines.count else {
        waiting[0].lines = next.lines.dropFirst(count)
        return
      }
      waiting.removeFirst()
    }
  }

  /// Prints what is durable.
  private func printWaiting() throws {
    while let next = waiting.first, next.commit.isMade {
      waiting.removeFirst()
      if !next.lines.isEmpty { try output.write(next.lines, []) }
    }
  }

  private func take(
    _ line: Span<UInt8>, _ prepared: PreparedEvent, number: Int, arrival: Timestamp
  ) throws(LogError) {
    guard let decoded = prepared.event else { return }
    try open()
    group.events += 1
    let event: Event
    switch decoded {
    case .success(let found): event = found
    case .failure(let refusal): return try refuse(refusal, line, number: number)
    }
    switch try engine.submit(event, reading: prepared.reading, arrival: arrival) {
    case .refused(let refusal):
      try refuse(refusal, line, number: number)
    case .judged(let entry, let verdict):
      counts.events += 1
      count(verdict, of: entry)
      try print(entry, verdict, isKnown: false, event: event)
    case .noted(let entry):
      counts.events += 1
      note(entry, isKnown: false)
    case .known(let entry):
      counts.events += 1
      counts.known += 1
      if let verdict = entry.verdict.flatMap({ Verdict(json: $0) }) {
        try print(entry, verdict, isKnown: true)
      } else {
        note(entry, isKnown: true)
      }
    }
  }

  private func refuse(_ refusal: Refusal, _ line: Span<UInt8>, number: Int) throws(LogError) {
    counts.refused += 1
    notices.append(Notice(line: number, refusal: refusal))
    guard !options.isDryRun else { return }
    try open()
    try engine.keep(refusal, of: line, number: number, at: now())
  }

  private func count(_ verdict: Verdict, of entry: Entry) {
    switch entry.kind {
    case .comment, .reply, .edit:
      switch verdict.outcome {
      case .publish: counts.published += 1
      case .hold: counts.held += 1
      case .reject: counts.rejected += 1
      }
    case .vote, .delete, .report, .decision, .ruleset, .erase:
      break
    }
  }

  /// Texts always have a line; votes and reports if they changed a status.
  private func print(
    _ entry: Entry, _ verdict: Verdict, isKnown: Bool, event: Event? = nil
  ) throws(LogError) {
    switch entry.kind {
    case .comment, .reply, .edit:
      break
    case .vote, .report:
      guard try engine.projections.changedStatus(inEntry: entry.seq) else {
        return note(entry, isKnown: isKnown)
      }
    case .delete, .decision, .ruleset, .erase:
      return note(entry, isKnown: isKnown)
    }
    let line = VerdictLine(entry, verdict, isKnown: isKnown, event: event)
    try line.write(to: &lines, in: engine.projections)
    lines.endLine()
  }

  private func note(_ entry: Entry, isKnown: Bool) {
    guard options.isVerbose else { return }
    lines.beginObject()
    lines.names(of: entry)
    lines.key("known")
    lines.bool(isKnown)
    lines.endObject()
    lines.endLine()
  }
}

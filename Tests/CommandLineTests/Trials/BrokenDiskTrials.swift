import Foundation
import Glibc
import SeededNumbers
import Testing

extension Trials.Interruptions {
  /// A disk that fails: each call of a run in turn, once and from then on.
  @Suite(.enabled(if: Disturbance.library != nil)) struct BrokenDiskTrials {
    private static let stream = TrialStream(seed: 31, count: 25)
    private static let later = TrialStream(seed: 32, count: 10, prefix: "later")

    /// A command, the log that it finds, and what it reads.
    struct Work: Sendable, CustomTestStringConvertible {
      var command: String
      var isOnNewLog = false
      /// What is done to the log before.
      var preparation = Preparation.none
      var input = ""
      /// The new file that it makes: whole under its name, or not there.
      var product: String?

      var testDescription: String { command + (preparation == .none ? "" : ", \(preparation.rawValue)") }
    }

    enum Preparation: String {
      case none
      case olderProjections = "with projections of an older modq"
      case olderSchema = "with the schema of an older modq"
      case backup = "from a backup"
    }

    static let works = [
      Work(command: "ingest --verbose", isOnNewLog: true, input: stream.text),
      Work(command: "ingest --verbose", input: later.text),
      Work(command: "approve e0"),
      Work(command: "replay"),
      Work(command: "approve e0", preparation: .olderProjections),
      Work(command: "approve e0", preparation: .olderSchema),
      Work(command: "replay --until 20 --into modq.db.copy"),
      Work(command: "backup modq.db.copy", product: "modq.db.copy"),
      Work(command: "restore modq.db.kept --db modq.db.copy", preparation: .backup, product: "modq.db.copy"),
    ]

    /// A fault that was not survived.
    private func trouble(_ work: Work, _ fault: Disturbance.Fault) throws -> String? {
      let trial = try BrokenDiskTrials.prepared(work)
      let entries = work.isOnNewLog ? 0 : 26
      let run = try trial.disturbed(work.command, by: fault, input: work.input)
      let said = "\(work.testDescription), \(fault): status \(run.status): \(run.errors.prefix(300))"
      let isOver = [74, 3].contains(run.status) && run.errors.hasPrefix("modq: ") || run.status == 0
      guard isOver else { return said }
      if run.errors.contains("hello") || run.errors.contains("192.0.2") { return "a text is told: " + said }
      // A reader finds what was acknowledged before anybody mends anything.
      let copy = try Trial()
      for name in try trial.listing() where name.hasPrefix("modq.db") {
        try FileManager.default.copyItem(at: trial.file(name), to: copy.file(name))
      }
      let found = Recovered(copy.file("modq.db").path)
      let printed = run.lines.filter { $0.hasPrefix(#"{"seq":"#) }
      if found.ids == nil && !(printed.isEmpty && entries == 0) { return "\(said) then \(found.fault ?? "")" }
      if let fault = found.fault, found.ids != nil { return "\(said) then \(fault)" }
      if try !found.lost(of: printed).isEmpty { return "acknowledged and not there: \(said)" }
      if let ids = found.ids, ids.count < entries { return "entries are gone: \(said)" }
      if run.status == 0 && work.input.isEmpty == false && printed.count < run.lines.count { return said }
      if let product = work.product, let trouble = try BrokenDiskTrials.trouble(of: product, in: trial, run) {
        return "\(trouble) after \(said)"
      }
      _ = try trial.shell("rm -f modq.db.copy*")
      let next = try trial.shell("modq \(work.command)", input: work.input)
      guard next.status == 0 else { return "the next run: \(next.status) \(next.errors) after \(said)" }
      let proof = try trial.modq("verify")
      return proof.status == 0 ? nil : "\(proof.errors) after \(said)"
    }

    /// What is wrong with a copy, if it is there, and with what was left beside it.
    private static func trouble(of product: String, in trial: Trial, _ run: Trial.Run) throws -> String? {
      let isThere = FileManager.default.fileExists(atPath: trial.file(product).path)
      if run.status == 0 && !isThere { return "no copy" }
      if isThere {
        let proof = try trial.modq("verify", "--db", product)
        if proof.status != 0 || !proof.output.hasPrefix(#"{"ok":true,"entries":26,"#) { return "a bad copy" }
      }
      // A disk that removes nothing leaves the draft there, and `doctor` says so.
      let drafts = try trial.listing().filter { $0.contains("-draft-") }
      guard !drafts.isEmpty else { return nil }
      let told = try trial.modq("doctor").output
      return drafts.allSatisfy { told.contains($0) } ? nil : "drafts that nobody tells of: \(drafts)"
    }

    /// A log made once and copied: making it takes longer than the trial.
    private static func prepared(_ work: Work) throws -> Trial {
      let trial = try Trial()
      guard !work.isOnNewLog else { return trial }
      try pattern.write(to: trial.file("modq.db"))
      switch work.preparation {
      case .none: break
      case .olderProjections: try trial.sql("UPDATE state SET version = 0")
      case .olderSchema: try trial.makeSchemaOlder()
      case .backup: try pattern.write(to: trial.file("modq.db.kept"))
      }
      return trial
    }

    private static let pattern: Data = {
      guard let trial = try? Trial(), (try? trial.modq("ingest", input: stream.text))?.status == 0 else {
        return Data()
      }
      return (try? Data(contentsOf: trial.file("modq.db"))) ?? Data()
    }()

    /// Every fault of a run that makes as many calls as `tally` says.
    private func faults(_ tally: [Disturbance.Call: Int]) -> [Disturbance.Fault] {
      let codes: [(Disturbance.Call, [Int32])] = [
        (.open, [EIO, EACCES]), (.read, [EIO, EINTR]), (.write, [EIO, ENOSPC, EINTR]),
        (.truncate, [EIO, EINTR]),
        (.sync, [EIO, ENOSPC]), (.unlink, [EIO]),
      ]
      return codes.flatMap { call, codes in
        (0..<(tally[call] ?? 0)).flatMap { number in
          codes.flatMap { code in
            // Who is interrupted at every try waits for ever, and is right to.
            (code == EINTR ? [false] : [false, true]).map {
              Disturbance.Fault(call: call, first: number + 1, isLasting: $0, code: code)
            }
          }
        }
      }
    }

    @Test(arguments: BrokenDiskTrials.works)
    func whateverFailsIsToldAndNothingThatWasPrintedIsMissing(_ work: Work) throws {
      try survive(work, name: "broken disk", short: 4) { faults($0) }
    }

    /// The n-th allocation of SQLite's fails.
    @Test(arguments: BrokenDiskTrials.works)
    func whereMemoryEndsIsToldAndNothingThatWasPrintedIsMissing(_ work: Work) throws {
      try survive(work, name: "no memory", short: 3) { tally in
        (0..<(tally[.allocate] ?? 0)).flatMap { number in
          [false, true].map {
            Disturbance.Fault(call: .allocate, first: number + 1, isLasting: $0, code: ENOMEM)
          }
        }
      }
    }

    /// A copy is told of once the disk has its bytes and its name: whichever sync fails, there is none.
    @Test func aCopyThatMayNotLastIsNotMade() throws {
      for work in BrokenDiskTrials.works where work.product != nil {
        let sound = try BrokenDiskTrials.prepared(work)
        try #require(try sound.disturbed(work.command).status == 0)
        let syncs = try #require(try sound.tally()[.sync])
        try #require(syncs >= 2)
        for number in syncs - 1...syncs {
          let trial = try BrokenDiskTrials.prepared(work)
          let run = try trial.disturbed(work.command, by: Disturbance.Fault(call: .sync, first: number))
          #expect(run.status == 74 && run.output == "", "\(work.command), sync \(number): \(run)")
          #expect(run.errors.hasSuffix(": Input/output error\n"))
          #expect(try trial.listing().filter { $0.hasPrefix("modq.db.copy") } == [])
        }
      }
    }

    /// Lets each of some faults, all of them in the long form, happen to `work`.
    private func survive(
      _ work: Work, name: String, short: Int, _ faults: ([Disturbance.Call: Int]) -> [Disturbance.Fault]
    ) throws {
      let trial = try BrokenDiskTrials.prepared(work)
      try #require(try trial.disturbed(work.command, by: nil, input: work.input).status == 0)
      let every = try faults(trial.tally())
      try #require(!every.isEmpty)
      var random = SplitMix64(seed: Trials.seed)
      let count = min(every.count, Trials.rounds ?? (Trials.areLong ? every.count : short))
      let chosen = count == every.count ? every : (0..<count).map { _ in every[random.below(every.count)] }
      var troubles: [String] = []
      for fault in chosen { if let trouble = try trouble(work, fault) { troubles.append(trouble) } }
      #expect(troubles == [], "seed \(Trials.seed)")
      print("\(name), \(work.testDescription): \(chosen.count) of \(every.count) faults, seed \(Trials.seed)")
    }
  }
}

import Foundation
import ModQEventLog
import ModQueue
import SeededNumbers
import Testing

extension Trials.Files {
  /// Bytes of the files are not what was written: the fault is reported, or the answers are the same.
  @Suite struct CorruptionTrials {
    private static let commands = [
      "verify", "export --full", "changes", "queue", "reputation", "stats", "log", "ingest --verbose",
      "approve e0",
      "replay",
    ]

    /// What a log answers to everything that reads, and whether it is in order.
    private enum Answer: Equatable {
      case reported(String)
      case answered(entries: [String], projections: [String])

      init(_ path: String) {
        do {
          self = try Workspace.open(path, for: .reading, isFollowing: true) { (workspace) throws(LogError) in
            let verification = try workspace.reading { () throws(LogError) in try Verification(workspace) }
            guard verification.isOK else { return .reported("\(verification)") }
            var entries: [String] = []
            let read: Result<Export.Counts, Never> = try Export.entries(workspace) { (bytes) throws(Never) in
              entries.append(String(decoding: bytes, as: UTF8.self))
            }
            _ = read
            return .answered(entries: entries, projections: verification.projections.map { $0.digest })
          }
        } catch {
          self = .reported("\(error)")
        }
      }
    }

    /// A log as it lies there while it is in use: its last entries are in the write-ahead log alone.
    private struct Files {
      /// By name, all of one moment; `modq.db-shm` is no part of it, since it is made anew from the others.
      var files: [String: Data]
      /// A write-ahead log from before the last checkpoint.
      var staleLog = Data()

      func lay(in trial: Trial) throws {
        for (name, data) in files { try data.write(to: trial.file(name)) }
      }
    }

    private func inUse() throws -> Files {
      let trial = try Trial()
      let lines = TrialStream(seed: 41, count: 60).lines
      let run = try LiveRun(trial, "ingest", "--verbose")
      var stale = Data()
      for (number, line) in lines.enumerated() {
        try run.send(line + "\n")
        _ = try #require(try run.line())
        if number == 5 { stale = try Data(contentsOf: trial.file("modq.db-wal")) }
      }
      var files: [String: Data] = [:]
      for name in ["modq.db", "modq.db-wal"] { files[name] = try Data(contentsOf: trial.file(name)) }
      run.closeInput()
      _ = try run.end()
      return Files(files: files, staleLog: stale)
    }

    private func closed(_ files: Files) throws -> Files {
      let trial = try Trial()
      try files.lay(in: trial)
      try #require(try trial.modq("note", "e0", "--reason", "closing").status == 0)
      return Files(files: ["modq.db": try Data(contentsOf: trial.file("modq.db"))], staleLog: files.staleLog)
    }

    /// Spoils `files` in one of the ways that disks and people do; says how.
    private func spoil(_ files: inout Files, _ random: inout SplitMix64) -> String {
      let names = files.files.keys.sorted()
      let name = names[random.below(names.count)]
      var data = files.files[name] ?? Data()
      defer { files.files[name] = data }
      let pages = max(1, data.count / 4_096)
      let page = random.below(pages) * 4_096
      switch random.below(6) {
      case 0, 1:
        let place = random.below(max(1, data.count))
        data[place] ^= 1 << UInt8(random.below(8))
        return "\(name): a bit of byte \(place)"
      case 2:
        data.resetBytes(in: page..<min(page + 4_096, data.count))
        return "\(name): zeros at \(page)"
      case 3:
        let other = random.below(pages) * 4_096
        let (first, second) = (Data(data[page..<page + 4_096]), Data(data[other..<other + 4_096]))
        data.replaceSubrange(page..<page + 4_096, with: second)
        data.replaceSubrange(other..<other + 4_096, with: first)
        return "\(name): \(page) and \(other) swapped"
      case 4:
        let size = random.below(data.count)
        data = Data(data.prefix(size))
        return "\(name): cut to \(size)"
      default:
        let count = 1 + random.below(300)
        let place = random.below(max(1, data.count - count))
        for index in place..<min(place + count, data.count) { data[index] = UInt8(random.below(256)) }
        return "\(name): \(count) bytes at \(place)"
      }
    }

    @Test func whatIsSpoiltIsReportedOrChangesNoAnswer() throws {
      let open = try inUse()
      let settled = try closed(open)
      let answers = try [open, settled].map { files in
        let trial = try Trial()
        try files.lay(in: trial)
        return Answer(trial.file("modq.db").path)
      }
      var random = SplitMix64(seed: Trials.seed)
      let count = Trials.rounds ?? (Trials.areLong ? 5_000 : 200)
      var (reported, unchanged, shorter) = (0, 0, 0)
      for round in 0..<count {
        let sound = round % 2 == 0 ? open : settled
        let trial = try Trial()
        try sound.lay(in: trial)
        guard case .answered(let entries, let projections) = answers[round % 2] else {
          Issue.record("the sound log is not in order: \(answers[round % 2])")
          return
        }
        var spoilt = sound
        let how = spoil(&spoilt, &random)
        try spoilt.lay(in: trial)
        let place = "seed \(Trials.seed), round \(round): \(how)"
        switch Answer(trial.file("modq.db").path) {
        case .reported: reported += 1
        case .answered(let left, let folded) where left == entries && folded == projections: unchanged += 1
        case .answered(let left, _):
          // SQLite takes a frame of the write-ahead log that is spoilt for its end: what is left is a log as it once was,
          // and only a note of its head that is kept elsewhere tells.
          #expect(how.hasPrefix("modq.db-wal"), "\(place): another answer")
          // The last line of an export says what it holds.
          #expect(entries.dropLast().starts(with: left.dropLast()), "\(place): another answer")
          shorter += 1
        }
        // The program itself, which has to end as it should whatever it reads.
        guard round % 20 == 0 else { continue }
        let command = CorruptionTrials.commands[round / 20 % CorruptionTrials.commands.count]
        let run = try trial.shell("modq \(command)", input: TrialStream(seed: 41, count: 3).text)
        #expect([0, 1, 3, 65, 66, 74].contains(run.status), "\(place): \(command): \(run)")
      }
      #expect(reported > count / 4 && unchanged > 0)
      print(
        "corrupted, seed \(Trials.seed): \(count) files, \(reported) reported, \(unchanged) answered as before,",
        "\(shorter) as an earlier state")
    }

    /// The index of the write-ahead log is made anew from it.
    @Test func aMissingIndexOfTheWriteAheadLogIsMadeAnew() throws {
      let files = try inUse()
      let trial = try Trial()
      try files.lay(in: trial)
      #expect(try trial.verify().entries == 61)
    }

    /// A write-ahead log of another time beside the file, as a backup of single files leaves it.
    ///
    /// SQLite believes it, and brings back the pages of that time: damage, or the log as it then was.
    @Test func aStaleWriteAheadLogIsReportedOrTheLogOfItsTime() throws {
      let files = try closed(try inUse())
      let trial = try Trial()
      try files.lay(in: trial)
      let lines = try trial.modq("export", "--full").lines
      try files.staleLog.write(to: trial.file("modq.db-wal"))
      let run = try trial.modq("verify")
      let left = try trial.modq("export", "--full").lines
      #expect(run.status == 3 || lines.dropLast().starts(with: left.dropLast()), "\(run)")
    }
  }
}

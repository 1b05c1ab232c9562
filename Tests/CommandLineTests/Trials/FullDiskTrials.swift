import Foundation
import Testing

extension Trials.Interruptions {
  /// No space is left for the log: what was printed is kept, the rest goes in when there is space again.
  @Suite struct FullDiskTrials {
    /// More than two of the groups that are committed together.
    private let stream = TrialStream(seed: 15, count: 9_000)

    @Test(.enabled(if: Trial.canMount))
    func aFullDiskIsToldAndTheSamePipeGoesOnLater() throws {
      let trial = try Trial()
      try trial.write(stream.text, to: "events.jsonl")
      let whole = try Trial()
      let expected = try whole.modq("ingest", "--verbose", input: stream.text)
      // In a mount namespace of its own: nothing is left mounted, whatever happens.
      let run = try trial.shell(
        """
        mkdir disk && exec unshare -m /bin/sh -c '
          mount -t tmpfs -o size=4m tmpfs disk || exit 99
          modq ingest --verbose --db disk/modq.db events.jsonl > first; echo $? > first.status
          modq verify --db disk/modq.db > verify; echo $? > verify.status
          modq ingest --verbose --db disk/modq.db events.jsonl > second; echo $? > second.status
          mount -o remount,size=64m disk
          modq ingest --verbose --db disk/modq.db events.jsonl > third 2> third.errors; echo $? > third.status
          modq verify --db disk/modq.db > verify.last; echo $? > verify.last.status'
        """)
      try #require(run.status == 0, "\(run.errors)")
      let full = """
        modq: no space is left for FOLDER/disk/modq.db (0 bytes are free there)
              Make space and run the same command again: what was printed is kept, nothing comes twice.

        """
      #expect(run.errors == full + full)
      #expect(try trial.text(of: "first.status") == "74\n")
      #expect(try trial.text(of: "second.status") == "74\n")
      #expect(try trial.text(of: "verify.status") == "0\n")
      let first = try trial.text(of: "first").split(separator: "\n").map(String.init)
      #expect(!first.isEmpty && first.count < expected.lines.count)
      #expect(first == Array(expected.lines[..<first.count]))
      let third = try trial.text(of: "third").split(separator: "\n").map(String.init)
      #expect(third.map(PrintedLine.first) == expected.lines)
      for line in third[..<first.count] { #expect(try PrintedLine(line).known) }
      #expect(try trial.text(of: "third.status") == "0\n")
      #expect(try trial.text(of: "verify.last.status") == "0\n")
    }

    /// As a disk that is full, for those who may not mount one: no file may grow over a size (getrlimit(2)).
    @Test func aLimitOnTheSizeOfFilesIsToldAndTheSamePipeGoesOnLater() throws {
      let whole = try Trial()
      let expected = try whole.modq("ingest", "--verbose", input: stream.text)
      // Counts of lines would not fit either.
      let limited = try Trial(environment: ModQProcess.withoutCoverage)
      try limited.write(stream.text, to: "events.jsonl")
      let first = try limited.shell(
        "ulimit -f 8000; exec env --default-signal=XFSZ modq ingest --verbose events.jsonl")
      #expect(first.status == 74)
      #expect(
        first.errors.replacing(#/\(\d+ bytes/#, with: "(N bytes") == """
          modq: FOLDER/modq.db: disk I/O error (N bytes are free there)
                Make space or mend the disk, and run the same command again: what was committed stands.

          """)
      #expect(!first.lines.isEmpty && first.lines.count < expected.lines.count)
      #expect(first.lines == Array(expected.lines[..<first.lines.count]))
      let last = try limited.modq("ingest", "--verbose", "events.jsonl")
      #expect(last.lines.map(PrintedLine.first) == expected.lines)
      for line in last.lines[..<first.lines.count] { #expect(try PrintedLine(line).known) }
      #expect(try limited.verify().projections == whole.verify().projections)
    }
  }
}

extension Trial {
  /// Whether a small disk can be made: as root, where a container allows it.
  static let canMount: Bool = {
    guard let trial = try? Trial() else { return false }
    let run = try? trial.shell("mkdir disk && unshare -m mount -t tmpfs -o size=64k tmpfs disk")
    return run?.status == 0
  }()
}

import Foundation
import Testing

extension Trials.Files {
  /// A log on a medium, or in a folder, where nothing can be written.
  @Suite struct ReadOnlyTrials {
    private static let readers = [
      "queue --format ids", "show e3", "explain e3", "reputation", "stats", "verify", "export",
      "export --full",
      "changes", "log --format ids", "refused", "report", "queue --rules rules --format count",
      "checkpoint --key key --db disk/a?b%20c.db",
    ]

    /// Takes a log in and mounts the folder of it read-only, then runs `script` there.
    private func mounted(_ script: String, in trial: Trial) throws -> Trial.Run {
      try trial.write(TrialStream(seed: 71, count: 30).text, to: "events.jsonl")
      try trial.write(script, to: "script")
      return try trial.shell(
        """
        mkdir disk && exec unshare -m /bin/sh -c '
          mount -t tmpfs -o size=16m tmpfs disk || exit 99
          export MODQ_DB="disk/a?b%20c.db"
          modq ingest events.jsonl > ingested 2> ingested.errors || exit 98
          . ./script'
        """)
    }

    @Test(.enabled(if: Trial.canMount, "only root may mount a disk"))
    func whatOnlyReadsReadsFromAReadOnlyDisk() throws {
      let trial = try Trial()
      let commands = ReadOnlyTrials.readers.map { "modq \($0)" }.joined(separator: "\necho; ")
      let run = try mounted(
        """
        all() {
        \(commands)
        }
        modq checkpoint --key key > note
        all > before 2>&1
        mount -o remount,ro disk
        all > after 2>&1
        modq backup copy.db > copied && modq verify --db copy.db > proof
        modq doctor > doctor || echo "doctor $?"
        modq approve e3; echo $?
        ls disk
        """, in: trial)
      let before = try trial.text(of: "before")
      #expect(before.contains(#"{"ok":true,"entries":31,"#), "\(before.suffix(300))")
      #expect(try trial.text(of: "after") == before)
      #expect(try trial.text(of: "proof").hasPrefix(#"{"ok":true,"entries":31,"#))
      #expect(run.output == "74\na?b%20c.db\na?b%20c.db-lock\n", "\(run)")
    }

    /// Somebody who reaches the folder another way writes to the log while it is read without locks.
    @Test(.enabled(if: Trial.canMount, "only root may mount a disk"))
    func whatIsWrittenToMeanwhileIsTold() throws {
      let trial = try Trial()
      try trial.write(TrialStream(seed: 72, count: 2_000, prefix: "more").text, to: "more.jsonl")
      let run = try mounted(
        """
        modq ingest more.jsonl > more 2> more.errors
        mkdir view && mount --bind disk view && mount -o remount,ro,bind view
        modq export --full --db "view/a?b%20c.db" > quiet; echo $?
        # A pipe holds less than this export: the reader stands in its midst until the writer is done.
        { modq export --full --db "view/a?b%20c.db"; echo $? > status; } | { head -c 1 > first; modq approve e3 > approved; cat > rest; }
        cat status; wc -l < approved
        """, in: trial)
      #expect(
        run
          == Trial.Run(
            output: "0\n74\n1\n",
            errors: """
              modq: view/a?b%20c.db: it was written to while it was read, by somebody who may: run this again

              """), "\(run)")
    }

    @Test(.enabled(if: Trial.canMount, "only root may mount a disk"))
    func aWriteAheadLogThatCannotBeReadThereIsNamed() throws {
      let trial = try Trial()
      let run = try mounted(
        """
        mkfifo pipe && { modq ingest < pipe > out 2> out.errors & }
        exec 3> pipe
        echo "{\\"type\\":\\"comment\\",\\"id\\":\\"c1\\",\\"at\\":0,\\"thread\\":\\"t\\",\\"nick\\":\\"n\\",\\"body\\":\\"hello\\"}" >&3
        while ! [ -s out ] && kill -0 $!; do sleep 0.05; done
        mkdir copy && cp disk/*.db disk/*-wal copy/
        # By a link that stands where nothing can be written, the log is read with what stands beside itself.
        mkdir links && mount -t tmpfs tmpfs links && ln -s "$PWD/disk/a?b%20c.db" links/link.db && mount -o remount,ro links
        modq log --db links/link.db --kind comment --format ids | grep -c c1
        exec 3>&-
        wait
        mkdir medium && mount -t tmpfs -o size=16m tmpfs medium && cp copy/* medium/ && mount -o remount,ro medium
        modq queue --db "medium/a?b%20c.db"; echo $?
        modq verify --db "copy/a?b%20c.db" | cut -d, -f1,2
        """, in: trial)
      #expect(
        run
          == Trial.Run(
            output: "1\n74\n{\"ok\":true,\"entries\":32\n",
            errors: """
              modq: medium/a?b%20c.db: the last commits stand in medium/a?b%20c.db-wal, and SQLite has to write beside it to read them
                    Copy both files to a folder where you may write and name the copy, or make this one writable.

              """), "\(run)")
    }
  }
}

import Foundation
import Testing

extension Trials.Files {
  /// Who may read what modq writes.
  @Suite struct FileModeTrials {
    /// The user's mask keeps nothing from anybody, and a pipe is open: every file of a log that is in use is there.
    @Test func everyFileIsItsOwnersAloneWhateverTheMask() throws {
      let trial = try Trial()
      let run = try trial.shell(
        """
        umask 0
        mkfifo pipe && { modq ingest < pipe > out 2> errors & }
        exec 3> pipe
        echo '{"type":"comment","id":"c1","at":0,"thread":"t","nick":"n","body":"hello"}' >&3
        while ! [ -s out ] && kill -0 $!; do sleep 0.05; done
        stat -c '%a %n' modq.db*
        chmod 644 modq.db-wal
        modq doctor --format table | tail -n 2
        exec 3>&-
        wait
        mkdir elsewhere
        modq backup elsewhere/copy.db > note && modq restore elsewhere/copy.db --db elsewhere/new.db > note
        modq replay --until 1 --into elsewhere/part.db 2> note
        modq checkpoint --db elsewhere/copy.db --key key > note 2> errors
        stat -c '%a %n' elsewhere/*.db key
        """)
      #expect(
        run
          == Trial.Run(
            output: """
              600 modq.db
              600 modq.db-lock
              600 modq.db-shm
              600 modq.db-wal
              To do
              others can read modq.db-wal: run `chmod 600 modq.db*`
              600 elsewhere/copy.db
              600 elsewhere/new.db
              600 elsewhere/part.db
              600 key

              """))
    }
  }
}

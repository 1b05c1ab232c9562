import Foundation
import Testing

extension Trials.Files {
  /// The name of a log is the name of a file, whatever SQLite would make of it.
  @Suite struct FileNameTrials {
    @Test(arguments: [
      ":memory:", "file:modq.db", "file:modq.db?mode=memory", "-x", "a b?c%20d#e.db", "ログ.db", "x'y\"z.db",
    ])
    func aLogHasTheNameItWasGiven(_ name: String) throws {
      let trial = try Trial(environment: ["MODQ_DB": name])
      let comment = #"{"type":"comment","id":"c1","at":0,"thread":"t","nick":"n","body":"hello"}"#
      let first = try trial.shell("umask 0; exec modq ingest", input: comment)
      #expect(first.status == 0)
      // What people said is nobody else's to read.
      #expect(try trial.shell("find . -type f ! -path './Rules/*' ! -perm 600").output == "")
      let again = try trial.modq("ingest", "--db=\(name)", input: comment)
      #expect(again.lines.map(PrintedLine.first) == first.lines)
      #expect(try trial.listing() == [name, name + "-lock"])
    }
  }
}

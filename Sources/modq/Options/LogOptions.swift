import ArgumentParser
import Glibc

/// Which log: what every command on a whole log needs.
struct DatabaseOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: "The log (else $MODQ_DB, else modq.db).")
  var database: String?

  var path: String { database ?? environment("MODQ_DB") ?? "modq.db" }
}

/// Which log, and which site in it: what commands that name ids or nicknames need.
struct LogOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions

  @Option(help: "The site that ids and nicknames belong to, where several are in one log.")
  var site: String?

  var path: String { database.path }
}

/// A variable of the environment; nil if it is not set or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
  return value
}

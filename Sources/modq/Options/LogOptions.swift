import ArgumentParser
import Glibc
import ModQEventLog
import ModQueue

/// Which log: what every command on a whole log needs.
struct DatabaseOptions: ParsableArguments {
  @Option(name: .customLong("db"), help: "The log (else $MODQ_DB, else modq.db).")
  var database: String?

  var path: String { database ?? environment("MODQ_DB") ?? "modq.db" }

  func validate() throws {
    if database == "" { throw ValidationError("--db is empty: it names the file of the log.") }
  }
}

/// Which log, and which site in it: what commands that name ids or nicknames need.
struct LogOptions: ParsableArguments {
  @OptionGroup var database: DatabaseOptions

  @Option(help: "The site that ids and nicknames belong to, where several are in one log.")
  var site: String?

  var path: String { database.path }

  /// Requires that the log has the site that is named, if one is: a list of a misspelt one would be empty.
  func requireSite(in workspace: Workspace) throws {
    if site != nil { try requireSite(among: Finder(workspace).sites()) }
  }

  /// The same where the sites of the log are at hand; who follows a log may wait for a new one.
  func requireSite(among sites: [String]) throws(Failure) {
    guard let site, !sites.contains(where: { $0.utf8.elementsEqual(site.utf8) }) else { return }
    throw Failure(FindFailure.unknownSite(site, known: sites))
  }
}

/// A variable of the environment; nil if it is not set or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
  return value
}

import ArgumentParser
import ModQueue

/// Which texts of the log rules are tried on.
struct TuningOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only texts of this time or later.", valueName: "2026-04-01 or 7d"))
  var since: PastMoment?

  @Option(help: ArgumentHelp("Only texts before this time.", valueName: "2026-04-01 or 7d"))
  var until: PastMoment?

  @Option(help: "Only texts of this site.")
  var site: String?

  func scope() throws(Failure) -> TuningScope {
    let range = try PastMoment.range(since, until)
    return TuningScope(since: range.since, until: range.until, site: site)
  }

  /// Requires that the log has the site that is named.
  func requireSite(in workspace: Workspace) throws {
    guard let site, try !Finder(workspace).sites().contains(where: { $0.utf8.elementsEqual(site.utf8) })
    else { return }
    throw Failure(.noInput, "the log has no site \"\(visible(site))\"")
  }
}

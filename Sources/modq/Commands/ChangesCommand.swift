import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "List every change of a comment's status: what a site follows.",
    discussion: """
      Examples:
        modq changes
        modq changes --since "$(cat last-seq)" --follow | ./publish

      In the order of the log. Keep the `seq` of the last line that was dealt with,
      and go on from there with --since. One entry, such as the undo of a batch, may
      change several comments: all its lines but the last have `"more": true`, and
      are no place to go on from. A limit never cuts within one entry.
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var list: ListOptions

  @Option(help: ArgumentHelp("Only what came after this entry.", valueName: "seq"))
  var since: Int64 = 0

  @Flag(help: "Wait for more, until stopped.")
  var follow = false

  func validate() throws {
    if since < 0 { throw ValidationError("--since is the seq of a line, or 0.") }
  }

  func run() throws {
    if follow { Signals.catchStops() }
    try followingLog(log.path) { workspace in
      var follower = try Follower(workspace)
      let feed = ChangeFeed(workspace, site: log.site)
      var position = ChangeFeed.Position(after: since)
      let sites = try workspace.reading { () throws(LogError) in try Finder(workspace).sites() }
      if !follow { try log.requireSite(among: sites) }
      var writer = list.list(ChangeFeed.Change.columns(sites)) { $0.id }
      var left = list.limit ?? .max
      while left > 0, try follower.wait() {
        try print(feed, from: &position, left: &left, to: &writer, workspace)
        try writer.flush()
        if !follow { break }
      }
      try writer.finish()
    }
  }

  /// Prints what there is, in portions, so that neither memory nor a reading transaction grows with it.
  private func print(
    _ feed: ChangeFeed, from position: inout ChangeFeed.Position, left: inout Int,
    to writer: inout ListWriter<ChangeFeed.Change>, _ workspace: Workspace
  ) throws {
    var isWithinEntry = false
    while (left > 0 || isWithinEntry) && (isWithinEntry || !Signals.isStopping) {
      let changes = try workspace.reading { () throws(LogError) in
        try feed.next(after: &position, limit: max(left, 1))
      }
      for change in changes { try writer.add(change) }
      guard let last = changes.last else { return }
      left -= min(left, changes.count)
      isWithinEntry = last.isMoreToCome
    }
  }
}

extension ChangeFeed.Change {
  /// The columns of a list; a table names the sites of the log where there are several.
  static func columns(_ sites: [String]) -> [Column<ChangeFeed.Change>] {
    [
      Column("seq", .right(9)) { .integer($0.seq) },
      Column("at", .left(16)) { .time($0.at) },
      Column("site", sites.count > 1 ? .left(10) : .none) { .text($0.site) },
      Column("id", .rest) { .text($0.id) },
      Column("from", .left(9)) { .text($0.from?.name) },
      Column("to", .left(9)) { .text($0.to.name) },
      Column("why", .left(8)) { .text($0.why) },
      Column("by", .left(12)) { .text($0.by) },
      Column("more", .none, .ifAny) { .flag($0.isMoreToCome ? true : nil) },
    ]
  }
}

import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQProjections
import ModQueue

struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "List the entries of the log, in order.",
    discussion: """
      Examples:
        modq log --kind decision --by aya --since 2025-06-01T00:00:00Z
        modq log --since 1200 --follow

      --since and --until take a number or a time: entries after that number, up to
      that number; events at that time or later, before that time. Addresses,
      e-mails, agents and proofs are shown with --private only.
      """)

  @OptionGroup var log: LogOptions
  @OptionGroup var list: ListOptions

  @Option(help: ArgumentHelp("After this entry, or at this time or later.", valueName: "seq|time"))
  var since: LogBound?

  @Option(help: ArgumentHelp("Up to this entry, or before this time.", valueName: "seq|time"))
  var until: LogBound?

  @Option(help: ArgumentHelp("Only entries of this kind; may be given several times."))
  var kind: [EntryKind] = []

  @Option(help: ArgumentHelp("Only decisions of this moderator.", valueName: "name"))
  var by: String?

  @Flag(name: .customLong("private"), help: "Show addresses, e-mails, agents and proofs too.")
  var withPrivate = false

  @Flag(help: "Wait for more, until stopped.")
  var follow = false

  /// Entries in memory at once.
  private static let portion = 500

  func run() throws {
    if follow { Signals.catchStops() }
    var query = LogListing.Query()
    query.site = log.site
    query.kinds = Set(kind)
    query.moderator = by
    var position: Int64 = 0
    switch since {
    case .seq(let seq): position = seq
    case .time(let time): query.earliest = time
    case nil: break
    }
    switch until {
    case .seq(let seq): query.last = seq
    case .time(let time): query.end = time
    case nil: break
    }
    switch (since, until) {
    case (.seq(let first), .seq(let last)) where first > last:
      throw Failure(
        .usage, "--since \(first) is later than --until \(last)",
        advice: "Nothing lies between them: exchange the two.")
    case (.time(let start), .time(let end)): try PastMoment.requireOrder(start, end)
    default: break
    }
    try followingLog(log.path) { workspace in
      var follower = try Follower(workspace)
      let listing = LogListing(workspace, query)
      let sites = try workspace.reading { () throws(LogError) in try Finder(workspace).sites() }
      if !follow {
        try log.requireSite(among: sites)
        try requireModerator(workspace)
      }
      var writer = list.list(Entry.columns(sites, withPrivate: withPrivate)) { $0.id }
      var left = list.limit ?? .max
      while left > 0, try follower.wait() {
        try print(listing, after: &position, left: &left, to: &writer, workspace)
        try writer.flush()
        if !follow || position >= query.last { break }
      }
      try writer.finish()
    }
  }

  /// Requires that who is named decided something; who follows a log may wait for it.
  private func requireModerator(_ workspace: Workspace) throws {
    guard let by else { return }
    let isKnown = try workspace.reading { () throws(LogError) in
      try Finder(workspace).hasDecided(by, site: log.site)
    }
    guard !isKnown else { return }
    throw Failure(
      .usage, "--by: “\(visible(by))” decided nothing here", advice: "`modq report` lists who decided.")
  }

  private func print(
    _ listing: LogListing, after position: inout Int64, left: inout Int, to writer: inout ListWriter<Entry>,
    _ workspace: Workspace
  ) throws {
    while left > 0 && !Signals.isStopping {
      let limit = min(left, LogCommand.portion)
      let entries = try workspace.reading { () throws(LogError) in
        try listing.next(after: &position, limit: limit)
      }
      for entry in entries { try writer.add(entry) }
      left -= entries.count
      if entries.count < limit { return }
    }
  }
}

/// A place in the log: an entry's number or an instant.
enum LogBound: ExpressibleByArgument {
  case seq(Int64)
  case time(Timestamp)

  init?(argument: String) {
    if let seq = Int64(argument) {
      guard seq >= 0 else { return nil }
      self = .seq(seq)
    } else if let time = Timestamp(rfc3339: argument) {
      self = .time(time)
    } else {
      return nil
    }
  }
}

extension EntryKind: ExpressibleByArgument {}

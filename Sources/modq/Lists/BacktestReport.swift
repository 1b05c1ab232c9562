import ModQEvent
import ModQProjections
import ModQueue

/// A backtest as it is printed.
struct BacktestReport {
  let backtest: Backtest
  let summary: [Figure]
  private let sites: [String]

  /// `seconds` is what it took.
  init(_ backtest: Backtest, sites: [String], seconds: Double) {
    self.backtest = backtest
    self.sites = sites
    summary = backtest.summary.figures(seconds: seconds)
  }

  /// Rules first, then the summary and the samples: as lines, or as members of one object.
  ///
  /// Spreadsheets, lists of ids and counts are of the rules alone.
  func print(_ list: ListOptions) throws(Failure) {
    switch list.chosenFormat {
    case .table:
      try printTables(list)
    case .json:
      var writer = JSONWriter(escapingInvisible: true)
      writer.beginObject()
      writer.rows("rules", rules(list), RuleFigures.columns)
      members(to: &writer)
      writer.endObject()
      writer.endLine()
      try printOut(writer.bytes)
    case .jsonl:
      try list.print(backtest.rules, RuleFigures.columns) { $0.id }
      var writer = JSONWriter(escapingInvisible: true)
      writer.beginObject()
      members(to: &writer)
      writer.endObject()
      writer.endLine()
      try printOut(writer.bytes)
    case .csv, .ids, .count:
      try list.print(backtest.rules, RuleFigures.columns) { $0.id }
    }
  }

  private func rules(_ list: ListOptions) -> [RuleFigures] {
    Array(backtest.rules.prefix(list.limit ?? .max))
  }

  private func members(to writer: inout JSONWriter) {
    writer.key("summary")
    writer.beginObject()
    for figure in summary {
      writer.key(figure.name)
      if let value = figure.value { writer.number(value) } else { writer.null() }
    }
    writer.endObject()
    writer.key("samples")
    writer.beginObject()
    writer.rows("newly_caught", backtest.newlyCaught, Difference.columns(sites))
    writer.rows("newly_released", backtest.newlyReleased, Difference.columns(sites))
    writer.endObject()
  }

  private func printTables(_ list: ListOptions) throws(Failure) {
    let hitting = backtest.rules.filter { $0.hits > 0 }
    try list.print(hitting, RuleFigures.columns) { $0.id }
    let idle = backtest.rules.count - hitting.count
    try printOut(Array("\nrules without a hit: \(idle)\n\n\(text)".utf8))
    for (title, samples, all) in [
      ("newly caught", backtest.newlyCaught, backtest.summary.newlyCaught),
      ("newly released", backtest.newlyReleased, backtest.summary.newlyReleased),
    ] where !samples.isEmpty {
      let part = samples.count < all ? ", the latest \(samples.count) of \(all)" : ""
      try printOut(Array("\n\(title)\(part):\n".utf8))
      do throws(OutputFailure) {
        var writer = list.list(Difference.columns(sites), as: .table) { $0.id }
        for sample in samples { try writer.add(sample) }
        try writer.finish()
      } catch {
        throw Failure(error)
      }
    }
  }

  /// The summary for a person.
  private var text: String {
    let summary = backtest.summary
    func line(_ name: String, _ held: Int, _ rejected: Int, _ perDay: Double) -> String {
      "\(padded(name, to: 8))\(held) held, \(rejected) rejected; \(perDay.hundredths) held a day\n"
    }
    func share(_ share: Proportion, _ of: String) -> String {
      guard let value = share.value, let lower = share.lower else { return "– (\(of) was decided on)" }
      return "\(value.hundredths) (\(share.count) of \(share.total), likely at least \(lower.hundredths))"
    }
    let erased = summary.erased > 0 ? "; \(summary.erased) erased ones skipped" : ""
    return line("before", summary.heldBefore, summary.rejectedBefore, summary.heldPerDayBefore)
      + line("after", summary.held, summary.rejected, summary.heldPerDayAfter)
      + "newly caught \(summary.newlyCaught), newly released \(summary.newlyReleased)\n"
      + "precision \(share(summary.precision, "nothing caught"))\n"
      + "recall \(share(summary.recall, "nothing rejected"))\n"
      + "judged \(summary.comments) texts in \((self.summary.last?.value ?? 0).hundredths) s\(erased)\n"
  }
}

extension JSONWriter {
  /// A member that is an array of rows.
  fileprivate mutating func rows<Row>(_ name: String, _ rows: [Row], _ columns: [Column<Row>]) {
    key(name)
    beginArray()
    for row in rows { object(row, columns) }
    endArray()
  }
}

extension Figure {
  /// The value as JSON writes it.
  var text: String {
    guard let value else { return "unknown" }
    var writer = JSONWriter()
    writer.number(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

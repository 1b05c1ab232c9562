/// What `modq ingest` says when it is done.
struct IngestSummary {
  let events: Int
  let judged: Int
  let held: Int
  let rejected: Int

  /// Reads the last line of standard error: `ingested 12 events: 8 judged (6 publish, 2 hold, 0 reject), …`.
  init?(_ text: String) {
    guard let line = text.split(separator: "\n").last(where: { $0.hasPrefix("ingested ") }) else {
      return nil
    }
    let numbers = line.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 7 else { return nil }
    (events, judged, held, rejected) = (numbers[0], numbers[1], numbers[3], numbers[4])
  }

  /// The part of what was judged that was held or rejected.
  var heldShare: Double { judged == 0 ? 0 : Double(held + rejected) / Double(judged) }
}

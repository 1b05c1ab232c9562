/// The keys that events have, of whichever kind; each case is spelt as its key.
enum EventKey: Int, CaseIterable {
  case type, id, site, at
  case thread, nick, body, parent, comment, value, voter, link, url
  case ip, email, agent, proof
  case action, by, reporter, reason, undoes, until, batch
  /// Says where a decision's line comes from: ``ExportMark``.
  case modq

  /// As in a line.
  var name: String { Self.names[rawValue] }

  private static let names = allCases.map { String(describing: $0) }
  private static let words = names.map { word(of: $0.utf8.span, from: 0, to: $0.utf8.count) }

  /// The key spelt by the bytes from `start` to `end`; nil if there is none.
  ///
  /// No key is longer than eight bytes, so that one comparison of words settles each.
  static func named(by bytes: Span<UInt8>, from start: Int, to end: Int) -> EventKey? {
    guard 2...8 ~= end - start else { return nil }
    let word = word(of: bytes, from: start, to: end)
    guard let index = words.firstIndex(of: word), names[index].utf8.count == end - start else { return nil }
    return EventKey(rawValue: index)
  }

  private static func word(of bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var word: UInt64 = 0
    for place in start..<end {
      word = word << 8 | UInt64(bytes[place])
    }
    return word
  }
}

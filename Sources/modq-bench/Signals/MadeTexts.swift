import ModQEvent

/// Different texts, for what is measured on many.
enum MadeTexts {
  /// `count` made-up ones, those of ``SyntheticEvents``.
  static func made(_ count: Int, seed: UInt64) -> [String] {
    // Six in ten events are comments.
    var stream = SyntheticEvents(SyntheticEvents.Shape(count: 2 * count + 100, seed: seed))
    var texts: [String] = []
    var line: [UInt8] = []
    while texts.count < count, stream.next(into: &line) {
      if let body = body(of: line.dropLast()) { texts.append(body) }
      line.removeAll(keepingCapacity: true)
    }
    return texts
  }

  /// `count` of the beginning of one of `bodies`, a number, and the end of another: none is another's copy.
  static func mixed(_ bodies: [String], _ count: Int) -> [String] {
    guard !bodies.isEmpty else { return [] }
    return (0..<count).map { number in
      let start = bodies[number % bodies.count]
      let end = bodies[(number / bodies.count * 7 + number * 3 + 1) % bodies.count]
      return String(start.prefix(start.count / 2)) + " \(number) " + String(end.suffix(end.count / 2))
    }
  }

  /// The texts of the comments in a file of events; lines that are none are passed over.
  static func bodies(in path: String) throws -> [String] {
    var reader = try LineReader(path: path)
    var bodies: [String] = []
    while try reader.nextLine() {
      let line = reader.withLine { span in span.withUnsafeBytes { Array($0) } }
      if let body = body(of: line[...]) { bodies.append(body) }
    }
    return bodies
  }

  private static func body(of line: ArraySlice<UInt8>) -> String? {
    guard let event = try? EventDecoder.decode(line: Array(line)) else { return nil }
    switch event.action {
    case .comment(let comment), .reply(let comment, _): return comment.body
    case .vote, .edit, .delete, .report, .decision: return nil
    }
  }
}

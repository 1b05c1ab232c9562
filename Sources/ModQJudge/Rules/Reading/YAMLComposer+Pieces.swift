import Dispatch
import Synchronization

extension YAMLComposer {
  /// From how many bytes on a file is composed in pieces: below, a thread is not worth its start.
  private static let leastBytes = 64 << 10
  /// Pieces of one file: more than the cores of most machines bring nothing.
  private static let mostPieces = 8

  /// The root node of a long file that is one list under its last key, composed on several cores; nil for every other
  /// file, and for one with anything wrong in it.
  ///
  /// The file is cut before lines that begin with a dash where its first one stands. A cut inside a quoted text or
  /// brackets leaves the piece before it unclosed, one inside a text over several lines leaves a piece without a list,
  /// and an alias of another piece's anchor is undefined: each of these is nil, and the file is composed as a whole.
  static func composeInPieces(_ source: SourceText) -> YAMLNode? {
    let cuts = cuts(in: source)
    guard cuts.count > 1 else { return nil }
    let pieces = Mutex([YAMLNode?](repeating: nil, count: cuts.count))
    DispatchQueue.concurrentPerform(iterations: cuts.count) { number in
      let end = number + 1 < cuts.count ? cuts[number + 1].byte : source.bytes.count
      let text = String(decoding: source.bytes[cuts[number].byte..<end], as: UTF8.self)
      var budget = RuleBounds.nodes / cuts.count
      guard let root = try? parse(text) else { return }
      let node = try? YAMLNode(root, budget: &budget, addingLines: cuts[number].line - 1)
      pieces.withLock { $0[number] = node }
    }
    return joined(pieces.withLock { $0 })
  }

  /// The first piece with the elements of all others at the end of its last value.
  private static func joined(_ pieces: [YAMLNode?]) -> YAMLNode? {
    guard case .mapping(var pairs, let mark) = pieces.first ?? nil, let last = pairs.popLast(),
      case .sequence(var elements, let place) = last.value
    else { return nil }
    for piece in pieces.dropFirst() {
      guard case .sequence(let more, let its) = piece, its.column == place.column else { return nil }
      elements += more
    }
    pairs.append(YAMLNode.Pair(key: last.key, value: .sequence(elements, at: place)))
    return .mapping(pairs, at: mark)
  }

  /// Where each piece begins: its first byte, and the line that it stands in.
  private static func cuts(in source: SourceText) -> [(byte: Int, line: Int)] {
    guard source.bytes.count >= leastBytes else { return [] }
    let isDash = { (line: ArraySlice<UInt8>, indentation: Int) in
      line.dropFirst(indentation).starts(with: [UInt8(ascii: "-"), UInt8(ascii: " ")])
    }
    let blanks = { (line: ArraySlice<UInt8>) in line.prefix { $0 == UInt8(ascii: " ") }.count }
    let pieceBytes = source.bytes.count / mostPieces
    var cuts = [(byte: 0, line: 1)]
    var indentation: Int?
    for number in 1...max(source.lineCount, 1) {
      let line = source.lineBytes(number)
      // A file of several documents is refused, and must be seen as a whole for that; so must directives.
      guard !line.starts(with: "---".utf8), !line.starts(with: "...".utf8), line.first != UInt8(ascii: "%")
      else {
        return []
      }
      let count = blanks(line)
      guard isDash(line, count) else { continue }
      if indentation == nil { indentation = count }
      guard count == indentation, line.startIndex >= (cuts.last?.byte ?? 0) + pieceBytes else { continue }
      cuts.append((line.startIndex, number))
    }
    return cuts
  }
}

/// The way back from a byte of a scalar's value to its place in the file, as far as the style allows.
struct ScalarPlace {
  let scalar: YAMLNode.Scalar
  let source: SourceText

  /// The place of the byte at `offset` of the value.
  ///
  /// For texts over several lines, and where the mark stands at an anchor or a tag, the place of the scalar
  /// itself.
  func location(ofByte offset: Int) -> SourceLocation {
    let mark = scalar.mark
    let line = Array(source.line(mark.line).dropFirst(mark.column - 1))
    let places: [Int]? =
      switch scalar.style {
      case .plain: Self.plain(line)
      case .singleQuoted: Self.singleQuoted(line)
      case .doubleQuoted:
        Self.doubleQuoted(line).map { $0.flatMap { [Int](repeating: $0.start, count: $0.length) } }
      case .block: nil
      }
    guard let places, places.count >= scalar.string.utf8.count, verify(line, places) else {
      return source.location(line: mark.line, scalarColumn: mark.column)
    }
    let length = scalar.string.utf8.count
    let end = offset < length ? places[offset] : length == 0 ? 0 : places[length - 1] + 1
    return source.location(line: mark.line, scalarColumn: mark.column + end)
  }

  /// An escape of a double-quoted scalar, or a character that stands for itself.
  struct Piece {
    /// Scalars from the opening quote.
    var start: Int
    /// Bytes of the value that it stands for.
    var length: Int
    /// The character after the backslash.
    var escape: Unicode.Scalar?
  }

  /// The escapes of a double-quoted scalar on one line; nil if it is something else.
  var escapes: [Piece]? {
    guard scalar.style == .doubleQuoted else { return nil }
    let mark = scalar.mark
    return Self.doubleQuoted(Array(source.line(mark.line).dropFirst(mark.column - 1)))
  }

  /// Each byte of the value comes from the character of the line that `places` says: checked for the first
  /// and the last that are ASCII letters, which is enough to see that the mark stood at an anchor or a tag.
  private func verify(_ line: [Unicode.Scalar], _ places: [Int]) -> Bool {
    let bytes = Array(scalar.string.utf8)
    guard scalar.style == .plain else { return true }
    return zip(bytes, places).allSatisfy { byte, place in
      let scalar = line[place]
      return !scalar.isASCII || scalar.value == UInt32(byte)
    }
  }

  /// For each byte of the value the index of its character in the line.
  private static func plain(_ line: [Unicode.Scalar]) -> [Int] {
    line.enumerated().flatMap { index, scalar in
      [Int](repeating: index, count: UTF8.width(scalar))
    }
  }

  private static func singleQuoted(_ line: [Unicode.Scalar]) -> [Int]? {
    guard line.first == "'" else { return nil }
    var places: [Int] = []
    var index = 1
    while index < line.count {
      if line[index] == "'" {
        guard index + 1 < line.count, line[index + 1] == "'" else { return places }
        places.append(index)
        index += 2
      } else {
        places.append(contentsOf: [Int](repeating: index, count: UTF8.width(line[index])))
        index += 1
      }
    }
    return nil
  }

  private static func doubleQuoted(_ line: [Unicode.Scalar]) -> [Piece]? {
    guard line.first == "\"" else { return nil }
    var pieces: [Piece] = []
    var index = 1
    while index < line.count {
      switch line[index] {
      case "\"": return pieces
      case "\\":
        guard index + 1 < line.count else { return nil }
        let escape = line[index + 1]
        let digits: Int =
          switch escape {
          case "x": 2
          case "u": 4
          case "U": 8
          default: 0
          }
        guard index + 1 + digits < line.count else { return nil }
        let code = String(String.UnicodeScalarView(line[index + 2..<index + 2 + digits]))
        pieces.append(Piece(start: index, length: width(of: escape, code: code), escape: escape))
        index += 2 + digits
      default:
        pieces.append(Piece(start: index, length: UTF8.width(line[index]), escape: nil))
        index += 1
      }
    }
    return nil
  }

  /// How many bytes an escape of YAML 1.1 (section 5.7) stands for.
  private static func width(of escape: Unicode.Scalar, code: String) -> Int {
    switch escape {
    case "N", "_": 2
    case "L", "P": 3
    case "x", "u", "U": UInt32(code, radix: 16).flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 1
    default: 1
    }
  }
}

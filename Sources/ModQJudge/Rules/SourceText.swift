/// The text of one rules file, for pointing at what is wrong in it.
struct SourceText: Sendable {
  /// As shown in errors: the directory as it was named, and the path in it.
  let file: String
  /// UTF-8, without a byte order mark.
  let bytes: [UInt8]
  private let lineStarts: [Int]

  /// Cuts a text into lines.
  ///
  /// - Parameters:
  ///   - file: its name, as it is to be shown.
  ///   - bytes: its bytes; a byte order mark is left out.
  init(file: String, bytes: [UInt8]) {
    self.file = file
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes
    lineStarts = Self.starts(ofLinesIn: self.bytes)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// A line without its end; lines begin at 1.
  ///
  /// Empty if there is no such line.
  func line(_ number: Int) -> Substring.UnicodeScalarView {
    var text = Substring(decoding: lineBytes(number), as: UTF8.self).unicodeScalars
    while let last = text.last, Self.isBreak(last) { text.removeLast() }
    return text
  }

  /// The bytes of a line, with its end.
  func lineBytes(_ number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= lineStarts.count else { return [] }
    return bytes[lineStarts[number - 1]..<(number < lineStarts.count ? lineStarts[number] : bytes.count)]
  }

  var lineCount: Int { lineStarts.count }

  /// The place of a mark of libyaml, which counts columns in Unicode scalars, from 1.
  func location(line number: Int, scalarColumn: Int) -> SourceLocation {
    let before = line(number).prefix(max(0, scalarColumn - 1))
    let isASCII = before.allSatisfy(\.isASCII)
    let characters = isASCII ? before.count : Substring(before).count
    return SourceLocation(file: file, line: max(1, number), column: characters + 1)
  }

  /// The place of a byte of the text.
  func location(ofByte offset: Int) -> SourceLocation {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let start = lineStarts.isEmpty ? 0 : lineStarts[low]
    let before = String(decoding: bytes[start..<max(start, min(offset, bytes.count))], as: UTF8.self)
    return SourceLocation(file: file, line: low + 1, column: before.count + 1)
  }

  /// What ends a line for libyaml (YAML 1.1, section 4.2).
  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  private static func starts(ofLinesIn bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x0A: starts.append(index)
      case 0x0D:
        if index < bytes.count, bytes[index] == 0x0A { index += 1 }
        starts.append(index)
      case 0xC2 where index < bytes.count && bytes[index] == 0x85:
        index += 1
        starts.append(index)
      case 0xE2 where index + 1 < bytes.count && bytes[index] == 0x80 && bytes[index + 1] & 0xFE == 0xA8:
        index += 2
        starts.append(index)
      default: break
      }
    }
    return starts
  }
}

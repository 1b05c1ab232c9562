import Glibc
import ModQEvent

/// An id on a line of its own, as `--format ids` writes it and `-` reads it back.
///
/// An id may hold anything but NUL, line breaks and control characters too. One that could not be told from its
/// surroundings, or that a terminal would obey, stands there as a JSON string.
enum IdentifierLine {
  static func line(for id: String) -> String {
    let shown = VisibleText(id, defanging: false).line
    // Bytes, not characters: a quote with a combining mark behind it is a quote.
    let (first, last) = (id.utf8.first, id.utf8.last)
    let isPlain =
      shown.utf8.elementsEqual(id.utf8) && first != UInt8(ascii: "\"") && first != UInt8(ascii: " ")
      && last != UInt8(ascii: " ") && id != "-"
    if isPlain && !id.isEmpty { return id }
    var writer = JSONWriter(escapingInvisible: true)
    writer.string(id)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The id that a line names; nil for an empty line.
  static func id(in line: String) -> String? {
    guard line.utf8.first == UInt8(ascii: "\"") else { return line.isEmpty ? nil : line }
    guard let value = try? JSONValue.parse(Array(line.utf8)), let id = value.string else { return line }
    return id
  }

  /// The ids of an argument list, each once, in the order in which they were named; `-` stands for those on standard
  /// input, one a line.
  static func ids(_ named: [String]) throws(Failure) -> [String] {
    var ids: [String] = []
    for name in named {
      ids += name == "-" ? try idsOnStandardInput() : [name]
    }
    var seen: Set<[UInt8]> = []
    let distinct = ids.filter { seen.insert(Array($0.utf8)).inserted }
    guard !distinct.isEmpty else {
      throw Failure(.usage, "no comment is named", advice: "Give ids, or - and ids on standard input.")
    }
    return distinct
  }

  /// The ids that stand on standard input; nothing is made of a part of them.
  private static func idsOnStandardInput() throws(Failure) -> [String] {
    var reader = LineReader(descriptor: STDIN_FILENO, limit: longestLine)
    var ids: [String] = []
    while true {
      let step: LineReader.Step
      do throws(InputFailure) {
        step = try reader.next()
      } catch {
        throw Failure(error, input: "standard input")
      }
      switch step {
      case .line(let number):
        let line = reader.withLine { line in line.withUnsafeBytes { Array($0) } }
        guard let text = String(validating: line, as: UTF8.self) else {
          throw unread(number, why: "is not UTF-8")
        }
        if let id = id(in: text) { ids.append(id) }
      case .tooLong(let number): throw unread(number, why: "is longer than any id")
      case .end: return ids
      }
    }
  }

  /// The longest id with each byte escaped.
  private static let longestLine = 16 * Bounds.identifierBytes

  private static func unread(_ number: Int, why: String) -> Failure {
    Failure(
      .usage, "standard input, line \(number) \(why): nothing was decided",
      advice: "Give one id a line, as `--format ids` writes them.")
  }
}

import ModQEvent

/// An id on a line of its own, as `--format ids` writes it and `-` reads it back.
///
/// An id may hold anything but NUL, line breaks and control characters too. One that could not be told from its
/// surroundings, or that a terminal would obey, stands there as a JSON string.
enum IdentifierLine {
  static func line(for id: String) -> String {
    let shown = VisibleText(id, defanging: false).line
    let isPlain =
      shown.utf8.elementsEqual(id.utf8) && id.first != "\"" && id.first != " " && id.last != " " && id != "-"
    if isPlain && !id.isEmpty { return id }
    var writer = JSONWriter(escapingInvisible: true)
    writer.string(id)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The id that a line names; nil for an empty line.
  static func id(in line: String) -> String? {
    guard line.first == "\"" else { return line.isEmpty ? nil : line }
    guard let value = try? JSONValue.parse(Array(line.utf8)), let id = value.string else { return line }
    return id
  }
}

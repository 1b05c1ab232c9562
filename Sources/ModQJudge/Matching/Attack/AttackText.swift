/// A text made to hurt a pattern: something repeated many times between a beginning and an end.
package struct AttackText: Sendable, Hashable {
  package var prefix: String
  /// What is repeated; never empty.
  package var pump: String
  package var suffix: String

  package init(prefix: String = "", pump: String, suffix: String = "") {
    self.prefix = prefix
    self.pump = pump
    self.suffix = suffix
  }

  /// How often the pump fits into a text of at most so many bytes, at least once.
  package func times(bytes: Int) -> Int {
    max((bytes - prefix.utf8.count - suffix.utf8.count) / max(pump.utf8.count, 1), 1)
  }

  /// The text, of at most so many bytes where one pump fits.
  package func text(bytes: Int) -> String {
    prefix + String(repeating: pump, count: times(bytes: bytes)) + suffix
  }

  /// In short form: `"foo" + " " × 16,380 + "!"`, each part cut to 24 characters.
  package func shown(bytes: Int) -> String {
    var parts = ["\(Self.quoted(pump)) × \(times(bytes: bytes))"]
    if !prefix.isEmpty { parts.insert(Self.quoted(prefix), at: 0) }
    if !suffix.isEmpty { parts.append(Self.quoted(suffix)) }
    return parts.joined(separator: " + ")
  }

  private static func quoted(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let escaped = scalars.prefix(24).map { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\t": "\\t"
      case "\r": "\\r"
      case "\"": "\\\""
      case "\\": "\\\\"
      default: isShownAsItIs(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return "\"\(escaped.joined())\(scalars.count > 24 ? "…" : "")\""
  }

  private static func isShownAsItIs(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate,
      .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default: true
    }
  }
}

/// Records of RFC 4180, with LF instead of CRLF at their ends so that other tools of the shell read them too.
enum CSV {
  /// One line.
  ///
  /// What can't be seen is a mark, as on a terminal, line breaks too. A field that a spreadsheet would take
  /// for a formula gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection).
  static func record(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  private static func field(_ text: String) -> String {
    var shown = VisibleText(text, defanging: false).line
    if isFormula(text) || isFormula(shown) { shown = "'" + shown }
    guard shown.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else {
      return shown
    }
    return "\"" + shown.replacing("\"", with: "\"\"") + "\""
  }

  /// Begins like a formula; a plain number, as ours are, does not.
  private static func isFormula(_ text: String) -> Bool {
    switch text.unicodeScalars.first {
    case "=", "+", "@", "\t", "\r", "＝", "＋", "＠", "－": true
    case "-": Double(text) == nil || text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") })
    default: false
    }
  }
}

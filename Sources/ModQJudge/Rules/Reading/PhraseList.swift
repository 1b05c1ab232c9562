/// A list file: one phrase a line.
///
/// Blanks around a phrase are not part of it; empty lines, and lines that are `#` or begin with `# `, say
/// nothing.
struct PhraseList {
  private let source: SourceText

  init(file: String, bytes: [UInt8]) {
    source = SourceText(file: file, bytes: bytes)
  }

  /// Reads all lines.
  ///
  /// - Parameter isEmpty: whether nothing is left of a phrase once it went through its view.
  /// - Returns: the phrases in order, and what is wrong with the others.
  func phrases(where isEmpty: (String) -> Bool) -> (found: [String], problems: ProblemLog) {
    var problems = ProblemLog()
    guard String(validating: source.bytes, as: UTF8.self) != nil else {
      let place = source.location(ofByte: UTF8Check.firstInvalid(in: source.bytes))
      problems.append(source.problem(at: place, "the list is not UTF-8", hint: "save it as UTF-8"))
      return ([], problems)
    }
    var found: [String] = []
    found.reserveCapacity(source.lineCount)
    for number in 1...max(1, source.lineCount) {
      let phrase = Self.trimmed(source.lineBytes(number))
      guard !phrase.isEmpty,
        phrase.first != UInt8(ascii: "#") || phrase.dropFirst().first.map({ $0 != 0x20 }) ?? false
      else { continue }
      let text = String(decoding: phrase, as: UTF8.self)
      let refusal: String? =
        if phrase.count > RuleBounds.patternBytes {
          "the phrase has \(phrase.count) bytes, more than \(RuleBounds.patternBytes)"
        } else if phrase.contains(0) {
          "the phrase contains a NUL"
        } else if isEmpty(text) {
          "nothing is left of “\(text.shortened)” on the view that the rule names"
        } else {
          nil
        }
      if let refusal {
        let place = SourceLocation(file: source.file, line: number, column: 1)
        problems.append(source.problem(at: place, refusal, hint: "change the line, or take it out"))
      } else {
        found.append(text)
      }
    }
    return (found, problems)
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
    var rest = line.drop(while: isBlank)
    while let last = rest.last, isBlank(last) { rest.removeLast() }
    return rest
  }
}

import Yams

/// Turns the bytes of a rules file into YAML nodes, and what the parser has to say into problems of our own
/// shape.
enum YAMLComposer {
  /// The root node of `source`; nil if the file says nothing, or after a problem that was appended to
  /// `problems`.
  static func compose(_ source: SourceText, problems: inout ProblemLog) -> YAMLNode? {
    guard hasPlainKeys(source, problems: &problems) else { return nil }
    if let root = composeInPieces(source) { return root }
    do {
      var budget = RuleBounds.nodes
      return try parse(source.string).map { try YAMLNode($0, budget: &budget) }
    } catch let error as YAMLNode.TooMany {
      problems.append(
        source.problem(
          at: source.location(line: error.mark.line, scalarColumn: error.mark.column),
          "the file says more than \(RuleBounds.nodes) things, its aliases followed",
          hint: "aliases of aliases multiply: write them out, or use a list file"))
      return nil
    } catch {
      problems.append(problem(of: error, in: source))
      return nil
    }
  }

  static func parse(_ text: String) throws -> Node? {
    // Yams hands libyaml a pointer into the string that must outlive the call that gives it: true of strings that
    // are too long for the 15 bytes that a String keeps within itself.
    try Yams.compose(yaml: text + String(repeating: "\n", count: 16), .basic, .default, .utf8)
  }

  static func problem(of error: any Error, in source: SourceText) -> RuleProblem {
    guard let error = error as? YamlError else {
      return RuleProblem(severity: .error, location: source.location(ofByte: 0), message: "\(error)")
    }
    switch error {
    case .reader(let problem, let offset, let value, _):
      let byte = offset.map { characters in String(source.string.prefix(characters)).utf8.count } ?? 0
      let code = value >= 0 ? " (U+\(hexadecimal(value)))" : ""
      return source.problem(
        at: source.location(ofByte: byte), "not YAML: \(problem)\(code)",
        hint: "in a double-quoted text such characters are written as escapes, as in \\u0007")
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = context.map { ", " + $0.text } ?? ""
      // What is not closed is noticed at the end of the file, or beyond; where it begins tells more.
      let isAtEnd =
        mark.line > source.lineCount || mark.line == source.lineCount && problem.contains("end of stream")
      let mark = isAtEnd ? context?.mark ?? mark : mark
      return source.problem(
        at: source.location(line: mark.line, scalarColumn: mark.column), "not YAML: \(problem)\(place)",
        hint: hint(for: problem, context: context?.text ?? ""))
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys, first: context.mark, in: source)
    case .memory, .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
      return RuleProblem(
        severity: .error, location: source.location(ofByte: 0), message: "not YAML: \(error.description)")
    }
  }

  private static func hexadecimal(_ value: Int32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func hint(for problem: String, context: String) -> String? {
    if problem.contains("unknown escape character") {
      return "in double quotes the backslash is YAML's own: write regexes in 'single quotes'"
    }
    if problem.contains("tab") || problem.contains("cannot start any token") {
      return "indent with blanks, and quote a text that begins with one of @ ` % & * ! | > or a tab"
    }
    if problem.contains("mapping values are not allowed") {
      return "a text with “: ” in it needs 'quotes'; or a line is indented more than those beside it"
    }
    if context.contains("quoted scalar") { return "the quote is not closed" }
    if problem.contains("undefined alias") || context.contains("alias") || context.contains("anchor") {
      return "a text that begins with * or & needs 'quotes'"
    }
    if problem.contains("nesting") { return "rules need no more than a few levels" }
    if problem.contains("another document") { return "one document a file: leave out the line of ---" }
    return problem.contains("expected") || context.contains("parsing")
      ? "look at the indentation and the brackets here and above" : nil
  }

  /// Yams names the first of equal keys; people look for the second.
  ///
  /// In a block mapping it stands at the same column further down, before any line that is indented less.
  private static func duplicate(_ keys: [String], first: Mark, in source: SourceText) -> RuleProblem {
    let key = keys.first ?? ""
    var second: Int?
    var number = first.line + 1
    while second == nil, number <= source.lineCount {
      let line = source.line(number)
      let indentation = line.prefix { $0 == " " }.count
      number += 1
      guard indentation < line.count else { continue }
      guard indentation >= first.column - 1 else { break }
      let rest = String(line.dropFirst(indentation))
      guard indentation == first.column - 1, rest.hasPrefix(key) else { continue }
      if rest.dropFirst(key.count).drop(while: { $0 == " " }).hasPrefix(":") { second = number - 1 }
    }
    guard let second else {
      return source.problem(
        at: source.location(line: first.line, scalarColumn: first.column),
        "the key “\(key)” stands twice in this mapping", hint: "keep one of them")
    }
    return source.problem(
      at: source.location(line: second, scalarColumn: first.column),
      "the key “\(key)” stands twice in this mapping",
      hint: "the first is in line \(first.line): keep one of them")
  }
}

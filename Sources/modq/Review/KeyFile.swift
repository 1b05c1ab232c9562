import ModQEvent

/// A file that says which key does what: `KEY ACTION` a line, on top of the standard keys or of a preset.
///
///     # my keys
///     preset vi
///     f approve
///     ctrl-x quit
///     b none
struct KeyFile {
  private(set) var map = KeyMap(.standard)
  /// What the lines so far said of keys.
  private var bound: [Key: String] = [:]

  /// Everything that is wrong with a file.
  struct Problems: Error {
    /// `line: message`, in order.
    var lines: [(number: Int, message: String)]
  }

  /// More than anybody writes; a file of another kind named by mistake is not read to its end.
  private static let limitLines = 1_000

  init(_ text: String) throws(Problems) {
    var problems: [(number: Int, message: String)] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      guard index < KeyFile.limitLines else {
        problems.append((index + 1, "a key file has no more than \(KeyFile.limitLines) lines"))
        break
      }
      if let problem = take(line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" })) {
        problems.append((index + 1, problem))
      }
    }
    if map.keys(of: .quit).isEmpty {
      problems.append((1, "no key is left for quit"))
    }
    guard problems.isEmpty else { throw Problems(lines: problems) }
  }

  /// Takes the words of a line; what is returned is wrong with it.
  private mutating func take(_ words: [Substring]) -> String? {
    guard let first = words.first, !first.hasPrefix("#") else { return nil }
    guard words.count == 2 else { return "a line is a key and an action, as in: f approve" }
    let name = String(words[1])
    if first == "preset" {
      guard let preset = KeyMap.Preset(rawValue: name) else {
        return "there is no preset \(visible(name))" + hint(name, KeyMap.Preset.allCases.map(\.rawValue))
      }
      guard bound.isEmpty else { return "a preset stands before the keys, which it would undo" }
      map = KeyMap(preset)
      return nil
    }
    guard let key = Key(name: first) else {
      return "there is no key \(visible(String(first)))" + hint(String(first), Key.names.map(\.name))
    }
    if let earlier = bound[key] {
      return "\(visible(String(first))) is \(earlier) already: a key does one thing"
    }
    if name == "none" {
      bound[key] = name
      map.set(key, to: nil)
      return nil
    }
    guard let action = ReviewAction(rawValue: name) else {
      return "there is no action \(visible(name))"
        + hint(name, ReviewAction.allCases.map(\.rawValue) + ["none"])
    }
    bound[key] = name
    map.set(key, to: action)
    return nil
  }

  private func hint(_ typed: String, _ names: [String]) -> String {
    if let name = Suggestion.closest(to: typed, among: names) { return " (did you mean \(name)?)" }
    return " (one of \(names.joined(separator: ", ")))"
  }
}

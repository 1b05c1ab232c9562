import Yams

extension YAMLComposer {
  /// Refuses keys that are aliases or collections in a file that may have aliases.
  ///
  /// Yams hashes the keys of each mapping, and the hash of a collection visits all of it: with ten levels of aliases of
  /// aliases ("a billion laughs") that never ends. As values they cost nothing until they are read, and reading is
  /// bounded by ``RuleBounds/nodes``. No key of ours is a collection, so nothing is lost.
  ///
  /// To see the keys before they are hashed, the text is composed once with an `x` for every `*`: aliases are then plain
  /// words at the same places, and nothing else changes its meaning, because `*` begins nothing but an alias.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - problems: gets the one problem that is found.
  /// - Returns: whether the file may be composed as it is.
  static func hasPlainKeys(_ source: SourceText, problems: inout ProblemLog) -> Bool {
    guard mayHaveAliases(source.bytes) else { return true }
    let disarmed = source.bytes.map { $0 == UInt8(ascii: "*") ? UInt8(ascii: "x") : $0 }
    do {
      guard let root = try parse(String(decoding: disarmed, as: UTF8.self)) else { return true }
      guard let key = firstStrangeKey(under: root, in: source) else { return true }
      problems.append(
        source.problem(
          at: source.location(line: key.line, scalarColumn: key.column),
          "a key that is an alias or a collection",
          hint: "keys are plain words"))
    } catch {
      problems.append(problem(of: error, in: source))
    }
    return false
  }

  /// Whether some name in the text may be that of an anchor and that of an alias.
  ///
  /// Both signs also stand in patterns, but with one name after them hardly ever; and an alias of no anchor is refused
  /// before anything is hashed.
  private static func mayHaveAliases(_ bytes: [UInt8]) -> Bool {
    let anchors = names(after: UInt8(ascii: "&"), in: bytes)
    return !anchors.isEmpty && !anchors.isDisjoint(with: names(after: UInt8(ascii: "*"), in: bytes))
  }

  /// The names after each `sign` that has no letter or digit before it.
  private static func names(after sign: UInt8, in bytes: [UInt8]) -> Set<ArraySlice<UInt8>> {
    var names: Set<ArraySlice<UInt8>> = []
    for index in bytes.indices where bytes[index] == sign && (index == 0 || !isInName(bytes[index - 1])) {
      let name = bytes[(index + 1)...].prefix(while: isInName)
      if !name.isEmpty { names.insert(name) }
    }
    return names
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The place of a key that is a collection, or that was an alias.
  ///
  /// Recursion is bounded by libyaml's nesting.
  private static func firstStrangeKey(under node: Node, in source: SourceText) -> Mark? {
    switch node {
    case .scalar, .alias: return nil
    case .sequence(let sequence):
      for element in sequence {
        if let mark = firstStrangeKey(under: element, in: source) { return mark }
      }
      return nil
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard let mark = key.mark else { continue }
        guard case .scalar = key, source.line(mark.line).dropFirst(mark.column - 1).first != "*" else {
          return mark
        }
        if let mark = firstStrangeKey(under: value, in: source) { return mark }
      }
      return nil
    }
  }
}

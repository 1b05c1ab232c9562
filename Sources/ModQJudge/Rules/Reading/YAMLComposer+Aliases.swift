extension YAMLComposer {
  /// Refuses aliases and collections as keys in a file that has anchors.
  ///
  /// Yams hashes the keys of each mapping, and the hash of a collection visits all of it: with ten levels of
  /// aliases of aliases ("a billion laughs") that never ends. As values they cost nothing until they are
  /// read, and reading is bounded by ``RuleBounds/nodes``. No key of ours is a collection, so nothing is
  /// lost.
  ///
  /// The scan does not parse: in a file with anchors it may refuse a quoted text that looks like such a key.
  static func aliasAsKey(in source: SourceText) -> RuleProblem? {
    let bytes = source.bytes
    guard hasAnchor(bytes) else { return nil }
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isSuspect =
        switch byte {
        case UInt8(ascii: "]"), UInt8(ascii: "}"): isKeyEnd(bytes, from: index + 1)
        case UInt8(ascii: "*"):
          beginsToken(bytes, index) && isKeyEnd(bytes, from: endOfName(bytes, index + 1))
        case UInt8(ascii: "?"): beginsToken(bytes, index) && isBlank(bytes, index + 1)
        default: false
        }
      if isSuspect {
        return source.problem(
          at: source.location(ofByte: index), "a key that is an alias or a collection",
          hint:
            "keys are plain words; a text that looks like this can stand in a file without anchors (&name)")
      }
      index += 1
    }
    return nil
  }

  private static func hasAnchor(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "&") && beginsToken(bytes, index)
        && endOfName(bytes, index + 1) > index + 1
    }
  }

  /// Whether something may begin here: after a blank, a break, or a sign of a flow collection.
  private static func beginsToken(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch bytes[index - 1] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":"):
      return true
    // The second byte of NEL, LS and PS.
    case 0x85, 0xA8, 0xA9: return true
    default: return false
    }
  }

  private static func endOfName(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        index += 1
      default: return index
      }
    }
    return index
  }

  /// Whether a colon follows, after blanks and breaks at most.
  private static func isKeyEnd(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    while index < bytes.count, [0x20, 0x09].contains(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }

  private static func isBlank(_ bytes: [UInt8], _ index: Int) -> Bool {
    index >= bytes.count || [0x20, 0x09, 0x0A, 0x0D, 0xC2, 0xE2].contains(bytes[index])
  }
}

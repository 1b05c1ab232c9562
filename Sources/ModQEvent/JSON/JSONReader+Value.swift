/// Trees of values.
extension JSONReader {
  /// Reads any value, after blanks.
  ///
  /// Recursion is bounded by ``Bounds/nesting``.
  mutating func readValue(in bytes: Span<UInt8>) throws(Refusal) -> JSONValue {
    switch try shape(in: bytes) {
    case .string:
      return .string(try readText(in: bytes).string(in: bytes))
    case .number:
      let token = try readNumber(in: bytes)
      return .number(
        try JSONText(start: token.lowerBound, end: token.upperBound, isPlain: true).string(in: bytes))
    case .object:
      return .object(try readMembers(in: bytes))
    case .array:
      return .array(try readElements(in: bytes))
    case .null:
      try readWord("null", in: bytes)
      return .null
    case .bool:
      let isTrue = bytes[position] == UInt8(ascii: "t")
      try readWord(isTrue ? "true" : "false", in: bytes)
      return .bool(isTrue)
    }
  }

  private mutating func readElements(in bytes: Span<UInt8>) throws(Refusal) -> [JSONValue] {
    var elements: [JSONValue] = []
    var goesOn = try open(UInt8(ascii: "]"), in: bytes)
    while goesOn {
      elements.append(try readValue(in: bytes))
      goesOn = try goOn(UInt8(ascii: "]"), in: bytes)
    }
    return elements
  }

  private mutating func readMembers(in bytes: Span<UInt8>) throws(Refusal) -> [JSONValue.Member] {
    var members: [JSONValue.Member] = []
    var starts: [Int] = []
    var goesOn = try open(UInt8(ascii: "}"), in: bytes)
    while goesOn {
      starts.append(position)
      let key = try readKey(in: bytes).string(in: bytes)
      members.append(JSONValue.Member(key: key, value: try readValue(in: bytes)))
      goesOn = try goOn(UInt8(ascii: "}"), in: bytes)
    }
    if let index = JSONValue.firstRepeatedKey(in: members) {
      throw .duplicateKey(members[index].key, at: starts[index])
    }
    return members
  }
}

extension JSONValue {
  /// The index of the first member whose key an earlier one has; nil if all differ.
  ///
  /// Few keys are compared with each other, many are sorted: a line of hundreds of thousands must not take
  /// minutes.
  static func firstRepeatedKey(in members: [Member]) -> Int? {
    guard members.count > 8 else {
      return members.indices.first { index in
        members[..<index].contains { $0.key.utf8.elementsEqual(members[index].key.utf8) }
      }
    }
    let order = members.indices.sorted { left, right in
      members[left].key.precedesInBytes(members[right].key)
        || !members[right].key.precedesInBytes(members[left].key) && left < right
    }
    return zip(order, order.dropFirst())
      .filter { members[$0].key.utf8.elementsEqual(members[$1].key.utf8) }
      .map { $1 }
      .min()
  }
}

extension String {
  /// The order of canonical keys: by bytes of UTF-8, which is also that of code points.
  ///
  /// `<` compares what is canonically equivalent as equal.
  func precedesInBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}

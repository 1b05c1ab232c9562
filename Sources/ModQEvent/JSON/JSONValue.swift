/// Any JSON, as a tree: what the log keeps in canonical bytes, and what comes under keys that we do not know.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// The token as it was written: `1.0` is not `1`, and no digit is lost.
  case number(String)
  case string(String)
  case array([JSONValue])
  /// In the order they came; no key twice, compared by bytes.
  case object([Member])

  /// One pair of an object.
  package struct Member: Sendable {
    package var key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// Reads one value that fills `bytes`, blanks and a byte order mark apart.
  ///
  /// Throws what ``Refusal/Reason`` names as faults of JSON. Linear in the bytes, n log n in the keys of one
  /// object.
  package static func parse(_ bytes: Span<UInt8>) throws(Refusal) -> JSONValue {
    var reader = JSONReader()
    reader.skipByteOrderMark(in: bytes)
    let value = try reader.readValue(in: bytes)
    try reader.finish(in: bytes)
    return value
  }

  /// As `parse` of a span.
  package static func parse(_ bytes: [UInt8]) throws(Refusal) -> JSONValue {
    try parse(bytes.span)
  }
}

/// What a value is, for readers who know what to expect: nil where it is something else.
extension JSONValue {
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// A number written without point and exponent, if 64 bits hold it.
  package var integer: Int64? {
    if case .number(let token) = self { Int64(token) } else { nil }
  }

  /// The nearest double.
  package var double: Double? {
    if case .number(let token) = self { Double(token) } else { nil }
  }

  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var object: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The value under `key`, compared by bytes; nil if this is no object or has none.
  ///
  /// Linear in the keys.
  package subscript(_ key: String) -> JSONValue? {
    object?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}

/// Numbers, trees and whole members.
extension JSONWriter {
  mutating func appendNumber(_ value: Double) {
    guard value.isFinite else { return appendASCII("null") }
    let isShortInteger = value.rounded(.towardZero) == value && value.magnitude < 1e16
    // Minus zero is the one whole number that an integer can't say.
    guard isShortInteger, value != 0 || value.sign == .plus else {
      return appendASCII(value == 0 ? "-0" : value.description)
    }
    appendASCII(Int64(value).description)
  }

  mutating func appendASCII(_ text: String) {
    let span = text.utf8.span
    bytes.append(copying: span, from: 0, to: span.count)
  }

  /// A tree in canonical form: the keys of every object sorted by their bytes, number tokens as they were
  /// written.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let token): self.token(token)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements {
        self.value(element)
      }
      endArray()
    case .object(let members):
      beginObject()
      for member in members.sorted(by: { $0.key.precedesInBytes($1.key) }) {
        key(member.key)
        self.value(member.value)
      }
      endObject()
    }
  }

  /// A member with a string, or none if `text` is nil.
  package mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }
}

extension JSONValue {
  /// The canonical bytes: keys sorted at every depth, no blanks, shortest escapes, number tokens as written.
  package var canonical: [UInt8] {
    var writer = JSONWriter()
    writer.value(self)
    return writer.bytes
  }
}

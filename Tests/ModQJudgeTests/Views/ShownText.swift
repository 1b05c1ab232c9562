/// A text in a test, compared by its bytes and shown with its scalars: `String` calls canonical equivalents equal.
struct ShownText: Equatable, CustomStringConvertible {
  var bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var description: String {
    let text = String(decoding: bytes, as: UTF8.self)
    return "\(text) (\(text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")))"
  }
}

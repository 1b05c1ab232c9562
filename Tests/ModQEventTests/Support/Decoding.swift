@testable import ModQEvent

/// Decodes a line that is written as a string.
func decode(_ line: String, arrival: Timestamp? = nil) throws(Refusal) -> Event {
  try EventDecoder.decode(line: Array(line.utf8), arrival: arrival)
}

/// The bytes as text, for comparing with what a test shows whole.
func text(_ bytes: [UInt8]?) -> String? {
  bytes.map { String(decoding: $0, as: UTF8.self) }
}

/// A short text with signatures below it, as https://c2sp.org/signed-note has it: the text, an empty line, and a line for
/// each signature.
package struct SignedNote: Sendable {
  /// What is signed, with its last newline.
  package let text: String
  private let signatures: [(name: String, number: [UInt8], bytes: [UInt8])]

  /// Longer ones are none.
  static let byteLimit = 64 << 10

  /// What a key says of a note.
  package enum Standing: Sendable, Equatable {
    case signed
    /// No signature is by this key; by which ones they are, as `NoteVerifier.shortText` has it.
    case unsigned(by: [String])
    /// One claims to be by this key and is not.
    case forged
  }

  /// The note that these bytes are; nil if they are none.
  package init?(_ bytes: [UInt8]) {
    // The last empty line ends the text, which may have others.
    guard bytes.count <= SignedNote.byteLimit, bytes.last == UInt8(ascii: "\n"), bytes.count > 2,
      let split = bytes.indices.dropLast(2).last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }),
      !bytes.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") }),
      let text = String(validating: bytes[...split], as: UTF8.self),
      let rest = String(validating: bytes[(split + 2)...], as: UTF8.self)
    else { return nil }
    self.text = text
    var signatures: [(name: String, number: [UInt8], bytes: [UInt8])] = []
    for line in rest.split(separator: "\n") {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "—", NoteVerifier.isName(parts[1]),
        let bytes = Base64.decode(parts[2]), bytes.count > 4
      else { return nil }
      signatures.append((String(parts[1]), Array(bytes.prefix(4)), Array(bytes.dropFirst(4))))
    }
    guard !signatures.isEmpty else { return nil }
    self.signatures = signatures
  }

  /// `text`, which ends with a newline, signed by `signer`; nil if the system's cryptography fails.
  package static func write(_ text: String, signedBy signer: NoteSigner) -> String? {
    signer.line(for: text).map { "\(text)\n\($0)" }
  }

  package func standing(with verifier: NoteVerifier) -> Standing {
    let own = signatures.filter { $0.name == verifier.name && $0.number == verifier.number }
    if own.isEmpty { return .unsigned(by: signatures.map { NoteVerifier.shortText($0.name, $0.number) }) }
    return own.allSatisfy { verifier.isSignature($0.bytes, of: text) } ? .signed : .forged
  }
}

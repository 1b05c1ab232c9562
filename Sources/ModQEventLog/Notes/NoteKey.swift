import Crypto

/// The public half of a key that notes are signed with, as it is handed around: name, number, and an Ed25519 key, in one
/// word (https://pkg.go.dev/golang.org/x/mod/sumdb/note, "Verifying Notes").
package struct NoteVerifier: Sendable {
  package let name: String
  /// The first bytes of a hash of name and key, by which a signature names its key.
  let number: [UInt8]
  private let key: Curve25519.Signing.PublicKey

  /// What stands before the bytes of a key and says that it is one of Ed25519.
  static let algorithm: UInt8 = 1

  init(name: String, key: Curve25519.Signing.PublicKey) {
    self.name = name
    self.key = key
    let bytes = [NoteVerifier.algorithm] + Array(key.rawRepresentation)
    number = Array(SHA256.hash(data: Array("\(name)\n".utf8) + bytes).prefix(4))
  }

  /// The key that `text` is; nil if it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, NoteVerifier.isName(parts[0]), let bytes = Base64.decode(parts[2]),
      bytes.first == NoteVerifier.algorithm,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst())
    else { return nil }
    self.init(name: String(parts[0]), key: key)
    guard hexadecimal(number).utf8.elementsEqual(parts[1].utf8) else { return nil }
  }

  package var text: String {
    let bytes = [NoteVerifier.algorithm] + Array(key.rawRepresentation)
    return "\(shortText)+\(Base64.encode(bytes))"
  }

  /// Name and number, with which the key's text begins: two keys may share a name.
  package var shortText: String { NoteVerifier.shortText(name, number) }

  static func shortText(_ name: String, _ number: [UInt8]) -> String { "\(name)+\(hexadecimal(number))" }

  func isSignature(_ signature: [UInt8], of text: String) -> Bool {
    key.isValidSignature(signature, for: Array(text.utf8))
  }

  static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && !text.contains { $0.isWhitespace || $0 == "+" }
  }
}

/// A key that notes are signed with.
package struct NoteSigner: Sendable {
  package let verifier: NoteVerifier
  private let key: Curve25519.Signing.PrivateKey

  private static let opening = "PRIVATE+KEY+"

  /// A new key, from the system's random numbers.
  package init(newNamed name: String) {
    precondition(NoteVerifier.isName(name), "a key's name has neither blanks nor plus signs")
    key = Curve25519.Signing.PrivateKey()
    verifier = NoteVerifier(name: name, key: key.publicKey)
  }

  /// The key that `text` is; nil if it is none.
  package init?(_ text: String) {
    guard text.hasPrefix(NoteSigner.opening) else { return nil }
    let parts = text.dropFirst(NoteSigner.opening.count).split(
      separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, NoteVerifier.isName(parts[0]), let bytes = Base64.decode(parts[2]),
      bytes.first == NoteVerifier.algorithm,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst())
    else { return nil }
    self.key = key
    verifier = NoteVerifier(name: String(parts[0]), key: key.publicKey)
    guard hexadecimal(verifier.number).utf8.elementsEqual(parts[1].utf8) else { return nil }
  }

  /// As it stands in a file that nobody else may read.
  package var text: String {
    let bytes = [NoteVerifier.algorithm] + Array(key.rawRepresentation)
    return "\(NoteSigner.opening)\(verifier.name)+\(hexadecimal(verifier.number))+\(Base64.encode(bytes))"
  }

  /// The line below a note's text that signs it; nil if the system's cryptography fails.
  func line(for text: String) -> String? {
    guard let signature = try? key.signature(for: Array(text.utf8)) else { return nil }
    return "— \(verifier.name) \(Base64.encode(verifier.number + Array(signature)))\n"
  }
}

import Testing

@testable import ModQEventLog

/// Notes as other programs write and read them.
struct SignedNoteTests {
  /// The example of https://pkg.go.dev/golang.org/x/mod/sumdb/note.
  static let text =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  static let signer = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
  static let signature =
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

  static var note: String { "\(text)\n\(signature)\n" }

  @Test func aNoteOfAnotherProgramIsRead() throws {
    let note = try #require(SignedNote(Array(SignedNoteTests.note.utf8)))
    #expect(note.text == SignedNoteTests.text)
    #expect(note.standing(with: try #require(NoteVerifier(SignedNoteTests.verifier))) == .signed)
    let key = try #require(NoteSigner(SignedNoteTests.signer))
    #expect(key.text == SignedNoteTests.signer && key.verifier.text == SignedNoteTests.verifier)
  }

  @Test func whatIsSignedIsRecognisedAndNothingElse() throws {
    let key = NoteSigner(newNamed: "modq")
    let written = try #require(SignedNote.write("a\nb\n", signedBy: key))
    #expect(try #require(SignedNote(Array(written.utf8))).standing(with: key.verifier) == .signed)
    #expect(NoteSigner(key.text)?.text == key.text)
    #expect(NoteVerifier(key.verifier.text)?.text == key.verifier.text)
    let forged = written.replacing("b\n\n", with: "c\n\n")
    #expect(try #require(SignedNote(Array(forged.utf8))).standing(with: key.verifier) == .forged)
    let other = NoteSigner(newNamed: "modq")
    #expect(
      try #require(SignedNote(Array(written.utf8))).standing(with: other.verifier)
        == .unsigned(by: [key.verifier.shortText]))
    #expect(key.verifier.text.hasPrefix(key.verifier.shortText + "+"))
  }

  @Test(arguments: [
    "", "\n", "\n\n", "a\n", "a\n\n", "\n— PeterNeumann x08go/ZJ\n", "a\n\n— x\n", "a\n\n— x y z\n",
    "a\n\n— x AAAA\n",
    "a\n\n— x AAAAAAA\n", "a\n\n— x+y AAAAAAA=\n", "a\n\n- x AAAAAAA=\n", "a\r\n\n— x AAAAAAA=\n",
    "a\n\n— x AAAAAAA=",
  ])
  func whatIsNoNoteIsNone(text: String) {
    #expect(SignedNote(Array(text.utf8)) == nil)
  }

  @Test func bytesThatAreNoTextAreNoNote() {
    #expect(SignedNote([0xFF] + Array(SignedNoteTests.note.utf8)) == nil)
    #expect(SignedNote([UInt8](repeating: 0x61, count: 1 << 20)) == nil)
  }

  @Test(arguments: [
    "", "modq", "modq+00000000+AQ==", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
    "Peter Neumann+c74f20a3+ARpc2QcUPDhM",
  ])
  func whatIsNoKeyIsNone(text: String) {
    #expect(NoteVerifier(text) == nil)
    #expect(NoteSigner("PRIVATE+KEY+" + text) == nil)
  }

  /// The vectors of RFC 4648, section 10, and what must not be read as them.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func bytesHaveOneSpelling(bytes: String, text: String) {
    #expect(Base64.encode(Array(bytes.utf8)) == text)
    #expect(Base64.decode(text) == Array(bytes.utf8))
    for other in ["\(text)=", "=\(text)", "\(text) ", "\(text)A"] {
      #expect(Base64.decode(other) == nil, "\(other)")
    }
  }

  @Test(arguments: ["Zh==", "Zm9=", "Zg", "Z", "Zm9v\n", "Zm-v", "Zm=v"])
  func anotherSpellingIsNone(text: String) {
    #expect(Base64.decode(text) == nil)
  }
}

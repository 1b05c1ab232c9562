import ModQEvent
import ModQEventLog
import ModQueue

/// A note of `modq checkpoint` that was kept elsewhere, read back and its signature looked at.
struct KeptNote {
  let file: String
  let checkpoint: LogCheckpoint
  /// Whether its signature is good; without a key nothing is known of that.
  let isSigned: Bool

  /// Reads the note in `file` and requires that it is signed by `key`: a public key, or a file that holds one.
  init(file: String, key: String?) throws(Failure) {
    self.file = file
    guard let note = SignedNote(try KeptNote.bytes(of: file)), let checkpoint = LogCheckpoint(text: note.text)
    else {
      throw Failure(
        .data, "\(visible(file)) is no note of `modq checkpoint`",
        advice: "--since takes the file of one, kept as it was printed.")
    }
    self.checkpoint = checkpoint
    isSigned = key != nil
    guard let key else { return }
    let verifier = try KeptNote.verifier(key)
    switch note.standing(with: verifier) {
    case .signed: return
    case .forged:
      throw Failure(
        .data, "the signature of \(visible(file)) is wrong: the note was changed",
        advice: "It proves nothing.")
    case .unsigned(let names):
      throw Failure(
        .data,
        "\(visible(file)) is not signed by that key (\(visible(verifier.shortText))), but by \(visible(names.joined(separator: ", ")))",
        advice: "Name the key that it was signed with.")
    }
  }

  private static func verifier(_ key: String) throws(Failure) -> NoteVerifier {
    if let verifier = NoteVerifier(key) { return verifier }
    do throws(NoteKeyFile.Fault) {
      return try NoteKeyFile.readVerifier(key)
    } catch {
      var failure = Failure(error, path: key)
      failure.advice = "Give the line that `modq checkpoint --public` prints, or a file that holds it."
      throw failure
    }
  }

  private static func bytes(of file: String) throws(Failure) -> [UInt8] {
    do {
      var reader = try LineReader(path: file)
      var bytes: [UInt8] = []
      while case .line = try reader.next() {
        reader.withLine { (line) in line.withUnsafeBytes { bytes += $0 } }
        bytes.append(UInt8(ascii: "\n"))
      }
      return bytes
    } catch {
      throw Failure(
        .noInput, "\(visible(file)): \(error)",
        advice: "--since takes the file of a note that `modq checkpoint` printed.")
    }
  }

  func complaint(_ contradiction: LogCheckpoint.Contradiction) -> String {
    switch contradiction {
    case .otherOrigin:
      "the note is of a log that begins otherwise: it is another log's, or this one was written anew"
    case .cutShort(let entries):
      "the note is of \(checkpoint.seq) entries, and the log has but \(entries): the last ones are gone"
    case .changed:
      "the entries up to \(checkpoint.seq) are not those that the note is of: the log was written anew"
    }
  }

  /// Writes the object that `verify` prints of it.
  func write(holds: Bool, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("origin", checkpoint.origin)
    writer.key("seq")
    writer.integer(checkpoint.seq)
    writer.member("head", hexadecimal(checkpoint.head))
    writer.key("signed")
    if isSigned { writer.bool(true) } else { writer.null() }
    writer.key("holds")
    writer.bool(holds)
    writer.endObject()
  }
}

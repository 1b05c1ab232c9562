import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

/// What comes back to a log from outside: exports, notes, and what a moderator types.
extension Target {
  /// A line of a full export that is taken back is written as a line that is the same entry.
  static func restore(_ bytes: [UInt8]) {
    _ = EntryLine.End(bytes.span)
    guard let entry = try? EntryLine.read(bytes.span) else { return }
    var writer = JSONWriter()
    EntryLine.write(entry, to: &writer)
    precondition(writer.bytes.last == UInt8(ascii: "\n"), "an entry is one line")
    let again = try? EntryLine.read(Array(writer.bytes.dropLast()).span)
    precondition(again == entry, "an entry that is written and read is the same")
  }

  /// Any bytes are a verdict that is written as they say, or none.
  static func recall(_ bytes: [UInt8]) {
    guard let verdict = Verdict(json: bytes) else { return }
    var writer = JSONWriter()
    verdict.write(to: &writer)
    precondition(Verdict(json: writer.bytes) == verdict, "a verdict that is written and read is the same")
  }

  /// Any bytes are a note, and what it is of says so again; or a key; or neither.
  static func trust(_ bytes: [UInt8]) {
    if let note = SignedNote(bytes) {
      if let checkpoint = LogCheckpoint(text: note.text) {
        precondition(note.text.utf8.starts(with: checkpoint.text.utf8), "a checkpoint begins its note")
      }
      precondition(note.standing(with: stranger) != .signed, "nobody signs for another")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    if let verifier = NoteVerifier(text) {
      precondition(verifier.text.utf8.elementsEqual(bytes), "a key is written one way")
    }
    _ = NoteSigner(text)
  }

  /// A key whose private half nobody has any more.
  private static let stranger = NoteSigner(newNamed: "modq").verifier

  /// Any text is a filter, or is refused at a place in it.
  static func choose(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(FilterFault) {
      _ = try CommentFilter(text, now: Timestamp(milliseconds: 1_750_000_000_000))
    } catch {
      precondition((0...text.utf8.count).contains(error.offset), "a fault is inside the text")
    }
  }
}

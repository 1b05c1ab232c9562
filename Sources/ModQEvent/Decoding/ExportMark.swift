/// What tells a decision that modq itself made, as an export has it, from one that a site sends under a name of that form.
///
/// Names that begin with `modq:` are modq's to give: one that came from elsewhere could slip into a batch that an undo takes
/// back. So a line that has one has to say that it was exported, under the key `modq`; no content of a
/// decision keeps it.
enum ExportMark {
  static let text = "export"
  private static let reserved = "modq:"

  /// Whether only modq gives names like this.
  static func isReserved(_ name: String) -> Bool {
    name.utf8.starts(with: reserved.utf8)
  }

  /// Whether the line of this decision has to be marked.
  static func isNeeded(id: String, _ decision: Decision) -> Bool {
    isReserved(id) || decision.batch.map(isReserved) ?? false
  }

  /// Whether `line` has the mark.
  static func isOn(_ line: borrowing EventLine, in bytes: Span<UInt8>) throws(Refusal) -> Bool {
    guard line.kind == .decision, let mark = try line.text(.modq, .free, in: bytes) else { return false }
    guard mark.utf8.elementsEqual(text.utf8) else {
      throw .unknownMark(mark, at: line.members[.modq]?.start ?? 0)
    }
    return true
  }
}

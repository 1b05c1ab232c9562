import ModQEvent

/// The lines of a file without those over the limit, which no program takes.
extension LineReader {
  /// Moves to the next line that is not too long; false at the end.
  mutating func nextLine() throws(InputFailure) -> Bool {
    while true {
      switch try next() {
      case .line: return true
      case .tooLong: continue
      case .end: return false
      }
    }
  }
}

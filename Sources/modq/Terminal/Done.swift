/// What a command has done when it begins to print: it stands even if that fails.
struct Done {
  /// A clause without a full stop.
  let statement: String
  /// Which command shows it, as the end of a sentence.
  let shownBy: String

  init(_ statement: String, shownBy: String) {
    self.statement = statement
    self.shownBy = shownBy
  }

  /// Entries that the log has already; nil for none.
  init?(recorded ids: [String]) {
    guard let first = ids.first else { return nil }
    let others =
      ids.count > 1 ? " and \(ids.count - 1) more were recorded and stand" : " was recorded and stands"
    self.init(visible(first) + others, shownBy: "`modq log --kind decision` shows what was decided")
  }
}

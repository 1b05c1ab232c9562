/// What the matcher needs of the views of one text.
package protocol ViewSource {
  associatedtype Viewed: ViewedBytes
  init(_ text: String)
  mutating func text(in view: View) -> Viewed
  /// Whether a hit at these bytes of the text as written begins and ends where its scripts let a phrase begin
  /// and end.
  static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool
}

/// A text in one view, with the way back to what was written.
package protocol ViewedBytes {
  /// Valid UTF-8: PCRE2 is told not to check it again.
  var bytes: [UInt8] { get }
  /// Whether the view stopped before the text's end.
  var isCut: Bool { get }
  func original(_ range: Range<Int>) -> Range<Int>
}

/// All views of one text, each made when it is first asked for, and once.
package struct Views: Sendable {
  private let original: ViewedText
  private let limit: Int
  private var nfkc: ViewedText?
  private var fold: ViewedText?
  private var skeleton: ViewedText?
  private var dense: ViewedText?

  /// The views of `text`.
  ///
  /// Costs a copy of its bytes.
  package init(_ text: String) {
    self.init(validUTF8: Array(text.utf8))
  }

  /// The views of a text that is known to be valid UTF-8, such as that of a decoded event.
  package init(validUTF8 bytes: [UInt8]) {
    original = ViewedText(original: bytes)
    limit = ViewedText.limit(of: bytes.count)
  }

  /// The text as `view` shows it.
  ///
  /// Linear in the text the first time; a view that changes nothing shares the bytes of the one it is made
  /// of.
  package mutating func text(in view: View) -> ViewedText {
    switch view {
    case .raw: original
    case .nfkc: normalised()
    case .fold: folded()
    case .skeleton: imitated()
    case .dense: densened()
    }
  }

  private mutating func normalised() -> ViewedText {
    if let nfkc { return nfkc }
    let made = NFKCPass(original, limit: limit).viewed()
    nfkc = made
    return made
  }

  private mutating func folded() -> ViewedText {
    if let fold { return fold }
    let made = FoldPass.folded(normalised(), [.letters, .kana, .runs], limit: limit)
    fold = made
    return made
  }

  private mutating func imitated() -> ViewedText {
    if let skeleton { return skeleton }
    let made =
      if let replaced = SkeletonPass(normalised(), limit: limit).viewed() {
        FoldPass.folded(
          NFKCPass(replaced, limit: limit).viewed(), [.letters, .kana, .runs], limit: limit)
      } else {
        folded()
      }
    skeleton = made
    return made
  }

  private mutating func densened() -> ViewedText {
    if let dense { return dense }
    let made = DensePass.viewed(folded(), limit: limit)
    dense = made
    return made
  }
}

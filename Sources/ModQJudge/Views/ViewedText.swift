/// A text as one view shows it, with the way back to what was written.
package struct ViewedText: Sendable {
  /// Valid UTF-8.
  package internal(set) var bytes: [UInt8]

  /// Whether the view stopped before the end of the text, at ``limit(of:)``.
  package internal(set) var isCut = false

  /// From this text to the original, step by step; empty if nothing was changed.
  var steps: [OffsetMap] = []

  /// The text as it came, which `bytes`, valid UTF-8, are.
  init(original bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The bytes of the original that those in `range` were made of: all of the smallest pieces that any of
  /// them came from (a letter with its marks, ㍍ for the ト of メートル).
  ///
  /// What was removed at either end is not in it.
  ///
  /// Total and monotone: where a range does not start or end later than another, its original does not either. An empty
  /// range has an empty original. Logarithmic in the number of places that changed; nothing for a text that did not.
  package func original(_ range: Range<Int>) -> Range<Int> {
    var range = range.clamped(to: 0..<bytes.count)
    for step in steps {
      range = step.original(range)
    }
    return range
  }

  /// How many bytes a view of a text of `count` bytes may have: four times as many, so that eleven bytes for every one
  /// of U+FDFA can't be used against us, but 256 in any case, so that a short text is whole.
  package static func limit(of count: Int) -> Int {
    max(4 * count, 256)
  }
}

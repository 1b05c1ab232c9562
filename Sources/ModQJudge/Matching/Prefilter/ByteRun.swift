/// A stretch of a text of nothing but certain bytes, so long at least.
struct ByteRun: Sendable, Hashable {
  var set: ByteSet
  var minimumBytes: Int

  init(of set: ByteSet, minimumBytes: Int) {
    self.set = set
    self.minimumBytes = minimumBytes
  }

  /// Whether a text has such a stretch.
  func occurs(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    // The last byte of a stretch is one of every so many, so look there first and then back.
    var end = minimumBytes - 1
    while end < text.count {
      var start = end
      while set.contains(text[start]) {
        if end - start + 1 == minimumBytes { return true }
        start -= 1
      }
      // All after `start` up to `end` belong to the set; the next stretch begins behind `start`.
      end = start + minimumBytes
    }
    return false
  }
}

/// What exceptions cover of a text.
struct SpanMask {
  /// In order, none touching the next.
  private var spans: [Range<Int>] = []

  init(_ covered: [Range<Int>]) {
    for span in covered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = spans.last, last.upperBound >= span.lowerBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
  }

  /// Whether a hit has a byte in common with an exception, or lies empty within one.
  func covers(_ hit: Range<Int>) -> Bool {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound <= hit.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low < spans.count else { return false }
    return hit.isEmpty ? spans[low].contains(hit.lowerBound) : spans[low].lowerBound < hit.upperBound
  }
}

/// What the matcher looks at.
extension Views: ViewSource {
  package static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool {
    PhraseBoundary.isPhrase(at: range, in: original)
  }
}

extension ViewedText: ViewedBytes {}

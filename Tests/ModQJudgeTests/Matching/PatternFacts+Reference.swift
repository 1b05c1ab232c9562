@testable import ModQJudge

extension PatternFacts {
  /// Whether all conditions hold of a text, each looked at on its own and as plainly as can be.
  func allow(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let folded = Array(
      String(String.UnicodeScalarView(text.unicodeScalars.map { CaseOrbits.standard.folded($0) })).utf8)
    let squeezed = folded.filter(FoldedText.isKeptInSqueezed)
    return bytes.count >= minimumBytes
      && byteSets.allSatisfy { set in bytes.contains { set.contains($0) } }
      && bytes.withUnsafeBufferPointer { chain?.occurs(in: $0) ?? true }
      && clauses.allSatisfy { clause in
        clause.literals.contains { Self.occurs($0, in: clause.channel == .folded ? folded : squeezed) }
      }
  }

  private static func occurs(_ literal: [UInt8], in text: [UInt8]) -> Bool {
    guard literal.count <= text.count else { return false }
    return (0...text.count - literal.count).contains { text[$0..<$0 + literal.count].elementsEqual(literal) }
  }
}

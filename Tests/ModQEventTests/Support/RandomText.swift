import SeededNumbers

@testable import ModQEvent

/// Texts that are hard on readers and writers of JSON.
extension SplitMix64 {
  private static let pieces = [
    "a", "Z", "0", " ", "/", "折口", "死ね", "か\u{3099}", "が", "é", "e\u{301}", "😀", "👩‍👩‍👧", "\u{10FFFF}",
    "\u{FEFF}", "\u{202E}",
    "\u{2028}", "\u{7F}", "\u{80}", "\u{FFFF}", "\"", "\\", "\n", "\r", "\t", "\u{8}", "\u{C}", "\u{1}",
    "\u{1F}", "\u{200B}", "\u{E0041}",
    "plain words of a comment ",
  ]

  /// Up to `count` pieces; with U+0000 among them if `allowsNul`.
  mutating func text(upTo count: Int, allowsNul: Bool = false) -> String {
    (0..<Int.random(in: 0...count, using: &self)).reduce(into: "") { text, _ in
      let nul = allowsNul && once(in: 20)
      text += nul ? "\0" : Self.pieces.randomElement(using: &self) ?? ""
    }
  }

  /// A text that is not empty and keeps the rules of identifiers.
  mutating func name() -> String {
    "x" + text(upTo: 6)
  }

  /// Nil once in two.
  mutating func perhaps(_ make: (inout SplitMix64) -> String) -> String? {
    once(in: 2) ? make(&self) : nil
  }
}

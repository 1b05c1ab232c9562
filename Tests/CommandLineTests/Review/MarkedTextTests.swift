import Foundation
import Testing

@testable import modq

struct MarkedTextTests {
  /// The lines as text, for spans named by what they cover.
  private func shown(_ text: String, _ marked: [String], width: Int = 40) -> [String] {
    var spans: [MarkedText.Span] = []
    for (index, part) in marked.enumerated() {
      guard let range = text.range(of: part) else { continue }
      spans.append(
        MarkedText.Span(
          start: text.utf8.distance(from: text.startIndex, to: range.lowerBound),
          end: text.utf8.distance(from: text.startIndex, to: range.upperBound), number: index + 1))
    }
    return MarkedText(text, spans).quoted(to: width).map(\.text)
  }

  @Test func digitsStandUnderWhatARuleMatched() {
    #expect(shown("best casino ever", ["casino"]) == ["│ best casino ever", "       111111"])
    #expect(shown("お前は死ねばいい", ["死ね"]) == ["│ お前は死ねばいい", "        1111"])
    #expect(shown("e\u{301}x", ["x"]) == ["│ e\u{301}x", "   1"])
    #expect(shown("abc", []) == ["│ abc"])
  }

  @Test func ofTwoMatchesInOnePlaceTheFirstIsNamed() {
    #expect(shown("a b c", ["b", "a b c"]) == ["│ a b c", "  22122"])
  }

  @Test func brokenLinksAndMarksAreCoveredWhole() {
    #expect(
      shown("see http://a.example/x now", ["http://a.example/x"]) == [
        "│ see hxxp://a[.]example/x now", "      11111111111111111111",
      ])
    #expect(shown("し\u{200B}ね", ["し\u{200B}ね"]) == ["│ し⟨U+200B⟩ね", "  111111111111"])
    #expect(shown("[.] www.a.b [", ["a.b"]) == ["│ [.] www[.]a[.]b [", "            11111"])
  }

  @Test func aMatchGoesOnInTheNextLine() {
    #expect(
      shown("aaaa bbbb cccc\ndddd", ["bbbb cccc\ndd"], width: 12) == [
        "│ aaaa bbbb", "       11111", "│ cccc", "  1111", "│ dddd", "  11",
      ])
  }

  @Test func noTextGetsOutFromBehindItsBar() {
    for seed in 0..<2_000 as Range<UInt64> {
      let text = HostileText(seed: seed).text
      let count = text.utf8.count
      let spans = [MarkedText.Span(start: count / 3, end: count / 2 + 1, number: 1)]
      for line in MarkedText(text, spans).quoted(to: 24) {
        #expect(line.text.unicodeScalars.allSatisfy(isHarmless), "seed \(seed)")
        #expect(!line.text.contains("\n"), "seed \(seed)")
        let isOurs = line.glyphs.dropFirst(2).allSatisfy { $0.glyph.text == " " || $0.glyph.text == "1" }
        #expect(line.text.hasPrefix("│") || isOurs, "seed \(seed): \(line.text)")
      }
    }
  }

  @Test func everyGlyphKnowsItsBytes() {
    for seed in 0..<2_000 as Range<UInt64> {
      let text = HostileText(seed: seed).text
      let scalars = Array(text.unicodeScalars)
      let defanged = Defanging.defang(scalars)
      let places = Defanging.places(of: defanged, in: scalars)
      #expect(places.count == defanged.count, "seed \(seed)")
      #expect(places == places.sorted() && places.last == scalars.indices.last, "seed \(seed)")
    }
  }
}

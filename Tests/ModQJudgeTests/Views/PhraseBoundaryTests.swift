import Testing

@testable import ModQJudge

struct PhraseBoundaryTests {
  /// The hit stands between [ and ].
  @Test(arguments: [
    "お前は[死ね]ばいい", "必[死ね]", "[v.i.a.g.r.a] now", "[viagra]を買う", "今[viagra]", "(viagra)[viagra]!", "_[viagra]_",
    "buy [now!]x", "a[死ね]b", "1[死ね]2", "[죽어]라", "[ฆ่า]คน", "[viagra]", "👍[viagra]👍", "ー[v]・", "x [ Viagra] y",
    "㍍[viagra]㌔",
    "[café] noir", "ガ[１２]ガ", "[]", "ab[]cd", "[4ね]よ", "前[4ね]",
  ])
  func phraseMayStartAndEndHere(_ marked: String) {
    #expect(isPhrase(marked))
  }

  @Test(arguments: [
    "[viagra]now", "[v.i.a.g.r.a]now", "spe[cialis]t", "my[viagra]", "[viagra]2", "2[viagra]",
    "[viagra]\u{200B}now",
    "now\u{AD}[viagra]", "[via gra]nd", "[caf]e", "[viagra]é", "é[viagra]", "e\u{301}[viagra]",
    "[viagra\u{301}]n",
    "[viagra]\u{301}n", "[ｖｉａ]ｇ", "[𝐯𝐢𝐚]𝐠", "𝐠[via]", "[через]чур", "ά[λφα]", "PS[4ね]よ", "202[4ね]", "[死ね!a]b",
    "①[1]",
  ])
  func pieceOfALongerWordIsNoPhrase(_ marked: String) {
    #expect(!isPhrase(marked))
  }

  private func isPhrase(_ marked: String) -> Bool {
    let bytes = Array(marked.utf8)
    let start = bytes.firstIndex(of: UInt8(ascii: "[")) ?? 0
    let end = (bytes.firstIndex(of: UInt8(ascii: "]")) ?? 1) - 1
    let text = bytes.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
    return PhraseBoundary.isPhrase(at: start..<end, in: text)
  }
}

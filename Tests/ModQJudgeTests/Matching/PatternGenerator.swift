import ModQJudge
import SeededNumbers

/// Writes random patterns in all of PCRE2's syntax (pcre2pattern(3)); a third or so do not compile.
struct PatternGenerator {
  var random: SplitMix64
  private var groups = 0
  private var room = 0

  init(seed: Int) { random = SplitMix64(seed: seed) }

  mutating func pattern() -> SharedMaterial.Regex {
    groups = 0
    room = 30
    var source =
      chance(20) ? pick(["(*UCP)", "(*NO_START_OPT)", "(*NO_AUTO_POSSESS)", "(*LIMIT_MATCH=900)"]) : ""
    source += alternation()
    let flags = RegexFlags(rawValue: chance(2) ? 0 : UInt32.random(in: 0..<16, using: &random))
    return SharedMaterial.Regex(source: source, flags: flags)
  }

  private mutating func alternation() -> String {
    var text = concatenation()
    while chance(4) { text += "|" + concatenation() }
    return text
  }

  private mutating func concatenation() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...5, using: &random) where room > 0 {
      room -= 1
      text += item() + (chance(3) ? quantifier() : "")
    }
    return text
  }

  private mutating func item() -> String {
    switch Int.random(in: 0..<24, using: &random) {
    case 0..<9: return literal()
    case 9..<11: return pick(Self.kinds)
    case 11..<14: return characterClass()
    case 14: return pick(["^", "$", "\\A", "\\z", "\\Z", "\\b", "\\B", "\\G", "\\K", "[[:<:]]", "[[:>:]]"])
    case 15: return pick([".", "\\N", "\\R", "\\X"])
    case 16: return reference()
    case 17:
      return chance(3)
        ? pick(["(*COMMIT)", "(*PRUNE)", "(*SKIP)", "(*THEN)", "(*FAIL)", "(*ACCEPT)", "(*MARK:m)", "(*F)"])
        : pick([
          "(?i)", "(?-i)", "(?x)", "(?s)", "(?m)", "(?U)", "(?xx)", "(?^)", "(?# a)", "\\Qa.b\\E", "\\E",
          " #\n",
        ])
    default: return group()
    }
  }

  private static let letters = Array("abcksßſKkKiıİσςあア死ね1 0-_.@ x漢éÉ\u{301}ǅǆ".unicodeScalars).map {
    String($0)
  }
  private static let kinds = [
    "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\h", "\\H", "\\v", "\\V", "\\p{L}", "\\P{L}", "\\p{Lu}",
    "\\pN",
    "\\p{Greek}", "\\p{Hiragana}", "\\p{^Han}", "\\p{Any}", "\\p{L&}", "\\p{Xan}", "\\p{Xwd}", "\\p{Xsp}",
  ]
  private static let escapes = [
    "\\x41", "\\x{3042}", "\\x{212a}", "\\x{17f}", "\\n", "\\t", "\\.", "\\\\", "\\o{101}", "\\101", "\\0",
    "\\cA",
    "\\N{U+6b}", "\\e", "\\-", "\\[", "\\x6b",
  ]

  private mutating func literal() -> String {
    if chance(8) { return pick(Self.escapes) }
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in pick(Self.letters) }.joined()
      .replacing(".", with: "\\.")
  }

  private mutating func characterClass() -> String {
    var text = chance(4) ? "[^" : "["
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      switch Int.random(in: 0..<8, using: &random) {
      case 0..<3: text += pick(Self.letters)
      case 3: text += pick(["a-z", "A-Z", "0-9", "ぁ-ん", "!-~", "a-k", "\\x{80}-\\x{ffff}", "j-l", "]-a"])
      case 4: text += pick(Self.kinds)
      case 5: text += pick(Self.escapes)
      case 6:
        text += pick([
          "[:alpha:]", "[:^digit:]", "[:space:]", "[:punct:]", "[:upper:]", "[:word:]", "[:^lower:]",
          "[:xdigit:]",
          "[:print:]", "[:cntrl:]", "[:graph:]", "[:blank:]", "[:ascii:]", "[:alnum:]",
        ])
      default: text += pick(["\\Qa-c\\E", "\\b", "]", "^", "-", " "])
      }
    }
    return text + "]"
  }

  private mutating func quantifier() -> String {
    let (low, more) = (Int.random(in: 0...3, using: &random), Int.random(in: 0...3, using: &random))
    return pick([
      "*", "+", "?", "{\(low)}", "{\(low),}", "{\(low),\(low + more)}", "{,\(more)}", "{ \(low) }",
    ])
      + pick(["", "", "?", "+"])
  }

  private mutating func reference() -> String {
    let number = Int.random(in: 1...max(groups, 1), using: &random)
    return pick([
      "\\\(number)", "\\g{\(number)}", "\\g{-1}", "\\k<n\(number)>", "(?\(number))", "(?R)",
      "(?P>n\(number))",
      "\\g<\(number)>", "(?-1)", "\\g\(number)", "(?&n\(number))",
    ])
  }

  private mutating func group() -> String {
    let kind = Int.random(in: 0..<22, using: &random)
    switch kind {
    case 0..<4:
      groups += 1
      return "(" + alternation() + ")"
    case 4:
      groups += 1
      return "(?<n\(groups)>" + alternation() + ")"
    case 5..<9: return "(?:" + alternation() + ")"
    case 9..<12:
      return pick(["(?=", "(?!", "(?<=", "(?<!", "(*pla:", "(*nlb:", "(?*", "(*napla:"]) + alternation() + ")"
    case 12: return pick(["(?>", "(?|", "(*atomic:", "(*sr:"]) + alternation() + ")"
    case 13..<16:
      return pick(["(?i:", "(?-i:", "(?s-m:", "(?x: ", "(?^i:", "(?xx:", "(?n:"]) + alternation() + ")"
    case 16..<19:
      let condition = pick(["(1)", "(?=a)", "(?!k)", "(?<=s)", "(R)", "(<n1>)", "(-1)", "(DEFINE)"])
      return "(?" + condition + concatenation() + (chance(2) ? "|" + concatenation() : "") + ")"
    default: return "(?:" + concatenation() + "|" + concatenation() + ")"
    }
  }

  /// Text of what patterns are made of, without a pattern in mind.
  mutating func text() -> String {
    (0..<Int.random(in: 0...14, using: &random)).map { _ in
      chance(8) ? pick(["\n", "\r\n", "\t", "\u{2028}", "]", "^", "\\", "!"]) : pick(Self.letters)
    }.joined()
  }

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
}

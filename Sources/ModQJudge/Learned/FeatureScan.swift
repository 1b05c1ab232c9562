/// Looks through a text for features.
///
/// A text longer than ``headBytes`` and ``tailBytes`` is represented by its start and its end. Marks of HTML are left out
/// and digits are all one, so that a number says only how long it is.
struct FeatureScan {
  /// Bytes of a body that are looked at: what a comment wants stands at its start, or as a link at its end.
  static let headBytes = 1_200
  static let tailBytes = 600

  /// The folded text, blanks single, one at either end.
  private(set) var scalars: [UInt32] = [blank]
  /// The folded nickname, with a blank at either end.
  private(set) var nick: [UInt32] = [blank]
  private let signals: TextSignals
  private let original: [UInt8]

  private static let blank: UInt32 = 0x20
  /// From here on a character says as much as several letters: kana, kanji, hangul, emoji.
  private static let firstWide: UInt32 = 0x2E80

  /// Looks at `body` and `nick`; `signals` are those of the whole body, where they are known already.
  init(body: String, nick: String?, signals known: TextSignals? = nil) {
    let whole = Array(body.utf8)
    let isWhole = whole.count <= Self.headBytes + Self.tailBytes
    original = isWhole ? whole : Self.excerpt(of: whole)
    var views = Views(validUTF8: original)
    signals = isWhole ? known ?? TextSignals(&views) : TextSignals(&views)
    Self.read(views.text(in: .fold).bytes, into: &scalars)
    if let nick, !nick.isEmpty {
      Self.read(Array(NameKeys.nickKey(nick).utf8), into: &self.nick)
    }
  }

  /// Gives `sink` every feature.
  ///
  /// Linear in what is looked at.
  func run(into sink: inout some FeatureSink) {
    grams(into: &sink)
    let words = scanWords(into: &sink)
    shape(words: words, into: &sink)
    hosts(into: &sink)
    guard nick.count > 2 else { return }
    for start in 0..<nick.count - 1 { gram(of: nick, at: start, lengths: 2...4, .nick, into: &sink) }
  }

  // MARK: Reading

  /// The start and the end of a long text, with a line end between them.
  private static func excerpt(of text: [UInt8]) -> [UInt8] {
    var head = headBytes
    while text[head] & 0xC0 == 0x80 { head -= 1 }
    var tail = text.count - tailBytes
    while text[tail] & 0xC0 == 0x80 { tail += 1 }
    return text[..<head] + [0x0A] + text[tail...]
  }

  /// Appends the scalars of a folded text: tags of HTML and white space as one blank, digits as 0, a blank at the end.
  private static func read(_ text: [UInt8], into scalars: inout [UInt32]) {
    let properties = UnicodeTables.shared.properties
    scalars.reserveCapacity(text.count + 2)
    var position = 0
    while position < text.count {
      var (scalar, length) = text.scalar(at: position)
      if scalar == 0x3C, let end = tagEnd(in: text, at: position) {
        scalar = blank
        length = end - position
      }
      position += length
      if scalar < 0x80 ? scalar <= 0x20 : properties[scalar].contains(.whiteSpace) {
        if scalars.last != blank { scalars.append(blank) }
      } else {
        scalars.append(0x30...0x39 ~= scalar ? 0x30 : scalar)
      }
    }
    if scalars.last != blank || scalars.count == 1 { scalars.append(blank) }
  }

  /// The end of the tag `<b>`, `</b>`, `<a href=…>` that starts at `position`.
  private static func tagEnd(in text: [UInt8], at position: Int) -> Int? {
    let end = min(text.count, position + 400)
    guard position + 1 < end, text[position + 1] == 0x2F || 0x61...0x7A ~= text[position + 1] else {
      return nil
    }
    for place in position + 2..<end {
      if text[place] == 0x3E { return place + 1 }
      if text[place] == 0x3C { return nil }
    }
    return nil
  }

  // MARK: Characters and words

  private func grams(into sink: inout some FeatureSink) {
    for start in 0..<scalars.count - 1 {
      let letter = scalars[start] == Self.blank ? scalars[start + 1] : scalars[start]
      gram(of: scalars, at: start, lengths: letter < Self.firstWide ? 4...5 : 2...4, .grams, into: &sink)
    }
  }

  /// The runs of `lengths` characters that start at `start` and go no further than their word does.
  @inline(__always)
  private func gram(
    of scalars: [UInt32], at start: Int, lengths: ClosedRange<Int>, _ block: FeatureBlock,
    into sink: inout some FeatureSink
  ) {
    var hash = FeatureSpace.mix(block.seed, UInt64(scalars[start]))
    for place in start + 1..<min(start + lengths.upperBound, scalars.count) {
      hash = FeatureSpace.mix(hash, UInt64(scalars[place]))
      if place - start + 1 >= lengths.lowerBound {
        let name: FeatureName = block == .nick ? .nick(start, place + 1) : .gram(start, place + 1)
        sink.add(block, hash: hash, name: name)
      }
      if scalars[place] == Self.blank { break }
    }
  }

  /// Adds the words and pairs; gives the number of words.
  private func scanWords(into sink: inout some FeatureSink) -> Int {
    let seed = FeatureBlock.words.seed
    let pairs = FeatureSpace.mix(seed, 1)
    var last = (hash: FeatureSpace.mix(seed, 2), range: 0..<0)
    var count = 0
    func add(_ hash: UInt64, _ range: Range<Int>) {
      sink.add(
        .words, hash: FeatureSpace.mix(FeatureSpace.mix(pairs, last.hash), hash),
        name: .pair(last.range, range))
      last = (hash, range)
    }
    var start = 0
    while start < scalars.count {
      let kind = WordKind(scalars[start])
      var end = start + 1
      guard kind != .blank else {
        start = end
        continue
      }
      var hash = FeatureSpace.mix(seed, UInt64(scalars[start]))
      while kind != .sign, end < scalars.count, kind.continues(scalars[end]) {
        hash = FeatureSpace.mix(hash, UInt64(scalars[end]))
        end += 1
      }
      sink.add(.words, hash: hash, name: .word(start, end))
      add(hash, start..<end)
      count += 1
      start = end
    }
    add(FeatureSpace.mix(seed, 3), scalars.count..<scalars.count)
    return count
  }

  /// What a word can be made of: letters with blanks between words, or a run of one Japanese script, or one sign.
  private enum WordKind {
    case blank, spaced, kana, han, sign

    init(_ scalar: UInt32) {
      guard scalar >= 0x80 else {
        let isLetter = 0x61...0x7A ~= scalar || scalar == 0x30 || scalar == 0x5F
        self = isLetter ? .spaced : scalar == FeatureScan.blank ? .blank : .sign
        return
      }
      let properties = UnicodeTables.shared.properties[scalar]
      if properties.isKana || scalar == 0x30FC {
        self = .kana
      } else if properties.script == .han {
        self = .han
      } else {
        self = properties.kind == .letter || properties.kind == .number ? .spaced : .sign
      }
    }

    func continues(_ scalar: UInt32) -> Bool {
      if scalar >= 0x80, UnicodeTables.shared.properties[scalar].isMark { return true }
      return WordKind(scalar) == self
    }
  }

  // MARK: Shape and hosts

  private func shape(words: Int, into sink: inout some FeatureSink) {
    var digits = 0
    var exclamations = 0
    var questions = 0
    var emoji = 0
    let properties = UnicodeTables.shared.properties
    var position = 0
    while position < original.count {
      let (scalar, length) = original.scalar(at: position)
      position += length
      switch scalar {
      case 0x30...0x39, 0xFF10...0xFF19: digits += 1
      case 0x21, 0xFF01: exclamations += 1
      case 0x3F, 0xFF1F: questions += 1
      case 0..<0x2000: break
      default: if properties[scalar].contains(.emoji) { emoji += 1 }
      }
    }
    func add(_ shape: FeatureName.Shape, _ step: Int) {
      var hash = FeatureBlock.shape.seed
      for byte in shape.rawValue.utf8 { hash = FeatureSpace.mix(hash, UInt64(byte)) }
      hash = FeatureSpace.mix(hash, UInt64(step))
      sink.add(.shape, hash: hash, name: .shape(shape, step))
    }
    add(.length, Self.steps(scalars.count - 2))
    add(.words, Self.steps(words))
    add(.links, min(3, signals.links))
    add(.capitals, Int(signals.upperRatio * 5))
    add(.digits, min(8, Self.steps(digits)) / 2)
    add(.symbols, min(5, Int(signals.symbolRatio * 20)))
    add(.exclamations, min(3, exclamations))
    add(.questions, min(2, questions))
    add(.lines, min(4, signals.lines))
    add(.emoji, min(2, emoji))
  }

  /// ⌊2 log₂(n + 1)⌋.
  private static func steps(_ n: Int) -> Int {
    let n = UInt64(n) + 1
    return 63 - (n &* n).leadingZeroBitCount
  }

  private func hosts(into sink: inout some FeatureSink) {
    func add(_ name: String) {
      var hash = FeatureBlock.hosts.seed
      for byte in name.utf8 { hash = FeatureSpace.mix(hash, UInt64(byte)) }
      sink.add(.hosts, hash: hash, name: .host(name))
    }
    if signals.links > 0 { add("*") }
    for host in signals.hosts {
      add(host)
      let labels = host.split(separator: ".")
      if labels.count > 2 { add(labels.suffix(2).joined(separator: ".")) }
    }
  }
}

/// Writes texts that may make a pattern slow, from its syntax.
///
/// What is slow in a backtracking matcher are repetitions that can share one text in many ways: one inside another, one
/// beside another of common characters, and one that may begin anywhere in what it repeats (Davis et al., "The Impact
/// of Regular Expression Denial of Service in Practice", 2018). So each repetition is fed a long run of what it
/// repeats, after a text that leads to it, and before one that makes it fail.
struct AttackWriter {
  /// A repetition, and how the pattern gets there.
  private struct Site {
    /// A text that what stands before it matches.
    var before: String
    var part: PatternNode
    var isEndless: Bool
    /// Whether it repeats what is repeated itself, or stands in a repetition.
    var isNested: Bool
  }

  /// A text that the whole pattern is likely to match: it carries the literals without which nothing is run.
  private let whole: String
  private var sites: [Site] = []
  private var attacks: [AttackText] = []
  private var known: Set<AttackText> = []

  /// Attacks on a pattern, the likeliest first, at most ``AttackBounds/attacks``.
  static func attacks(on source: String, flags: RegexFlags) -> [AttackText] {
    var parser = PatternParser(source, flags: flags)
    let node = try? parser.parse()
    var writer = AttackWriter(whole: node.map { Self.sample($0) } ?? Self.literals(of: source))
    if let node {
      writer.visit(node, before: "", isInside: false)
      writer.attackSites()
    }
    writer.attackAnyway()
    return writer.attacks
  }

  private init(whole: String) { self.whole = whole }

  private mutating func visit(_ node: PatternNode, before: String, isInside: Bool) {
    guard sites.count < AttackBounds.sites else { return }
    switch node {
    case .empty, .unknown, .character: return
    case .concatenation(let parts):
      var before = before
      for part in parts {
        visit(part, before: before, isInside: isInside)
        if before.utf8.count < AttackBounds.sampleCharacters { before += Self.sample(part) }
      }
    case .alternation(let branches):
      for branch in branches { visit(branch, before: before, isInside: isInside) }
    case .lookaround(let part): visit(part, before: before, isInside: isInside)
    case .repetition(let part, _, let maximum):
      let isLong = maximum.map { $0 >= AttackBounds.longRepetition } ?? true
      if isLong || (isInside && maximum != 1) {
        sites.append(
          Site(
            before: before, part: part, isEndless: maximum == nil, isNested: isInside || part.hasRepetition))
      }
      visit(part, before: before, isInside: isInside || maximum != 1)
    }
  }

  /// Attacks the repetitions, nested and endless ones first.
  private mutating func attackSites() {
    let rank = { (site: Site) in (site.isNested ? 0 : 2) + (site.isEndless ? 0 : 1) }
    let order = sites.indices.sorted { (rank(sites[$0]), $0) < (rank(sites[$1]), $1) }
    // Every repetition is tried in its simplest form before any is tried in all.
    for round in 0..<3 {
      for index in order {
        let pumps = pumps(for: sites[index], at: index)
        for pump in round == 0
          ? Array(pumps.prefix(1)) : round == 1 ? Array(pumps.dropFirst().prefix(2)) : pumps
        {
          attack(sites[index], with: pump, everyForm: round == 2)
        }
      }
    }
  }

  /// What may be repeated at a site: what it repeats, in several spellings, and what it has in common with others.
  private func pumps(for site: Site, at index: Int) -> [String] {
    var pumps: [String] = []
    if case .character(let set) = site.part {
      for other in sites.indices where other != index {
        guard case .character(let neighbour) = sites[other].part else { continue }
        let shared = CharacterClass(
          ascii: ByteSet(words: set.ascii.words & neighbour.ascii.words), others: .listed([]))
        pumps += shared.representatives(atMost: 1).map { String($0) }
        if pumps.count > 4 { break }
      }
      let several = set.representatives(atMost: 3).map { String($0) }
      pumps += several.prefix(1) + [several.joined()] + several.dropFirst()
    } else {
      let variants = (0..<4).map { Self.sample(site.part, variant: $0) }
      pumps += variants.prefix(1) + [variants.joined()] + variants.dropFirst()
      if pumps.allSatisfy(\.isEmpty), case .repetition(let inner, _, _) = site.part {
        pumps.append(Self.sample(inner))
      }
    }
    var known: Set<String> = [""]
    return pumps.filter { known.insert($0).inserted }
  }

  private mutating func attack(_ site: Site, with pump: String, everyForm: Bool) {
    let end = Self.breaker(of: site.part)
    add(AttackText(prefix: site.before, pump: pump, suffix: end + whole))
    // Each turn begins anew: `foo.*bar` on foofoofoo….
    if !site.before.isEmpty { add(AttackText(pump: site.before + pump, suffix: end + whole)) }
    guard everyForm else { return }
    add(AttackText(prefix: site.before, pump: pump, suffix: end))
    add(AttackText(prefix: whole + end + site.before, pump: pump, suffix: end))
    if !site.before.isEmpty { add(AttackText(prefix: whole + end, pump: site.before + pump, suffix: end)) }
  }

  /// Attacks that need no reading of the pattern, for what the reading leaves out.
  private mutating func attackAnyway() {
    if !whole.isEmpty {
      add(AttackText(pump: String(whole.dropLast()) + "\n", suffix: whole))
      add(AttackText(pump: String(whole.dropLast()), suffix: "\n" + whole))
    }
    for pump in ["a", " ", "1", "a ", "\n", "http://a.a/", "\u{3042}", ".", "a1-", "<a ", "\""] {
      add(AttackText(pump: pump, suffix: "\n!" + whole))
    }
  }

  private mutating func add(_ attack: AttackText) {
    guard !attack.pump.isEmpty, attacks.count < AttackBounds.attacks, known.insert(attack).inserted else {
      return
    }
    attacks.append(attack)
  }

  private static func sample(_ node: PatternNode, variant: Int = 0) -> String {
    var room = AttackBounds.sampleCharacters
    return node.sample(variant: variant, room: &room)
  }

  /// What ends a run of what is repeated: a character that is none of its own, where there is one in ASCII.
  private static func breaker(of part: PatternNode) -> String {
    let own = part.ascii
    if let sign = "!\n\u{1}a0 ~".unicodeScalars.first(where: { !own.contains(UInt8($0.value)) }) {
      return String(sign)
    }
    // Of `[^>]` only `>` is left.
    let strange = (UInt8(0x20)...0x7E).first { !own.contains($0) }
    return strange.map { String(Unicode.Scalar($0)) } ?? "\n"
  }

  /// The letters, digits and blanks of a pattern that could not be read, as it spells them.
  private static func literals(of source: String) -> String {
    let kept = source.unicodeScalars.filter {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == " "
    }
    return String(String.UnicodeScalarView(kept.prefix(AttackBounds.sampleCharacters)))
  }
}

/// Every bound on attacks, each with its reason.
enum AttackBounds {
  /// Attacks on one pattern: each costs 70 µs where the pattern is sound, so 5,467 patterns are tried within some ten
  /// seconds.
  static let attacks = 40
  /// Repetitions of one pattern that are attacked.
  static let sites = 64
  /// Turns from which on a repetition counts as long: two of eight turns within one another make 64.
  static let longRepetition = 8
  /// Characters of one sample: longer ones would fill the text by themselves.
  static let sampleCharacters = 200
  /// The text that every attack is tried at first: what is quadratic takes 1 ms there, and what is exponential gives
  /// up.
  static let shortBytes = 2 * 1024
  /// The first text that the interpreter is given, which takes up to twenty times as long as machine code.
  static let interpretedBytes = 256
  /// CPU time from which on a text eight times as long is tried: that takes 512 times as long where a pattern is cubic,
  /// so less can't reach ``nanoseconds``.
  static let suspectNanoseconds: UInt64 = 30_000
  /// CPU time that no attack on a sound pattern takes.
  static let nanoseconds: UInt64 = 20_000_000
}

/// What the heuristics know from a comment's text alone.
///
/// Everything but `invisibles` and `lines` is counted in the view `nfkc`: full-width and mathematical letters are
/// letters, and what shows nothing hides nothing. Characters are Unicode scalars, so that no count depends on the
/// platform's idea of a grapheme.
package struct TextSignals: Sendable, Equatable {
  /// Links with a scheme or `www.`, tags that make one, and addresses of known shorteners without a scheme.
  package private(set) var links = 0

  /// The different hosts of the links, in order of appearance: lower case, without `www.`, port and name of a user.
  package private(set) var hosts: [String] = []

  /// Links whose host is a known URL shortener, or under one.
  package private(set) var shorteners = 0

  /// Scalars that are not marks; white space included.
  package private(set) var chars = 0

  /// Lines as an editor numbers them: 0 for the empty text, 1 for "a" and "a\n".
  package private(set) var lines = 0

  /// The longest run of one scalar, case apart; white space makes no runs.
  package private(set) var longestRun = 0

  /// Capitals among letters that have case; 0 with fewer than 8 of them.
  package private(set) var upperRatio = 0.0

  /// Symbols, punctuation and controls among all that is neither mark nor white space; 0 with fewer than 8 of those.
  package private(set) var symbolRatio = 0.0

  /// Whether a token mixes Latin, Greek and Cyrillic letters so that one imitates another.
  package private(set) var hasMixedScriptToken = false

  /// Scalars that show nothing, apart from those that spelling or emoji need.
  package private(set) var invisibles = 0

  /// The most marks on one base, after composition.
  package private(set) var marksPerBase = 0

  /// Looks at all of `body` once; linear, about the cost of two views.
  package init(body: String) {
    var views = Views(body)
    self.init(&views)
  }

  /// Looks at all of a text whose views may have been made already.
  package init(_ views: inout Views) {
    let raw = views.text(in: .raw).bytes
    let text = views.text(in: .nfkc).bytes
    count(text)
    lines = Self.lines(of: raw)
    invisibles = Self.invisibles(of: raw)
    let found = Self.links(in: text)
    links = found.count
    var known: Set<String> = []
    for host in found where !host.isEmpty {
      if known.insert(host).inserted { hosts.append(host) }
      if Shorteners.contain(host) { shorteners += 1 }
    }
  }

  /// The value of a signal of the group *text*; nil for any other signal.
  package func value(of signal: Signal) -> SignalValue? {
    switch signal {
    case .links: .number(Double(links))
    case .linkHosts: .number(Double(hosts.count))
    case .shorteners: .number(Double(shorteners))
    case .chars: .number(Double(chars))
    case .lines: .number(Double(lines))
    case .longestRun: .number(Double(longestRun))
    case .upperRatio: .number(upperRatio)
    case .symbolRatio: .number(symbolRatio)
    case .mixedScriptToken: .flag(hasMixedScriptToken)
    case .invisibles: .number(Double(invisibles))
    case .marksPerBase: .number(Double(marksPerBase))
    default: nil
    }
  }

  /// With fewer letters than this a ratio says nothing: "OK" is no shouting.
  private static let leastForRatio = 8

  private mutating func count(_ text: [UInt8]) {
    let properties = UnicodeTables.shared.properties
    var token = ScriptToken()
    var last: UInt32?
    var run = 0
    var marks = 0
    var upper = 0
    var cased = 0
    var symbols = 0
    var solid = 0
    var position = 0
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      position += length
      let known = properties[scalar]

      marks = known.isMark ? marks + 1 : 0
      marksPerBase = max(marksPerBase, marks)
      if token.ends(before: scalar, known) { hasMixedScriptToken = true }

      let isSpace = known.contains(.whiteSpace)
      run = isSpace ? 0 : scalar == last ? run + 1 : 1
      last = isSpace ? nil : scalar
      longestRun = max(longestRun, run)

      guard !known.isMark else { continue }
      chars += 1
      if known.contains(.cased) {
        cased += 1
        if known.contains(.uppercase) { upper += 1 }
      }
      if !isSpace {
        solid += 1
        if known.kind != .letter, known.kind != .number { symbols += 1 }
      }
    }
    if token.isMixed { hasMixedScriptToken = true }
    if cased >= Self.leastForRatio { upperRatio = Double(upper) / Double(cased) }
    if solid >= Self.leastForRatio { symbolRatio = Double(symbols) / Double(solid) }
  }

  /// Line feeds, carriage returns and both together end a line, as do U+0085, U+2028 and U+2029.
  private static func lines(of text: [UInt8]) -> Int {
    var lines = 0
    var position = 0
    var isOpen = false
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      position += length
      switch scalar {
      case 0x0D where position < text.count && text[position] == 0x0A: continue
      case 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
        lines += 1
        isOpen = false
      default: isOpen = true
      }
    }
    return isOpen ? lines + 1 : lines
  }
}

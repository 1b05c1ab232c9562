/// What a part of a pattern can spell, and what a text must have where it matches; built from the leaves up.
///
/// The method is RE2's (prefilter.cc), with ends kept: the strings that a part can begin and end with are
/// joined to its neighbours', so that `travel+er` asks for `travel` and `ler`. All strings are folded
/// (``CaseOrbits``).
struct Spelling: Sendable {
  /// Which text the strings are looked for in.
  enum Channel {
    case folded
    /// Folded, and then everything gone but the letters and digits of ASCII: `v[_\W]{0,3}[i1!]` spells `vi`,
    /// `v1` and `v`.
    case squeezed

    /// What a place of a pattern spells, if that is little.
    func spelled(_ set: CharacterClass) -> [[UInt8]]? {
      switch self {
      case .folded: set.folded(atMost: MatchingBounds.charactersOfPlace)
      case .squeezed: set.squeezed(atMost: MatchingBounds.charactersOfPlace)
      }
    }
  }

  /// All strings that it can match, if they are few.
  var exact: [[UInt8]]?
  /// Every match begins with one of these and ends with one of those; a single empty one says nothing.
  var beginnings: [[UInt8]]
  var ends: [[UInt8]]
  var minimumBytes: Int
  var byteSets: [ByteSet]
  var clauses: [[[UInt8]]]

  private static let nothing: [[UInt8]] = [[]]

  private init(exact: [[UInt8]]?, minimumBytes: Int, byteSets: [ByteSet] = [], clauses: [[[UInt8]]] = []) {
    self.exact = exact
    beginnings = exact ?? Self.nothing
    ends = exact ?? Self.nothing
    self.minimumBytes = minimumBytes
    self.byteSets = byteSets
    self.clauses = clauses
  }

  init(of node: PatternNode, in channel: Channel) {
    switch node {
    case .empty: self.init(exact: Self.nothing, minimumBytes: 0)
    case .unknown: self.init(exact: nil, minimumBytes: 0)
    case .character(let set):
      self.init(exact: channel.spelled(set), minimumBytes: set.minimumBytes, byteSets: [set.firstBytes])
    case .concatenation(let parts): self.init(sequence: parts, in: channel)
    case .alternation(let branches): self.init(oneOf: branches.map { Spelling(of: $0, in: channel) })
    case .repetition(let part, let minimum, let maximum):
      self.init(repeating: Spelling(of: part, in: channel), minimum: minimum, maximum: maximum)
    case .lookaround(let part):
      var inside = Spelling(of: part, in: channel)
      inside.settle()
      inside.settleByteSets()
      self.init(exact: Self.nothing, minimumBytes: 0, byteSets: inside.byteSets, clauses: inside.clauses)
    }
  }

  private init(sequence parts: [PatternNode], in channel: Channel) {
    self.init(exact: nil, minimumBytes: 0)
    var run = Self.nothing
    var isWhole = true
    for part in parts {
      var spelled: [[UInt8]]?
      var (beginnings, ends) = (Self.nothing, Self.nothing)
      if case .character(let set) = part {
        // Most parts of most patterns are these.
        spelled = channel.spelled(set)
        add(bytes: set.minimumBytes, [set.firstBytes])
      } else {
        let inside = Spelling(of: part, in: channel)
        (spelled, beginnings, ends) = (inside.exact, inside.beginnings, inside.ends)
        add(bytes: inside.minimumBytes, inside.byteSets)
        clauses += inside.clauses
      }
      if let spelled, Self.append(spelled, to: &run) { continue }
      if let spelled {
        close(run, isFirst: isWhole)
        run = spelled
      } else {
        _ = Self.append(beginnings, to: &run)
        close(run, isFirst: isWhole)
        run = ends
      }
      isWhole = false
    }
    if isWhole {
      exact = run
      beginnings = run
    } else {
      close(run, isFirst: false)
    }
    ends = run
  }

  private mutating func add(bytes: Int, _ sets: [ByteSet]) {
    minimumBytes = min(minimumBytes + bytes, MatchingBounds.phraseTextBytes)
    for set in sets where !byteSets.contains(set) { byteSets.append(set) }
  }

  /// Takes a stretch that every match has in it.
  private mutating func close(_ run: [[UInt8]], isFirst: Bool) {
    if isFirst { beginnings = run }
    clauses.append(run)
  }

  private init(oneOf branches: [Spelling]) {
    var all: [[UInt8]]? = []
    for branch in branches { all = Self.union(all, branch.exact) }
    self.init(exact: all, minimumBytes: branches.map(\.minimumBytes).min() ?? 0)
    let settled = branches.map { branch in
      var branch = branch
      branch.settle()
      branch.settleByteSets()
      return branch
    }
    // Any choice of one condition from each branch makes a condition of the whole; take the rarest of each,
    // then the second of each, and so on.
    for rank in 0..<(settled.map(\.byteSets.count).max() ?? 0) {
      guard settled.allSatisfy({ !$0.byteSets.isEmpty }) else { break }
      byteSets.append(settled.reduce(.empty) { $0.union($1.byteSets[min(rank, $1.byteSets.count - 1)]) })
    }
    if exact == nil {
      for rank in 0..<(settled.map(\.clauses.count).max() ?? 0) {
        guard settled.allSatisfy({ !$0.clauses.isEmpty }) else { break }
        var joined: [[UInt8]]? = []
        for branch in settled {
          joined = Self.union(joined, branch.clauses[min(rank, branch.clauses.count - 1)])
        }
        if let joined { clauses.append(joined) }
      }
      beginnings = Self.union(branches.map(\.beginnings))
      ends = Self.union(branches.map(\.ends))
    }
  }

  private init(repeating part: Spelling, minimum: Int, maximum: Int?) {
    guard maximum != 0 else {
      self.init(exact: Self.nothing, minimumBytes: 0)
      return
    }
    self.init(exact: part.exact == Self.nothing ? part.exact : nil, minimumBytes: 0)
    if minimum > 0 {
      minimumBytes = min(part.minimumBytes * minimum, MatchingBounds.phraseTextBytes)
      (beginnings, ends) = (part.beginnings, part.ends)
      (byteSets, clauses) = (part.byteSets, part.clauses)
    }
    guard let spelled = part.exact, spelled != Self.nothing else { return }
    repeatSpelling(spelled, minimum: minimum, maximum: maximum)
  }

  /// Writes out what a few strings spell when repeated, as far as it is not too much.
  private mutating func repeatSpelling(_ spelled: [[UInt8]], minimum: Int, maximum: Int?) {
    var times = Self.nothing
    var all: [[UInt8]]? = minimum == 0 ? times : []
    var least = times
    let most = min(max(maximum ?? 1, minimum), MatchingBounds.repetitions)
    for count in 1...most {
      guard Self.append(spelled, to: &times) else {
        all = nil
        break
      }
      if count <= minimum { least = times }
      if count >= minimum { all = Self.union(all, times) }
    }
    if let all, let maximum, maximum <= most, all.count <= max(MatchingBounds.spellings, spelled.count + 1) {
      (exact, beginnings, ends) = (all, all, all)
    } else if minimum > 0 {
      (beginnings, ends) = (least, least)
      clauses.append(least)
    }
  }

  /// Makes conditions of what is spelled, drops those that say nothing and puts the rarest first.
  mutating func settle() {
    if let exact { clauses.append(exact) }
    clauses = LiteralRarity.ranked(clauses)
  }

  mutating func settleByteSets() { byteSets = LiteralRarity.ranked(byteSets) }

  /// Continues each string of one with each of the other, if these are few and short.
  ///
  /// Gives false if not.
  private static func append(_ second: [[UInt8]], to first: inout [[UInt8]]) -> Bool {
    if second == nothing { return true }
    if first == nothing {
      first = second
      return true
    }
    let fewest = max(MatchingBounds.spellings, first.count, second.count)
    guard first.count * second.count <= fewest else { return false }
    let longest = first.reduce(0) { max($0, $1.count) } + second.reduce(0) { max($0, $1.count) }
    guard longest <= MatchingBounds.literalBytes else { return false }
    if second.count == 1 {
      for index in first.indices { first[index] += second[0] }
    } else {
      first = Array(Set(first.flatMap { start in second.map { start + $0 } }))
    }
    return true
  }

  private static func union(_ first: [[UInt8]]?, _ second: [[UInt8]]?) -> [[UInt8]]? {
    guard let first, let second, first.count + second.count <= MatchingBounds.alternatives else { return nil }
    return Array(Set(first).union(second))
  }

  private static func union(_ lists: [[[UInt8]]]) -> [[UInt8]] {
    let all = Set(lists.joined())
    return all.contains([]) || all.count > MatchingBounds.spellings ? nothing : Array(all)
  }
}

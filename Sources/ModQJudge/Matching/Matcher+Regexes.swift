extension Matcher {
  /// Runs the regexes of a bank that can match, and without the prefilter all others too.
  func runRegexes<Source: ViewSource>(
    of plan: Plan, bank: RegexBankScratch, on text: UnsafeBufferPointer<UInt8>, of viewed: Source.Viewed,
    views: inout Source, scratch: MatchScratch
  ) {
    plan.regexes.findCandidates(in: text, scratch: bank)
    guard text.count <= MatchingBounds.subjectBytes else {
      for number in bank.candidates {
        scratch.search.outcomes.append((plan.regexes.entries[Int(number)].test, .failed(.subjectCap)))
      }
      return
    }
    let patterns = text.count > MatchingBounds.unslicedBytes ? bank.slicing : bank.plain
    var branches = BranchHits()
    for number in bank.candidates {
      let pattern = patterns[Int(number)] ?? compile(number, of: plan, bank: bank, textCount: text.count)
      let started = scratch.profile.map { _ in ContinuousClock.now }
      defer {
        if let started {
          scratch.profile?.note(test: plan.regexes.entries[Int(number)].test, ContinuousClock.now - started)
        }
      }
      if let test = plan.regexes.simpleTest(number) {
        let finding = pattern?.firstMatch(in: text, scratch: scratch) ?? .failed(.unusable)
        if let outcome = branches.outcome(of: test, finding, in: viewed) {
          if branches.isAnother { scratch.search.outcomes.removeLast() }
          scratch.search.outcomes.append((test, outcome))
        }
        continue
      }
      let search = RegexSearch(pattern: pattern, entry: plan.regexes.entries[Int(number)])
      let found = search.hits(in: text, scratch: scratch) { mask in
        let bytes = views.text(in: .raw).bytes
        return mask.filter { Source.isPhrase(at: viewed.original($0), in: bytes) }
      }
      switch found {
      case .success(let hits) where hits.count < search.entry.atLeast: break
      case .success(let hits):
        scratch.search.outcomes.append((search.entry.test, .hit(hits.map { viewed.original($0) })))
      case .failure(let failure): scratch.search.outcomes.append((search.entry.test, .failed(failure)))
      }
    }
    if !mode.prefilter { findFaults(plan, bank: bank, on: text, scratch: scratch) }
  }

  /// Runs what the prefilter would leave out: a match is a fault of ours, a limit says nothing.
  private func findFaults(
    _ plan: Plan, bank: RegexBankScratch, on text: UnsafeBufferPointer<UInt8>, scratch: MatchScratch
  ) {
    let candidates = Set(bank.candidates)
    let patterns = text.count > MatchingBounds.unslicedBytes ? bank.slicing : bank.plain
    for (index, entry) in plan.regexes.entries.enumerated() where !candidates.contains(UInt32(index)) {
      let pattern = patterns[index] ?? compile(UInt32(index), of: plan, bank: bank, textCount: text.count)
      if case .found = pattern?.firstMatch(in: text, scratch: scratch) {
        scratch.search.faults.append(entry.test)
      }
    }
  }

  private func compile(_ number: UInt32, of plan: Plan, bank: RegexBankScratch, textCount: Int) -> Pattern? {
    let slicing = textCount > MatchingBounds.unslicedBytes
    let entry = plan.regexes.entries[Int(number)]
    let made = plan.store.pattern(Int(number) * 2 + (slicing ? 1 : 0)) { () throws(PatternError) in
      try Pattern(entry.source, flags: entry.flags, jit: mode.jit, slicing: slicing)
    }
    if slicing { bank.slicing[Int(number)] = made } else { bank.plain[Int(number)] = made }
    return made
  }
}

/// What the branches of one test have found so far: they come one after the other.
private struct BranchHits {
  private var test = -1
  /// The earliest hit; nil if a branch failed and none hit.
  private var first: Range<Int>?
  /// Whether the last outcome takes the place of one that was told before.
  private(set) var isAnother = false

  /// What the test has come to with one more finding; nil if that changes nothing.
  ///
  /// A hit counts even where another branch failed: the pattern matches.
  mutating func outcome(
    of test: Int, _ finding: Pattern.Finding, in viewed: some ViewedBytes
  ) -> TestOutcome? {
    isAnother = test == self.test
    switch finding {
    case .none: return nil
    case .failed(let failure):
      if isAnother { return nil }
      (self.test, first) = (test, nil)
      return .failed(failure)
    case .found(let hit):
      if isAnother, let first, first.lowerBound <= hit.lowerBound { return nil }
      (self.test, first) = (test, hit)
      return .hit([viewed.original(hit)])
    }
  }
}

extension MatchFailure: Error {}

/// One regex looked for in one text.
struct RegexSearch {
  var pattern: Pattern?
  var entry: RegexBank.Entry

  /// The first hits that no exception covers, at most `atLeast`.
  ///
  /// `keepPhrases` leaves of the exceptions those that begin and end as phrases do.
  func hits(
    in text: UnsafeBufferPointer<UInt8>, scratch: MatchScratch, keepPhrases: ([Range<Int>]) -> [Range<Int>]
  ) -> Result<[Range<Int>], MatchFailure> {
    guard let pattern else { return .failure(.unusable) }
    var hits: [Range<Int>] = []
    var mask: SpanMask?
    var from = 0
    var afterEmpty = false
    while hits.count < entry.atLeast, from <= text.count {
      switch pattern.firstMatch(in: text, from: from, afterEmpty: afterEmpty, scratch: scratch) {
      case .none: return .success(hits)
      case .failed(let failure): return .failure(failure)
      case .found(let range):
        if mask == nil, let exceptions = entry.exceptions {
          mask = SpanMask(keepPhrases(exceptions.occurrences(in: text)))
        }
        if !(mask?.covers(range) ?? false) { hits.append(range) }
        // `\K` in a look-ahead can end a match before the place where it was sought.
        from = max(range.upperBound, from)
        afterEmpty = range.isEmpty
      }
    }
    return .success(hits)
  }
}

extension AhoCorasick {
  /// Every place where a literal occurs.
  func occurrences(in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    scan(text) { output, end in
      var output = output
      while output != 0 {
        found.append(end - Int(lengths[output])..<end)
        output = Int(shorter[output])
      }
    }
    return found
  }
}

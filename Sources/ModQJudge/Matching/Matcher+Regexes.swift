extension Matcher {
  /// Runs the regexes of a bank that can match, and without the prefilter all others too.
  func runRegexes<Source: ViewSource>(
    of plan: Plan, bank: RegexBankScratch, on text: UnsafeBufferPointer<UInt8>, of viewed: Source.Viewed,
    views: inout Source, scratch: MatchScratch
  ) {
    plan.regexes.findCandidates(in: text, scratch: bank)
    for number in bank.candidates {
      let entry = plan.regexes.entries[Int(number)]
      guard text.count <= MatchingBounds.subjectBytes else {
        scratch.search.outcomes.append((entry.test, .failed(.subjectCap)))
        continue
      }
      let search = RegexSearch(pattern: pattern(number, of: plan, bank: bank, textCount: text.count), entry: entry)
      let found = search.hits(in: text, scratch: scratch) { mask in
        let bytes = views.text(in: .raw).bytes
        return mask.filter { Source.isPhrase(at: viewed.original($0), in: bytes) }
      }
      switch found {
      case .success(let hits) where hits.count < entry.atLeast: break
      case .success(let hits): scratch.search.outcomes.append((entry.test, .hit(hits.map { viewed.original($0) })))
      case .failure(let failure): scratch.search.outcomes.append((entry.test, .failed(failure)))
      }
    }
    guard !mode.prefilter, text.count <= MatchingBounds.subjectBytes else { return }
    for number in plan.regexes.entries.indices where !bank.candidates.contains(UInt32(number)) {
      let pattern = pattern(UInt32(number), of: plan, bank: bank, textCount: text.count)
      if case .found = pattern?.firstMatch(in: text, scratch: scratch) {
        scratch.search.faults.append(plan.regexes.entries[number].test)
      }
    }
  }

  private func pattern(_ number: UInt32, of plan: Plan, bank: RegexBankScratch, textCount: Int) -> Pattern? {
    let slicing = textCount > MatchingBounds.startsPerSlice
    let slot = Int(number) * 2 + (slicing ? 1 : 0)
    if let known = bank.patterns[slot] { return known }
    let entry = plan.regexes.entries[Int(number)]
    let made = plan.store.pattern(slot) { () throws(PatternError) in
      try Pattern(entry.source, flags: entry.flags, jit: mode.jit, slicing: slicing)
    }
    bank.patterns[slot] = made
    return made
  }
}

extension MatchFailure: Error {}

/// One regex looked for in one text.
struct RegexSearch {
  var pattern: Pattern?
  var entry: RegexBank.Entry

  /// The first hits that no exception covers, at most `atLeast`. `keepPhrases` leaves of the exceptions those that
  /// begin and end as phrases do.
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

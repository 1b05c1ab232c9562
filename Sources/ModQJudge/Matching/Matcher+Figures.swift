extension Matcher {
  /// Bytes that the automata take up.
  package var automatonBytes: Int {
    plans.joined().reduce(0) { $0 + $1.regexes.byteCount + ($1.phrases?.byteCount ?? 0) }
  }

  /// How many patterns have been compiled so far.
  package var compiledCount: Int { plans.joined().reduce(0) { $0 + $1.store.compiledCount } }

  /// The regexes that the prefilter lets through for an event, at the cost of finding that out.
  package func candidates<Source: ViewSource>(
    in subject: Subject, scratch: MatchScratch, through views: Source.Type
  ) -> [Int] {
    prepare(scratch)
    var found: [Int] = []
    for (plan, bank) in zip(plans.joined(), scratch.search.banks) {
      guard let text = subject.text(of: plan.field) else { continue }
      var views = Source(text)
      views.text(in: plan.view).bytes.withUnsafeBufferPointer {
        plan.regexes.findCandidates(in: $0, scratch: bank)
      }
      // Branches of one regex stand together.
      for number in bank.candidates {
        let test = plan.regexes.entries[Int(number)].test
        if found.last != test { found.append(test) }
      }
    }
    return found
  }
}

extension Pattern {
  /// Whether it matches anywhere in a text of valid UTF-8; nil where a limit was hit.
  package func matches(_ text: UnsafeBufferPointer<UInt8>, _ scratch: MatchScratch) -> Bool? {
    switch call(on: text, from: 0, scratch: scratch) {
    case .found: true
    case .none: false
    case .failed: nil
    }
  }
}

import ModQEvent

@testable import ModQJudge

/// What the bytes are read as.
///
/// A law that does not hold traps, and the fuzzer keeps the bytes.
enum Target: String, CaseIterable {
  case event, rules, condition, literals, views, terminal, entry, verdict, note, filter

  /// The one that was asked for; set before the first input.
  nonisolated(unsafe) static var current = Target.event

  func take(_ bytes: [UInt8]) {
    switch self {
    case .event: Target.decode(bytes)
    case .rules: Target.load(bytes)
    case .condition: Target.parse(bytes)
    case .literals: Target.match(bytes)
    case .views: Target.view(bytes)
    case .terminal: Target.show(bytes)
    case .entry: Target.restore(bytes)
    case .verdict: Target.recall(bytes)
    case .note: Target.trust(bytes)
    case .filter: Target.choose(bytes)
    }
  }

  /// An event that is taken in is written as a line that is the same event.
  private static func decode(_ bytes: [UInt8]) {
    let arrival = Timestamp(milliseconds: 1_750_000_000_000)
    guard let event = try? EventDecoder.decode(line: bytes.span, arrival: arrival) else { return }
    let again = try? EventDecoder.decode(line: event.line.span, arrival: arrival)
    precondition(again?.line == event.line, "an event that is written and read is the same")
  }

  /// Any bytes are rules, or have problems.
  private static func load(_ bytes: [UInt8]) {
    do throws(RuleProblems) {
      _ = try RuleSet.load(files: [RuleFile(path: "a.yml", bytes: bytes)])
    } catch {
      precondition(!error.rendered.isEmpty, "what is refused is told")
    }
  }

  /// Any text is a condition, or is refused at a place in it.
  private static func parse(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(ConditionError) {
      _ = try ConditionParser.parse(text)
    } catch {
      precondition((0...text.utf8.count).contains(error.offset), "an error is inside the text")
    }
  }

  /// A pattern, a line feed, a text: what PCRE2 matches is not skipped for want of a literal.
  private static func match(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), let end = text.firstIndex(of: "\n") else {
      return
    }
    let (source, subject) = (String(text[..<end]), Array(text[end...].dropFirst().utf8))
    guard let pattern = try? Pattern(source, flags: []) else { return }
    let bank = RegexBank([
      RegexBank.Entry(test: 0, source: source, flags: [], atLeast: 1, exceptions: nil)
    ])
    let scratch = RegexBankScratch(for: bank)
    subject.withUnsafeBufferPointer { utf8 in
      bank.findCandidates(in: utf8, scratch: scratch)
      guard scratch.candidates.isEmpty else { return }
      if case .found = pattern.call(on: utf8, from: 0, scratch: MatchScratch()) {
        preconditionFailure("\(source) matches and is not run")
      }
    }
  }

  /// Every view is text, and every scalar of it leads back into the original, in order.
  private static func view(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    var views = Views(text)
    for view in View.allCases {
      let shown = views.text(in: view)
      guard let string = String(validating: shown.bytes, as: UTF8.self) else {
        preconditionFailure("\(view) is no UTF-8")
      }
      var (end, last) = (0, 0..<0)
      for scalar in string.unicodeScalars {
        let range = end..<end + UTF8.width(scalar)
        end = range.upperBound
        let back = shown.original(range)
        precondition(!back.isEmpty && back.upperBound <= bytes.count, "\(view) leads into the original")
        precondition(
          last.lowerBound <= back.lowerBound && last.upperBound <= back.upperBound, "\(view) keeps the order")
        last = back
      }
    }
  }
}

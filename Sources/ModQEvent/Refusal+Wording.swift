/// Every sentence that a refusal says, and nowhere else: what is wrong, and in brackets what to do about it.
///
/// Positions count from 0 here, columns from 1.
extension Refusal {
  private init(_ reason: Reason, at position: Int, _ message: String) {
    self.init(column: position + 1, reason: reason, message: message)
  }

  /// What the grammar of JSON wanted.
  enum Expectation: String {
    case object = "an object in braces"
    case key = "a key in double quotes"
    case colon = "a colon after the key"
    case value = "a value"
    case commaOrBrace = #""," or "}""#
    case commaOrBracket = #""," or "]""#
    case quote = "the closing quote of a string"
    case escape = #"one of \" \\ \/ \b \f \n \r \t \u"#
    case hexadecimal = #"four hexadecimal digits after \u"#
    case digit = "a digit"
    case noLeadingZero = "a number without leading zeros"
    case end = "nothing after the object"
  }
}

/// Faults that other targets find.
extension Refusal {
  /// The id `id` is in the log with other content.
  package static func conflict(id: String) -> Refusal {
    Refusal(
      .conflict, at: 0,
      "\(quoted(id)) is in the log already, with other content (give a new event an id of its own)")
  }

  /// An edit of the comment `comment`, which is not in the log.
  package static func unknownComment(_ comment: String) -> Refusal {
    Refusal(
      .unknownComment, at: 0,
      "\(quoted(comment)) is not a comment in the log (send the comment before its edit)")
  }

  /// A line beyond ``Bounds/lineBytes``; the column is that of the first byte too many.
  package static var lineTooLong: Refusal {
    Refusal(
      .lineTooLong, at: Bounds.lineBytes,
      "the line is longer than \(Bounds.lineBytes) bytes (shorten it; no event needs as much)")
  }
}

/// Faults of JSON.
extension Refusal {
  static func syntax(_ expected: Expectation, at position: Int, in bytes: Span<UInt8>) -> Refusal {
    let found = position < bytes.count ? "there is \(character(at: position, in: bytes))" : "the line ends"
    return Refusal(
      .badJSON, at: position,
      "not JSON: where \(expected.rawValue) should be, \(found) (write one object of JSON a line)")
  }

  static func controlCharacter(_ byte: UInt8, at position: Int) -> Refusal {
    Refusal(
      .badJSON, at: position,
      "not JSON: a control character inside a string (write it as \(escape(UInt16(byte))))")
  }

  static func invalidUTF8(at position: Int) -> Refusal {
    Refusal(.invalidUTF8, at: position, "not UTF-8 (write the line in UTF-8)")
  }

  static func loneSurrogate(_ unit: UInt16, at position: Int) -> Refusal {
    Refusal(
      .loneSurrogate, at: position,
      "\(escape(unit)) is half a character (write both halves, or the character itself)")
  }

  static func duplicateKey(_ key: String, at position: Int) -> Refusal {
    Refusal(.duplicateKey, at: position, "\(quoted(key)) comes twice in one object (leave one out)")
  }

  static func tooDeep(at position: Int) -> Refusal {
    Refusal(.tooDeep, at: position, "nested deeper than \(Bounds.nesting) levels (flatten it)")
  }

  static func notFinite(_ token: Range<Int>, in bytes: Span<UInt8>) -> Refusal {
    Refusal(
      .notFinite, at: token.lowerBound,
      "\(excerpt(bytes, token)) is larger than any number here (write it as a string)")
  }
}

/// Faults of the schema.
extension Refusal {
  static func missing(_ key: EventKey, of kind: EventKind?, in members: borrowing EventMembers) -> Refusal {
    // A bound: nobody misspells a key behind hundreds of others, and each costs a comparison.
    let stranger = members.foreign.prefix(64).first { foreign in
      Suggestion.closest(to: foreign.member.key, among: [key.name]) != nil
    }
    guard let stranger else {
      return Refusal(
        .missingKey, at: 0, "\(quoted(key.name)) is missing (\(kind.map(indefinite) ?? "an event") needs it)")
    }
    return Refusal(
      .missingKey, at: stranger.position,
      "\(quoted(key.name)) is missing, and \(quoted(stranger.member.key)) is not known "
        + "(did you mean \(quoted(key.name))?)")
  }

  static func notAString(_ key: EventKey, _ slot: EventMembers.Slot, in bytes: Span<UInt8>) -> Refusal {
    let found =
      EventKeySet.personal.contains(key)
      ? indefinite(slot.shape) : excerpt(bytes, slot.start..<slot.end)
    return Refusal(
      .badType, at: slot.start, "\(quoted(key.name)) is not a string: \(found) (write it in quotes)")
  }

  static func ownParent(_ id: String, at start: Int) -> Refusal {
    Refusal(
      .badValue, at: start,
      "\"parent\" is the reply itself: \(quoted(id)) (name the comment that it answers, or send a comment)")
  }

  static func notAVote(_ slot: EventMembers.Slot, in bytes: Span<UInt8>) -> Refusal {
    Refusal(
      slot.shape == .number ? .badValue : .badType, at: slot.start,
      "\"value\" is not a vote: \(excerpt(bytes, slot.start..<slot.end)) (write 1, -1, or 0 to withdraw)")
  }

  static func notATime(_ key: EventKey, _ slot: EventMembers.Slot, in bytes: Span<UInt8>) -> Refusal {
    Refusal(
      .badTime, at: slot.start,
      "\(quoted(key.name)) is not a time: \(excerpt(bytes, slot.start..<slot.end)) "
        + "(write RFC 3339 or milliseconds)")
  }

  static func timeAhead(_ at: Timestamp, arrival: Timestamp, at position: Int) -> Refusal {
    Refusal(
      .timeAhead, at: position,
      "\"at\" is \(at.rfc3339), more than \(Bounds.aheadMilliseconds / 60_000) minutes after the line came, "
        + "\(arrival.rfc3339) (set the sender's clock)")
  }

  static func unknownType(_ name: String, at position: Int) -> Refusal {
    let advice = advice(name, EventKind.allCases.map(\.rawValue))
    return Refusal(
      .unknownType, at: position, "\"type\" is no kind of event: \(quoted(name)) (\(advice))")
  }

  static func bodyTooLong(_ count: Int, at position: Int) -> Refusal {
    Refusal(
      .bodyTooLong, at: position,
      "\"body\" has \(count) bytes, and may have \(Bounds.bodyBytes) (cut it, or refuse it on the site)")
  }

  static func nickTooLong(_ key: EventKey, _ count: Int, at position: Int) -> Refusal {
    Refusal(
      .nickTooLong, at: position,
      "\(quoted(key.name)) has \(count) bytes, and may have \(Bounds.identifierBytes) (allow shorter names)")
  }

  static func identifierTooLong(_ key: EventKey, _ count: Int, at position: Int) -> Refusal {
    Refusal(
      .idTooLong, at: position,
      "\(quoted(key.name)) has \(count) bytes, and may have \(Bounds.identifierBytes) (send a digest of it)")
  }

  static func empty(_ key: EventKey, at position: Int) -> Refusal {
    Refusal(.badValue, at: position, "\(quoted(key.name)) is empty (it has to name something)")
  }

  static func nul(_ key: EventKey, at position: Int) -> Refusal {
    Refusal(.nul, at: position, "\(quoted(key.name)) contains U+0000 (take it out)")
  }

  static func reserved(_ key: EventKey, _ name: String, at position: Int) -> Refusal {
    Refusal(
      .reservedID, at: position,
      "\(quoted(key.name)) begins with \"modq:\", as ours do: \(quoted(name)) "
        + "(lines of an export say \"modq\":\"export\"; else begin it with something else)")
  }

  static func unknownMark(_ mark: String, at position: Int) -> Refusal {
    Refusal(
      .badValue, at: position,
      "\"modq\" is the mark of an export, which says \"export\" there, not \(quoted(mark)) (leave it out)")
  }
}

/// Faults of decisions.
extension Refusal {
  static func unknownAction(_ name: String, at position: Int) -> Refusal {
    let verbs = Decision.Verb.allCases.filter(\.isSent)
    return Refusal(
      .badValue, at: position,
      "\"action\" is nothing that can be decided: \(quoted(name)) (\(advice(name, verbs.map(\.rawValue))))")
  }

  static func rejudgeFromOutside(at position: Int) -> Refusal {
    Refusal(.badValue, at: position, "\"rejudge\" is decided by the rules alone (run `modq sweep`)")
  }

  static func decidedByRules(at position: Int) -> Refusal {
    Refusal(
      .badValue, at: position,
      "\"by\" is \"rules\", the name under which `modq sweep` decides (name the person who decided)")
  }

  static func noTarget(of verb: Decision.Verb) -> Refusal {
    Refusal(
      .missingKey, at: 0,
      "\(quoted(verb.rawValue)) is about nothing (write \(listed(verb.targets.map { quoted($0.name) })))")
  }

  static func twoTargets(_ first: EventKey, _ second: EventKey, at position: Int) -> Refusal {
    Refusal(
      .badValue, at: position,
      "a decision is about one thing, not both \(quoted(first.name)) and \(quoted(second.name)) "
        + "(leave one out)")
  }

  static func wrongTarget(_ key: EventKey, of verb: Decision.Verb, at position: Int) -> Refusal {
    Refusal(
      .badValue, at: position,
      "\(quoted(verb.rawValue)) can't be about \(quoted(key.name)) "
        + "(write \(listed(verb.targets.map { quoted($0.name) })))")
  }

  static func undoesItself(at position: Int) -> Refusal {
    Refusal(.badValue, at: position, "\"undoes\" names the decision itself (name an earlier one)")
  }
}

/// Pieces of sentences.
extension Refusal {
  /// Characters of foreign text in a message.
  private static let excerptLength = 40

  private static func quoted(_ text: String) -> String {
    "\"\(cut(text))\""
  }

  /// Cut by code points: one character can carry a thousand marks.
  private static func cut(_ text: String) -> String {
    let end =
      text.unicodeScalars.index(
        text.startIndex, offsetBy: excerptLength, limitedBy: text.endIndex) ?? text.endIndex
    return end == text.endIndex ? text : text[..<end] + "…"
  }

  private static func excerpt(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
    let end = min(range.upperBound, range.lowerBound + 4 * excerptLength + 4)
    return cut(String(decoding: (range.lowerBound..<end).map { bytes[$0] }, as: UTF8.self))
  }

  /// The one character at `position`: a word there may be what somebody wrote.
  private static func character(at position: Int, in bytes: Span<UInt8>) -> String {
    switch bytes[position] {
    case 0x80..<0xC2, 0xF5...: "the byte 0x\(String(bytes[position], radix: 16, uppercase: true))"
    case let first:
      quoted(String(excerpt(bytes, position..<min(position + (first < 0x80 ? 1 : 4), bytes.count)).prefix(1)))
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func advice(_ typed: String, _ names: [String]) -> String {
    Suggestion.closest(to: typed, among: names).map { "did you mean \(quoted($0))?" }
      ?? "write \(listed(names))"
  }

  private static func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func indefinite(_ shape: JSONReader.Shape) -> String {
    switch shape {
    case .string: "a string"
    case .number: "a number"
    case .object: "an object"
    case .array: "an array"
    case .null: "null"
    case .bool: "true or false"
    }
  }

  private static func indefinite(_ kind: EventKind) -> String {
    kind == .edit ? "an edit" : "a \(kind.rawValue)"
  }
}

import ModQEvent

extension Verdict {
  /// The verdict that ``json`` was made of; nil if the bytes are no such object.
  ///
  /// Keys that are not known are refused: a newer program's verdict must not be folded as something less.
  package init?(json: [UInt8]) {
    guard let members = (try? JSONValue.parse(json))?.object else { return nil }
    self.init()
    for member in members {
      guard read(member.value, for: member.key) else { return nil }
    }
  }

  private mutating func read(_ value: JSONValue, for key: String) -> Bool {
    switch key {
    case "author":
      guard let author = Author(recorded: value) else { return false }
      self.author = author
    case "errors":
      guard let errors = value.all(Failure.init(recorded:)) else { return false }
      self.errors = errors
    case "learned":
      guard let parts = value.array, parts.count == 2, let spam = parts[0].double, let k = parts[1].integer
      else { return false }
      learned = Learned(spam: spam, k: k)
    case "links":
      guard let links = value.integer else { return false }
      self.links = Int(links)
    case "reasons":
      guard let reasons = value.all(Reason.init(recorded:)) else { return false }
      self.reasons = reasons
    case "ruleset":
      guard let ruleset = value.integer else { return false }
      self.ruleset = ruleset
    case "score":
      guard let score = value.double else { return false }
      self.score = score
    case "shadow":
      guard let shadow = value.all(Reason.init(recorded:)) else { return false }
      self.shadow = shadow
    case "verdict":
      guard let outcome = Outcome(recorded: value) else { return false }
      self.outcome = outcome
    default: return false
    }
    return true
  }
}

extension JSONValue {
  /// The elements of an array, each read by `read`; nil if this is none, or one of them is not what it should be.
  fileprivate func all<T>(_ read: (JSONValue) -> T?) -> [T]? {
    guard let elements = array else { return nil }
    let all = elements.compactMap(read)
    return all.count == elements.count ? all : nil
  }
}

extension Verdict.Outcome {
  fileprivate init?(recorded value: JSONValue) {
    guard let name = value.string, let outcome = Self.allCases.first(where: { $0.name == name }) else {
      return nil
    }
    self = outcome
  }
}

extension Verdict.Author {
  fileprivate init?(recorded value: JSONValue) {
    guard let parts = value.array, parts.count == 4, let tier = parts[0].string.flatMap(Tier.init(rawValue:)),
      let expected = parts[1].double, let lower = parts[2].double, let upper = parts[3].double
    else { return nil }
    self.init(tier: tier, expected: expected, lower: lower, upper: upper)
  }
}

extension Verdict.Failure {
  fileprivate init?(recorded value: JSONValue) {
    guard let parts = value.array, parts.count == 3, let rule = parts[0].string, let name = parts[1].string,
      let reason = parts[2].string.flatMap(MatchFailure.init(rawValue:))
    else { return nil }
    self.init(rule: rule, name: name, reason: reason)
  }
}

extension Verdict.Match {
  fileprivate init?(recorded value: JSONValue) {
    guard let parts = value.array, parts.count == 4, let name = parts[0].string,
      let field = parts[1].string.flatMap(Field.init(rawValue:)), let start = parts[2].integer,
      let end = parts[3].integer
    else { return nil }
    self.init(name: name, field: field, start: Int(start), end: Int(end))
  }
}

extension Verdict.Reason {
  fileprivate init?(recorded value: JSONValue) {
    guard let members = value.object, let rule = value["rule"]?.string else { return nil }
    self.init(rule: rule, score: 0)
    for member in members where member.key != "rule" {
      guard read(member.value, for: member.key) else { return nil }
    }
  }

  private mutating func read(_ value: JSONValue, for key: String) -> Bool {
    switch key {
    case "allow":
      guard let allow = value.bool else { return false }
      self.allow = allow
    case "braked":
      guard let isBraked = value.bool else { return false }
      self.isBraked = isBraked
    case "floor":
      guard let floor = Verdict.Outcome(recorded: value) else { return false }
      self.floor = floor
    case "matches":
      guard let matches = value.all(Verdict.Match.init(recorded:)) else { return false }
      self.matches = matches
    case "score":
      guard let score = value.double else { return false }
      self.score = score
    case "values":
      guard let members = value.object else { return false }
      values = members.map { Verdict.Value(name: $0.key, value: SignalValue(recorded: $0.value)) }
    default: return false
    }
    return true
  }
}

extension SignalValue {
  fileprivate init(recorded value: JSONValue) {
    self =
      if let number = value.double {
        .number(number)
      } else if let flag = value.bool {
        .flag(flag)
      } else if let word = value.string {
        .word(word)
      } else {
        .unknown
      }
  }
}

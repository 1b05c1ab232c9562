import SeededNumbers

@testable import ModQEvent

/// Events of every kind, with all they may carry.
extension SplitMix64 {
  mutating func event(of kind: EventKind, isDated: Bool = true) -> Event {
    let action = action(of: kind)
    let content = Content(of: action, isDated: isDated, unknown: unknownMembers())
    return Event(
      site: perhaps { $0.name() } ?? "", id: "id" + text(upTo: 6), at: isDated ? instant() : nil,
      action: action,
      content: content)
  }

  mutating func instant() -> Timestamp {
    Timestamp(
      milliseconds: Int64.random(
        in: Timestamp.earliest.milliseconds...Timestamp.latest.milliseconds, using: &self))
  }

  private mutating func action(of kind: EventKind) -> Event.Action {
    switch kind {
    case .comment: .comment(comment())
    case .reply: .reply(comment(), parent: name())
    case .vote:
      .vote(
        Vote(
          comment: name(), value: Int.random(in: -1...1, using: &self), voter: perhaps { $0.text(upTo: 4) },
          sender: sender()))
    case .edit: .edit(Edit(comment: name(), body: text(upTo: 30, allowsNul: true), sender: sender()))
    case .delete: .delete(comment: name())
    case .report:
      .report(
        Report(
          comment: name(), reporter: perhaps { $0.text(upTo: 4) },
          reason: perhaps { $0.text(upTo: 9, allowsNul: true) },
          sender: sender()))
    case .decision: .decision(decision())
    }
  }

  private mutating func comment() -> Comment {
    Comment(
      thread: text(upTo: 5), nick: text(upTo: 5), body: text(upTo: 40, allowsNul: true),
      link: perhaps { $0.text(upTo: 5) }, url: perhaps { $0.text(upTo: 5) }, sender: sender())
  }

  private mutating func sender() -> Sender {
    Sender(
      ip: perhaps { $0.text(upTo: 3) }, email: perhaps { $0.text(upTo: 3) },
      agent: perhaps { $0.text(upTo: 8) },
      proof: perhaps { $0.text(upTo: 3) })
  }

  private mutating func decision() -> Decision {
    let verb = Decision.Verb.allCases.filter(\.isSent).randomElement(using: &self) ?? .note
    let keys = Decision.Target.keys.filter { verb.targets.contains($0.0) }
    let target = keys.randomElement(using: &self)?.1(name()) ?? .comment(name())
    return Decision(
      verb: verb, target: target, by: name(), reason: perhaps { $0.text(upTo: 9) },
      until: once(in: 2) ? instant() : nil, batch: perhaps { $0.name() })
  }

  private mutating func unknownMembers() -> [JSONValue.Member] {
    guard once(in: 2) else { return [] }
    return (0..<Int.random(in: 1...4, using: &self)).map { index in
      JSONValue.Member(key: "\(index)\(text(upTo: 3))", value: value(depth: 3))
    }
  }

  /// Any JSON, nested at most so deep.
  mutating func value(depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &self) {
    case 0: .null
    case 1: .bool(once(in: 2))
    case 2:
      .number(
        ["0", "-0", "1.0", "1e5", "-12.50E-3", "123456789012345678901234567890"].randomElement(using: &self)
          ?? "0")
    case 3, 4: .string(text(upTo: 8, allowsNul: true))
    case 5: .array((0..<Int.random(in: 0...3, using: &self)).map { _ in value(depth: depth - 1) })
    default:
      .object(
        (0..<Int.random(in: 0...3, using: &self)).map {
          JSONValue.Member(key: text(upTo: 2) + "\($0)", value: value(depth: depth - 1))
        })
    }
  }
}

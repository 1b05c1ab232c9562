package import ModQEvent

/// One entry of a rule's `tests`: what it must fire on, or must not.
package struct RuleTest: Sendable, Equatable {
  package var form: Form
  package var location: SourceLocation

  package enum Form: Sendable, Equatable {
    /// One text on its own, by an author of whom nothing is known but what the test says.
    case sample(Sample)
    /// Events one after the other, each judged in the light of those before.
    case stream([StreamLine])
  }

  package enum Expectation: String, Sendable, CaseIterable {
    case hit, miss
  }

  /// One text and what it came with.
  package struct Sample: Sendable, Equatable {
    package var expectation: Expectation
    /// Comment, reply or edit.
    package var kind: EventKind
    package var body: String
    /// What the first hit of the rule must cover, as written in the body.
    package var span: String?
    /// Nil: any time at which the rule is in force.
    package var at: Timestamp?
    package var nick: String?
    package var url: String?
    package var email: String?
    package var ip: String?
    package var agent: String?
    package var thread: String?
    package var site: String?
    /// The text that a reply answers.
    package var parentBody: String?
    /// Signals that have these values; the others are as for a first comment of an unknown author.
    package var values: [Signal: SignalValue]

    /// What the matcher looks at.
    package var subject: Subject {
      var subject = Subject(body: body, nick: nick)
      subject.url = url
      subject.email = email
      subject.ip = ip
      subject.agent = agent
      subject.thread = thread
      subject.site = site
      subject.parentBody = parentBody
      return subject
    }
  }

  /// Whether some entry says that the rule must fire (or must not).
  func expects(_ expectation: Expectation) -> Bool {
    switch form {
    case .sample(let sample): sample.expectation == expectation
    case .stream(let lines): lines.contains { $0.expectation == expectation }
    }
  }
}

/// One event of a `stream` test.
package struct StreamLine: Sendable, Equatable {
  package var kind: EventKind
  /// After the first moment of the test, in milliseconds.
  package var offsetMilliseconds: Int64
  /// The keys of the event's line of JSON with text values, `id` always among them, in the order of their
  /// UTF-8 bytes.
  package var texts: [Key]
  /// The number of a vote.
  package var value: Int?
  /// What the rule must do when this line is judged; nil: whatever it likes.
  package var expectation: RuleTest.Expectation?
  /// What the first hit must cover.
  package var span: String?
  package var location: SourceLocation

  package struct Key: Sendable, Equatable {
    package var name: String
    package var text: String
  }
}

/// What of an event a test can look at, named as in a rule's key `field`.
package enum Field: String, Sendable, CaseIterable {
  case body, nick, url, email, ip, agent, thread, site
  /// The host of `url`, lower case, without a port.
  case urlHost = "url.host"
  /// The text that a reply answers.
  case parentBody = "parent.body"
}

/// The texts of one event, by field.
///
/// A field that the event does not have is nil, and no test on it matches.
package struct Subject: Sendable {
  package var body: String?
  package var nick: String?
  package var url: String?
  package var email: String?
  package var ip: String?
  package var agent: String?
  package var thread: String?
  package var site: String?
  package var parentBody: String?

  package init(body: String? = nil, nick: String? = nil) {
    self.body = body
    self.nick = nick
  }
}

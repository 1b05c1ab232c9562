package import ModQEvent
package import ModQEventLog
import ModQJudge

/// Who signs an event, as far as a nickname and what the site vouches for tell.
package enum Identity: Sendable, Equatable {
  /// A name that many sign with, or none: nobody with a standing.
  case anonymous
  /// A nickname of one's own; with a proof it is another person than without.
  case named(key: String, proof: String?)
}

extension Projections {
  /// Who signs with `nick` under the policy in force.
  ///
  /// An empty name and a shared one are nobody's.
  package func identity(nick: String?, sender: Sender) -> Identity {
    let key = nickKeys.key(of: nick ?? "")
    return key.isEmpty || regime.policy.sharedNicks.contains(key)
      ? .anonymous : .named(key: key, proof: sender.proof)
  }

  /// The number of an author on a site: the one they have, or the next.
  ///
  /// Nil for nobody.
  ///
  /// Numbers are per site, from 1, in the order in which the log first has their bearers.
  package func actor(for identity: Identity, site: String) throws(LogError) -> Int64? {
    guard case .named(let key, let proof) = identity else { return nil }
    if let known = try knownActor(nickKey: key, proof: proof, site: site) { return known }
    return try lastActor(site: site) + 1
  }

  /// The number that an author of a site has; nil for somebody who was not seen yet.
  package func knownActor(nickKey: String, proof: String?, site: String) throws(LogError) -> Int64? {
    guard let siteNumber = try names.site(site) else { return nil }
    return try names.author(nickKey: nickKey, proof: proof, site: siteNumber).map { $0 - siteNumber << 32 }
  }

  /// The highest number that any author of a site has; 0 if there is none.
  package func lastActor(site: String) throws(LogError) -> Int64 {
    try names.site(site).flatMap { (number) throws(LogError) in try sites.row(number)?.actors } ?? 0
  }

  /// The number of a site; nil if it was not seen yet.
  package func number(ofSite site: String) throws(LogError) -> Int64? { try names.site(site) }

  /// The number of who a decision on a nickname is about.
  ///
  /// Where a site sends proofs several people may share the name: then the name itself, without a proof, is
  /// what the decision is about, unless it has but one bearer.
  package func subject(nick: String, site: String) throws(LogError) -> Int64? {
    let key = nickKeys.key(of: nick)
    guard !key.isEmpty, let siteNumber = try names.site(site) else {
      return try actor(for: .named(key: key, proof: nil), site: site)
    }
    let bearers = try authorNumbers(nickKey: key, site: siteNumber)
    if bearers.count == 1 { return bearers[0] - siteNumber << 32 }
    return try actor(for: .named(key: key, proof: nil), site: site)
  }

  /// The authors of a site with this key, with whatever proof.
  package func authorNumbers(nickKey: String, site: Int64) throws(LogError) -> [Int64] {
    try authors.flush()
    let query = queries.authorsByKey
    query.bind(1, nickKey)
    query.bind(2, site)
    var found: [Int64] = []
    while try query.step() { found.append(query.int(0)) }
    return found
  }
}

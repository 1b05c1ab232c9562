extension Subject {
  /// The text of a field; nil where the event has none.
  package func text(of field: Field) -> String? {
    switch field {
    case .body: body
    case .nick: nick
    case .url: url
    case .email: email
    case .ip: ip
    case .agent: agent
    case .thread: thread
    case .site: site
    case .urlHost: url.flatMap(Self.host)
    case .parentBody: parentBody
    }
  }

  /// The host of an address as RFC 3986 divides it, in lower case, without user and port; nil if it has none.
  static func host(of url: String) -> String? {
    guard let scheme = url.utf8.firstRange(of: "//".utf8) else { return nil }
    let authority = url.utf8[scheme.upperBound...].prefix { !"/?#\\".utf8.contains($0) }
    let named = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[authority.index(after: $0)...] }
    let place = named ?? authority
    let end =
      place.first == UInt8(ascii: "[")
      ? place.firstIndex(of: UInt8(ascii: "]")).map(place.index(after:))
      : place.firstIndex(of: UInt8(ascii: ":"))
    let host = place[..<(end ?? place.endIndex)]
    return host.isEmpty ? nil : String(Substring(host)).lowercased()
  }
}

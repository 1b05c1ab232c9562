package import ModQEventLog

/// Looking up where events came from.
extension Projections {
  /// Whether any event of `site` came from what has this key, see ``Sender/ipKey``.
  package func hasSender(_ key: String, site: String) throws(LogError) -> Bool {
    guard let number = try names.site(site) else { return false }
    return try names.sender(key, site: number) != nil
  }
}

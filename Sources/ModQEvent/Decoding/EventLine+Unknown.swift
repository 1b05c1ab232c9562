/// What comes under keys that mean nothing in the kind at hand.
extension EventLine {
  /// Those members, in no particular order.
  func unknownMembers(in bytes: Span<UInt8>) throws(Refusal) -> [JSONValue.Member] {
    var unknown = members.foreign.map(\.member)
    let strangers = members.present.subtracting(.known(to: kind))
    guard !strangers.isEmpty else { return unknown }
    for key in EventKey.allCases where strangers.contains(key) {
      if let value = try members.value(key, in: bytes) {
        unknown.append(JSONValue.Member(key: key.name, value: value))
      }
    }
    return unknown
  }
}

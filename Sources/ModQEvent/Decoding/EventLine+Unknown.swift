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

extension EventMembers {
  /// The keys that mean nothing in `kind`, or in any kind if that is nil, each with where it stands, in that order.
  func unknownKeys(to kind: EventKind?) -> [(name: String, position: Int)] {
    let strangers = kind.map { present.subtracting(.known(to: $0)) } ?? []
    let ours = EventKey.allCases.filter(strangers.contains).map { ($0.name, self[$0]?.keyStart ?? 0) }
    return (ours + foreign.map { ($0.member.key, $0.position) }).sorted { $0.1 < $1.1 }
  }
}

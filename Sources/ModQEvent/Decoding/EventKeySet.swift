/// A set of the keys that events have.
struct EventKeySet: OptionSet {
  var rawValue: UInt32

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  init(_ key: EventKey) {
    rawValue = 1 << UInt32(key.rawValue)
  }

  private init(_ keys: EventKey...) {
    self.init(keys.map { EventKeySet($0) })
  }

  func contains(_ key: EventKey) -> Bool {
    !isDisjoint(with: EventKeySet(key))
  }

  /// Its keys, in the order of ``EventKey``.
  func map<Result>(_ transform: (EventKey) -> Result) -> [Result] {
    EventKey.allCases.filter(contains).map(transform)
  }

  /// The keys that mean something in an event of `kind`; every other one is kept with its privates, as it
  /// came.
  static func known(to kind: EventKind) -> EventKeySet {
    switch kind {
    case .comment: comment
    case .reply: reply
    case .vote: vote
    case .edit: edit
    case .delete: delete
    case .report: report
    case .decision: decision
    }
  }

  /// The keys by which a decision names a person, in the widest sense.
  static let persons = EventKeySet(.nick, .ip, .email, .proof)
  /// The keys by which an `undo` names what it undoes.
  static let decided = EventKeySet(.comment, .undoes)
  /// The keys whose values are what somebody said, or tell who they are: no message repeats these.
  static let personal = sender.union(EventKeySet(.nick, .body, .link, .url, .voter, .reporter, .reason))

  private static let common = EventKeySet(.type, .id, .site, .at)
  private static let sender = EventKeySet(.ip, .email, .agent, .proof)
  private static let comment = common.union(sender).union(EventKeySet(.thread, .nick, .body, .link, .url))
  private static let reply = comment.union(EventKeySet(.parent))
  private static let vote = common.union(sender).union(EventKeySet(.comment, .value, .voter))
  private static let edit = common.union(sender).union(EventKeySet(.comment, .body))
  private static let delete = common.union(EventKeySet(.comment))
  private static let report = common.union(sender).union(EventKeySet(.comment, .reporter, .reason))
  private static let decision =
    common.union(persons).union(decided).union(EventKeySet(.action, .by, .reason, .until, .batch, .modq))
}

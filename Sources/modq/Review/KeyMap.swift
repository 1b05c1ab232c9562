/// Which key does what.
struct KeyMap {
  private(set) var actions: [Key: ReviewAction]

  func action(of key: Key) -> ReviewAction? { actions[key] }

  /// The keys of an action, those that are written shortest first.
  func keys(of action: ReviewAction) -> [String] {
    actions.filter { $0.value == action }.map(\.key.name).sorted { ($0.count, $0) < ($1.count, $1) }
  }

  mutating func set(_ key: Key, to action: ReviewAction?) {
    actions[key] = action
  }

  /// A named set of keys.
  enum Preset: String, CaseIterable {
    case standard, wordpress, coral, vi
  }

  init(_ preset: Preset) {
    actions = [:]
    for (name, action) in KeyMap.common + KeyMap.own(of: preset) {
      if let key = Key(name: name) { actions[key] = action }
    }
  }

  /// The keys that are the same everywhere.
  private static let common: [(String, ReviewAction)] = [
    ("up", .up), ("down", .down), ("page-up", .pageUp), ("page-down", .pageDown), ("space", .pageDown),
    ("home", .top), ("end", .bottom), ("?", .help), ("q", .quit), ("/", .filter), ("ctrl-c", .quit),
    ("ctrl-z", .suspend), ("ctrl-l", .redraw),
  ]

  private static func own(of preset: Preset) -> [(String, ReviewAction)] {
    switch preset {
    case .standard: standard
    case .wordpress: wordpress
    case .coral: coral
    case .vi: vi
    }
  }

  private static let standard: [(String, ReviewAction)] = [
    ("a", .approve), ("r", .reject), ("s", .spam), ("h", .skip), ("p", .previous), ("e", .escalate),
    ("b", .block), ("t", .trust), ("z", .undo), ("Z", .redo), ("n", .note), ("x", .select), ("c", .thread),
    ("A", .approveSelected), ("R", .rejectSelected), ("S", .spamSelected), ("E", .escalateSelected),
    ("N", .noteSelected), ("B", .blockSelected), ("T", .trustSelected), ("X", .skipSelected),
    ("H", .skipSelected),
    ("j", .down), ("k", .up),
  ]

  /// As on WordPress's screen of comments, where `d` moves to the trash and `j`, `k` go to the next and the previous.
  private static let wordpress: [(String, ReviewAction)] = [
    ("a", .approve), ("d", .reject), ("s", .spam), ("j", .skip), ("k", .previous), ("u", .escalate),
    ("b", .block), ("t", .trust), ("z", .undo), ("Z", .redo), ("r", .note), ("x", .select), ("c", .thread),
    ("A", .approveSelected), ("D", .rejectSelected), ("S", .spamSelected), ("U", .escalateSelected),
    ("R", .noteSelected), ("B", .blockSelected), ("T", .trustSelected), ("X", .skipSelected),
  ]

  /// As in Coral's moderation: `j`, `k`, `f` approves, `d` rejects, `b` bans, `z` is the view of one comment, `ctrl-f`
  /// searches.
  private static let coral: [(String, ReviewAction)] = [
    ("f", .approve), ("d", .reject), ("s", .spam), ("j", .skip), ("k", .previous), ("e", .escalate),
    ("b", .block), ("t", .trust), ("u", .undo), ("U", .redo), ("n", .note), ("x", .select), ("z", .thread),
    ("F", .approveSelected), ("D", .rejectSelected), ("S", .spamSelected), ("E", .escalateSelected),
    ("N", .noteSelected), ("B", .blockSelected), ("T", .trustSelected), ("X", .skipSelected),
    ("ctrl-f", .filter),
  ]

  /// As vi moves, selects and takes back.
  private static let vi: [(String, ReviewAction)] = [
    ("a", .approve), ("d", .reject), ("s", .spam), ("n", .skip), ("N", .previous), ("e", .escalate),
    ("b", .block), ("t", .trust), ("u", .undo), ("ctrl-r", .redo), ("i", .note), ("v", .select),
    ("o", .thread),
    ("A", .approveSelected), ("D", .rejectSelected), ("S", .spamSelected), ("E", .escalateSelected),
    ("I", .noteSelected), ("B", .blockSelected), ("T", .trustSelected), ("V", .skipSelected), ("j", .down),
    ("k", .up), ("ctrl-d", .pageDown), ("ctrl-u", .pageUp), ("ctrl-f", .pageDown), ("ctrl-b", .pageUp),
    ("g", .top), ("G", .bottom),
  ]
}

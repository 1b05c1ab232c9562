/// One key as a terminal sends it.
enum Key: Hashable {
  /// A graphic character, whatever it is made of.
  case character(Character)
  /// A letter with the control key: `ctrl-c` is `control("c")`.
  case control(Character)
  case enter, escape, backspace, tab, delete
  case up, down, left, right, pageUp, pageDown, home, end
  /// What was pasted, between brackets that the terminal puts around it: never keys.
  case paste(String)
  /// Something that is no key of ours.
  case unknown

  /// The names that a key file and a script use for keys that are no graphic character.
  static let names: [(name: String, key: Key)] = [
    ("enter", .enter), ("escape", .escape), ("backspace", .backspace), ("tab", .tab), ("delete", .delete),
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("page-up", .pageUp),
    ("page-down", .pageDown), ("home", .home), ("end", .end), ("space", .character(" ")),
    ("hash", .character("#")),
  ]

  /// The key of this name: one character stands for itself.
  init?(name: some StringProtocol) {
    if let named = Key.names.first(where: { $0.name == name }) {
      self = named.key
    } else if name.hasPrefix("ctrl-"), name.utf8.count == 6, let letter = name.last, ("a"..."z") ~= letter {
      self = .control(letter)
    } else if name.count == 1, let character = name.first,
      character.unicodeScalars.allSatisfy({ ScalarDisplay($0) != .control && ScalarDisplay($0) != .hidden })
    {
      self = .character(character)
    } else {
      return nil
    }
  }

  var name: String {
    if let named = Key.names.first(where: { $0.key == self }) { return named.name }
    switch self {
    case .character(let character): return String(character)
    case .control(let letter): return "ctrl-\(letter)"
    case .paste: return "paste"
    case .unknown, .enter, .escape, .backspace, .tab, .delete, .up, .down, .left, .right, .pageUp, .pageDown,
      .home, .end:
      return "unknown"
    }
  }
}

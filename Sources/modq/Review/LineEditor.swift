/// A line of text being typed: a note, or a filter.
struct LineEditor: Equatable {
  private(set) var characters: [Character] = []
  /// How many characters stand before the cursor.
  private(set) var cursor = 0

  /// A reason is as long as a sentence or two.
  private static let limitBytes = 1_000

  /// What a key came to.
  enum Outcome: Equatable {
    case editing
    case accepted(String)
    case cancelled
  }

  init(_ text: String = "") {
    insert(text)
  }

  var text: String { String(characters) }

  /// Takes a key: characters as a person sees them are what moves and goes.
  mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let text): insert(text)
    case .enter: return .accepted(text)
    case .escape, .control("c"), .control("g"): return .cancelled
    case .backspace: remove(cursor - 1)
    case .delete, .control("d"): remove(cursor)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"):
      characters.removeFirst(cursor)
      cursor = 0
    case .control("k"): characters.removeLast(characters.count - cursor)
    case .control("w"): removeWord()
    case .control, .tab, .up, .down, .pageUp, .pageDown, .unknown: break
    }
    return .editing
  }

  private mutating func insert(_ text: String) {
    guard self.text.utf8.count + text.utf8.count <= LineEditor.limitBytes else { return }
    // Whole, because a mark that is typed after a letter belongs to it.
    let before = String(characters[..<cursor]) + text
    let after = String(characters[cursor...])
    characters = Array(before + after)
    cursor = min(before.count, characters.count)
  }

  private mutating func remove(_ place: Int) {
    guard characters.indices.contains(place) else { return }
    characters.remove(at: place)
    if place < cursor { cursor -= 1 }
  }

  private mutating func removeWord() {
    while cursor > 0, characters[cursor - 1] == " " { remove(cursor - 1) }
    while cursor > 0, characters[cursor - 1] != " " { remove(cursor - 1) }
  }
}

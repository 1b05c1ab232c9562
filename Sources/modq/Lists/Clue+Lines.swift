import ModQEvent
import ModQJudge

/// What told the classifier most, for a person and for a program.
extension Page {
  /// A line for each clue: its weight, its kind, and the foreign text as it can be shown.
  mutating func show(_ clues: [Clue]) {
    for clue in clues {
      let sign = clue.weight < 0 ? "" : "+"
      line(
        "  \(padded(sign + clue.weight.hundredths, to: 6, right: true))  \(padded(clue.kind, to: 12))  "
          + "“\(visible(clue.text))”")
    }
  }
}

extension JSONWriter {
  /// The member `clues`.
  mutating func clues(_ clues: [Clue]) {
    key("clues")
    beginArray()
    for clue in clues {
      beginObject()
      member("kind", clue.kind)
      member("text", clue.text)
      key("weight")
      number((clue.weight * 10_000).rounded() / 10_000)
      endObject()
    }
    endArray()
  }
}

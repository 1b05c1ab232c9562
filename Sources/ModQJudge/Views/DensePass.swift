/// Makes the view `dense` of a folded text: what is neither letter nor digit is left out.
///
/// Marks go by what they are for. Those of one script (vowel signs of Indic scripts and Thai, Hebrew points) spell the
/// word, and stay. Those that any letter can carry (accents that did not compose, voiced marks on あ゙, strikes and
/// towers of marks, Arabic vowels) decorate it, and go. Nothing is composed anew: what stood apart stays apart.
enum DensePass {
  /// Linear in the text.
  static func viewed(_ text: ViewedText, limit: Int) -> ViewedText {
    let properties = UnicodeTables.shared.properties
    let bytes = text.bytes
    var builder = ViewBuilder(text, limit: limit)
    var position = 0
    while position < bytes.count {
      let start = position
      while position < bytes.count {
        let (scalar, length) = bytes.scalar(at: position)
        if isKept(properties[scalar]) { break }
        position += length
      }
      if start < position {
        builder.remove(start..<position)
      } else {
        position += bytes.scalar(at: position).length
      }
    }
    return builder.finished()
  }

  private static func isKept(_ properties: ScalarProperties) -> Bool {
    switch properties.kind {
    case .letter, .number, .spellingMark: true
    case .other, .carriedMark, .punctuation, .symbol, .separator, .control, .format: false
    }
  }
}

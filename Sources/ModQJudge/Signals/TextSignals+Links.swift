extension TextSignals {
  /// The hosts of all links of a text in NFKC, in order, one for each link; empty for a tag without an address.
  ///
  /// A link is `scheme://host` with any scheme (ttp:// too, as Japanese boards write it), `www.host` without one, an
  /// address of a known shortener with a path (`bit.ly/x`), and a tag `[url=…]` or `<a … href=…>`, which counts together
  /// with the address in it. Other bare names are no links: too many are file names and missing blanks. Linear.
  static func links(in text: [UInt8]) -> [String] {
    guard mayHaveLinks(text) else { return [] }
    var hosts: [String] = []
    var position = 0
    while position < text.count {
      if let tag = tagEnd(in: text, at: position) {
        let host = host(in: text, at: addressStart(in: text, at: tag) ?? tag)
        hosts.append(text[host].contains(UInt8(ascii: ".")) ? name(text[host]) : "")
        position = max(tag, host.upperBound)
      } else if let address = addressStart(in: text, at: position) {
        let host = host(in: text, at: address)
        position = max(address, host.upperBound)
        if !host.isEmpty { hosts.append(name(text[host])) }
      } else if let host = shortener(in: text, at: position) {
        hosts.append(name(text[host]))
        position = host.upperBound
      } else {
        position += 1
      }
    }
    return hosts
  }

  /// False if there is no `/`, no `=` and no `w.`: then there is nothing to look for.
  private static func mayHaveLinks(_ text: [UInt8]) -> Bool {
    var last: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") { return true }
      if byte == UInt8(ascii: "."), last | 0x20 == UInt8(ascii: "w") { return true }
      last = byte
    }
    return false
  }

  /// Where the address starts that `[url=` or `href=` at `position` gives.
  private static func tagEnd(in text: [UInt8], at position: Int) -> Int? {
    let end: Int
    switch text[position] {
    case UInt8(ascii: "["):
      guard begins(text, at: position + 1, with: "url=") else { return nil }
      end = position + 5
    case UInt8(ascii: "<"):
      guard begins(text, at: position + 1, with: "a"), position + 2 < text.count,
        text[position + 2] <= 0x20 || text[position + 2] == UInt8(ascii: "/")
      else { return nil }
      let tag = text[(position + 1)...].prefix { $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") }
      guard let href = tag.indices.first(where: { begins(text, at: $0, with: "href=") }) else { return nil }
      end = href + 5
    default: return nil
    }
    let isQuoted = end < text.count && (text[end] == UInt8(ascii: "\"") || text[end] == UInt8(ascii: "'"))
    return isQuoted ? end + 1 : end
  }

  /// Where the host starts, if an address with a scheme or with `www.` starts at `position`.
  private static func addressStart(in text: [UInt8], at position: Int) -> Int? {
    guard position < text.count, isLetter(text[position]), isWordStart(text, at: position) else { return nil }
    if begins(text, at: position, with: "www."), position + 4 < text.count, isInHost(text, at: position + 4) {
      return position
    }
    // The longest scheme in use has some ten letters.
    var end = position
    while end < text.count, end - position < 12, isLetter(text[end]) { end += 1 }
    return end - position > 1 && begins(text, at: end, with: "://") ? end + 3 : nil
  }

  /// A name has 253 bytes at most (RFC 1035), and the name of a user may stand before it.
  private static let mostHostBytes = 512

  /// The host that starts at `position`, past the name of a user, without a port and without dots at its end.
  private static func host(in text: [UInt8], at position: Int) -> Range<Int> {
    var start = position
    var end = position
    while end < text.count, end - position < mostHostBytes {
      if text[end] == UInt8(ascii: "@") {
        start = end + 1
      } else if text[end] == UInt8(ascii: ":") {
        // A port, or the password of a user; only an @ later tells.
        guard hasUser(text, after: end) else { break }
      } else if !isInHost(text, at: end) || isJapanese(text, after: start..<end) {
        break
      }
      end += text.scalar(at: end).length
    }
    while end > start, text[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return start..<end
  }

  private static func hasUser(_ text: [UInt8], after colon: Int) -> Bool {
    let password = text[(colon + 1)...].prefix(64).prefix { isNameByte($0) || $0 >= 0x80 }
    return password.endIndex < text.count && text[password.endIndex] == UInt8(ascii: "@")
  }

  /// Letters, marks and digits of any script, `-`, `.`, `_` and `%`.
  private static func isInHost(_ text: [UInt8], at position: Int) -> Bool {
    guard text[position] >= 0x80 else { return isNameByte(text[position]) }
    let properties = UnicodeTables.shared.properties[text.scalar(at: position).value]
    return properties.kind == .letter || properties.kind == .number || properties.isMark
  }

  /// In `example.comを見て` the host ends where the Japanese begins; in `www.日本.jp` it does not.
  private static func isJapanese(_ text: [UInt8], after host: Range<Int>) -> Bool {
    guard text[host.upperBound] >= 0xC0 else { return false }
    let properties = UnicodeTables.shared.properties[text.scalar(at: host.upperBound).value]
    guard properties.isKana || properties.script == .han || properties.script == .unspaced else {
      return false
    }
    var label = host.upperBound
    while label > host.lowerBound, isLetter(text[label - 1]) { label -= 1 }
    return host.upperBound - label > 1 && label > host.lowerBound && text[label - 1] == UInt8(ascii: ".")
  }

  /// The host of a known shortener that starts at `position` and has a path.
  private static func shortener(in text: [UInt8], at position: Int) -> Range<Int>? {
    guard isLetterOrDigit(text[position]), isWordStart(text, at: position) else { return nil }
    var end = position
    // The longest name in the list has some twenty bytes, and a name under it a few more.
    while end < text.count, end - position < 64,
      isLetterOrDigit(text[end]) || text[end] == UInt8(ascii: ".") || text[end] == UInt8(ascii: "-")
    { end += 1 }
    guard end + 1 < text.count, text[end] == UInt8(ascii: "/"), isLetterOrDigit(text[end + 1]) else {
      return nil
    }
    return Shorteners.contain(name(text[position..<end])) ? position..<end : nil
  }

  private static func name(_ host: ArraySlice<UInt8>) -> String {
    var folded = host.map(lowercase)
    if folded.starts(with: "www.".utf8), folded.count > 4 { folded.removeFirst(4) }
    return String(decoding: folded, as: UTF8.self)
  }

  private static func begins(_ text: [UInt8], at position: Int, with word: String) -> Bool {
    guard position + word.utf8.count <= text.count else { return false }
    var place = position
    for byte in word.utf8 {
      guard lowercase(text[place]) == byte else { return false }
      place += 1
    }
    return true
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  private static func isWordStart(_ text: [UInt8], at position: Int) -> Bool {
    position == 0 || !isLetterOrDigit(text[position - 1])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- 0x30 < 10
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x25
  }
}

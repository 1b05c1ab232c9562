/// Makes links in foreign text unusable, so that no terminal opens one on a click: `https://a.example/x` becomes
/// `hxxps://a[.]example/x`, `www.a.example` becomes `www[.]a[.]example`.
///
/// Works on what was written, before marks take the place of what can't be seen: a character hidden inside a link does
/// not keep it from being broken.
enum Defanging {
  /// The longest name of a host in DNS (RFC 1035), with room for a user and a port in front and behind.
  private static let hostLength = 300

  /// Linear in the text.
  static func defang(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var place = 0
    var copied = 0
    while place < scalars.count {
      if scalars[place] == ":", matches("://", scalars, at: place) {
        result += scalars[copied..<place]
        breakScheme(&result)
        place += 3
      } else if isWWW(scalars, at: place) {
        result += scalars[copied..<place]
      } else {
        place += 1
        continue
      }
      let end = endOfHost(scalars, from: place)
      for scalar in scalars[place..<end] { result += scalar == "." ? ["[", ".", "]"] : [scalar] }
      place = end
      copied = end
    }
    guard copied > 0 else { return scalars }
    return result + scalars[copied...]
  }

  /// For each scalar of `defanged`, which ``defang(_:)`` made of `scalars`, the place of the one that it stands for.
  ///
  /// Follows from what defanging does: letters change one for one, and a dot or a colon gets brackets, in front of which
  /// nothing else can come. Linear.
  static func places(of defanged: [Unicode.Scalar], in scalars: [Unicode.Scalar]) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(defanged.count)
    var place = 0
    while places.count < defanged.count, place < scalars.count {
      let isBracketed = defanged[places.count] == "[" && scalars[place] != "["
      places += Array(repeating: place, count: isBracketed ? 3 : 1)
      place += 1
    }
    return places
  }

  /// Behind `http` or `https` the scheme loses its sense, behind any other its colon.
  private static func breakScheme(_ text: inout [Unicode.Scalar]) {
    var start = text.count
    while start > 0, text[start - 1].isInScheme { start -= 1 }
    let scheme = String(String.UnicodeScalarView(text[start...])).lowercased()
    if scheme == "http" || scheme == "https" {
      for place in (start + 1)...(start + 2) { text[place] = text[place] == "T" ? "X" : "x" }
      text += [":", "/", "/"]
    } else {
      text += ["[", ":", "]", "/", "/"]
    }
  }

  private static func endOfHost(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start
    while end < scalars.count, end - start < hostLength, !scalars[end].endsHost {
      // Another link inside: `x://https://a.example`.
      if scalars[end] == ":", matches("://", scalars, at: end) { break }
      end += 1
    }
    return end
  }

  private static func isWWW(_ scalars: [Unicode.Scalar], at place: Int) -> Bool {
    guard scalars[place] == "w" || scalars[place] == "W" else { return false }
    guard place == 0 || !scalars[place - 1].isInScheme else { return false }
    return matches("www.", scalars, at: place)
  }

  private static func matches(_ text: StaticString, _ scalars: [Unicode.Scalar], at place: Int) -> Bool {
    guard place + text.utf8CodeUnitCount <= scalars.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { offset in
      let wanted = UInt32(text.utf8Start[offset])
      let found = scalars[place + offset].value
      return found == wanted || (0x41...0x5A ~= found && found + 32 == wanted)
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isInScheme: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
    default: false
    }
  }

  fileprivate var endsHost: Bool {
    self == "/" || self == "?" || self == "#" || properties.isWhitespace
  }
}

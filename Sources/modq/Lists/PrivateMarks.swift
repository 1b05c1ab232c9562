import ModQEvent

/// Marks in the place of what is private in a line that was refused, which may be JSON that stops anywhere or none at all.
///
/// Private is what the log would keep as such: the value under every key but those that say what happened.
enum PrivateMarks {
  /// `line` with `"…"` for each value under another key than these.
  ///
  /// Linear in the line.
  static func mask(_ line: String) -> String {
    let bytes = Array(line.utf8)
    var shown: [UInt8] = []
    var isHiding = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\"") {
        let end = endOfString(bytes, from: place)
        let isKey = bytes[end...].first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: ":")
        if isKey { isHiding = !open.contains(String(decoding: bytes[place..<end], as: UTF8.self)) }
        shown += isHiding && !isKey ? mark : Array(bytes[place..<end])
        if !isKey { isHiding = false }
        place = end
      } else if isHiding, !between.contains(byte) {
        shown += mark
        place = endOfValue(bytes, from: place)
        isHiding = false
      } else {
        shown.append(byte)
        place += 1
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// The keys whose values are no secret, as they stand in a line.
  private static let open: Set<String> = [
    "\"type\"", "\"id\"", "\"site\"", "\"at\"", "\"thread\"", "\"nick\"", "\"body\"", "\"link\"", "\"url\"",
    "\"parent\"",
    "\"comment\"", "\"value\"", "\"voter\"", "\"reporter\"", "\"reason\"", "\"action\"", "\"by\"",
    "\"undoes\"",
    "\"until\"", "\"batch\"",
  ]
  private static let mark = Array("\"…\"".utf8)
  /// What may stand between a key and its value.
  private static let between = Array(": \t".utf8)

  /// Behind the string that begins at `start`, or the end of the line.
  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start + 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(place + 1, bytes.count)
  }

  /// Behind the number, word, array or object that begins at `start`.
  private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
    var place = start
    var depth = 0
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place = endOfString(bytes, from: place)
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return place }
        depth -= 1
        if depth == 0 { return place + 1 }
      case UInt8(ascii: ",") where depth == 0: return place
      default: break
      }
      place += 1
    }
    return place
  }
}

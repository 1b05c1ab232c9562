import ModQEvent
import ModQJudge

/// Keys of names that were made lately: whoever writes or votes does so more than once, and an event is asked for the key
/// of its nickname when it is judged, numbered and folded.
///
/// A pure function remembered, so that nothing ever makes an entry wrong. Of a fixed size: a name takes the place of
/// another one with the same hash.
struct NameMemo {
  private var entries: [Entry]
  private let make: (String) -> String

  private struct Entry {
    var name: String
    var key: String
  }

  /// A power of two: more names than write within some minutes of a busy site.
  private static let count = 8_192

  init(_ make: @escaping (String) -> String) {
    self.make = make
    // The empty name has the empty key.
    entries = [Entry](repeating: Entry(name: "", key: make("")), count: Self.count)
  }

  /// The key of `name`.
  mutating func key(of name: String) -> String {
    let place = Int(truncatingIfNeeded: name.bytesHash) & (Self.count - 1)
    if entries[place].name.isIdentical(to: name) { return entries[place].key }
    let key = make(name)
    entries[place] = Entry(name: name, key: key)
    return key
  }
}

extension String {
  /// FNV-1a of the bytes.
  fileprivate var bytesHash: UInt64 {
    utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}

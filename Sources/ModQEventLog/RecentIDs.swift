import ModQEvent

/// The numbers of the comments that were appended or read last, by their ids: what votes, replies and edits name is
/// mostly young, and looking it up in the table is a walk down a tree.
///
/// Names are compared by their bytes. Of what is not here nothing is known. Two generations bound it: when the young one
/// is full, the old one goes.
struct RecentIDs {
  private var young: [EntryName: Int64] = [:]
  private var old: [EntryName: Int64] = [:]

  /// Names in a generation: some days of a busy site, 10 MB, or 30 MB with the longest ids.
  private let capacity = 50_000

  func seq(_ name: EntryName) -> Int64? { young[name] ?? old[name] }

  mutating func note(_ seq: Int64, of name: EntryName) {
    if young.count >= capacity {
      old = young
      young = [:]
      young.reserveCapacity(capacity)
    }
    young[name] = seq
  }

  mutating func forget() {
    young = [:]
    old = [:]
  }
}

/// What an entry is called, compared by its bytes.
struct EntryName: Hashable {
  var site: String
  var id: String

  static func == (left: EntryName, right: EntryName) -> Bool {
    left.id.isIdentical(to: right.id) && left.site.isIdentical(to: right.site)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(bytesOf: id)
    hasher.combine(bytesOf: site)
  }
}

extension Hasher {
  /// Combines the UTF-8 bytes of `text`, where its own hash would be that of its canonical form.
  package mutating func combine(bytesOf text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ combine(bytes: UnsafeRawBufferPointer($0)) }) == nil {
      for byte in text.utf8 { combine(byte) }
    }
    combine(0xFF as UInt8)
  }
}

import ModQEvent

/// The numbers of the comments that were appended or read last, by their ids: what votes, replies and edits name is
/// mostly young, and looking it up in the table is a walk down a tree.
///
/// Names are compared by their bytes. Of what is not here nothing is known. Two generations bound it: when the young one
/// is full, the old one goes.
struct RecentIDs {
  private var young: [Name: Int64] = [:]
  private var old: [Name: Int64] = [:]

  /// Names in a generation: some days of a busy site, 10 MB, or 30 MB with the longest ids.
  private let capacity = 50_000

  private struct Name: Hashable {
    var site: String
    var id: String

    static func == (left: Name, right: Name) -> Bool {
      left.id.isIdentical(to: right.id) && left.site.isIdentical(to: right.site)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(bytesOf: id)
      hasher.combine(bytesOf: site)
    }
  }

  func seq(site: String, id: String) -> Int64? {
    let name = Name(site: site, id: id)
    return young[name] ?? old[name]
  }

  mutating func note(_ seq: Int64, site: String, id: String) {
    if young.count >= capacity {
      old = young
      young = [:]
      young.reserveCapacity(capacity)
    }
    young[Name(site: site, id: id)] = seq
  }

  mutating func forget() {
    young = [:]
    old = [:]
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

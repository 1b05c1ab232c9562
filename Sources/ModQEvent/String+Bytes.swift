import Glibc

/// Strings as the bytes that they are, where `==` compares their canonical forms.
extension String {
  /// Whether both have the same UTF-8 bytes.
  package func isIdentical(to other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { ours in
      other.utf8.withContiguousStorageIfAvailable { theirs in
        guard let ours = ours.baseAddress, let theirs = theirs.baseAddress else { return true }
        return memcmp(ours, theirs, utf8.count) == 0
      }
    }
    // Nothing but a bridged string has its bytes in several pieces.
    return isSame.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
  }
}

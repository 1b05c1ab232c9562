import Crypto

extension RuleFile {
  /// `sha256:` and the SHA-256 (FIPS 180-4), in lower-case hexadecimal, over the files in the order of their
  /// paths' UTF-8 bytes: for each the path and the bytes, each after its length as 8 bytes, big-endian.
  package static func digest(of files: [RuleFile]) -> String {
    var hash = SHA256()
    for file in files.inOrder {
      for part in [Array(file.path.utf8), file.bytes] {
        withUnsafeBytes(of: UInt64(part.count).bigEndian) { hash.update(bufferPointer: $0) }
        hash.update(data: part)
      }
    }
    return text(of: hash.finalize())
  }

  /// `sha256:` and the SHA-256 of the bytes alone, in lower-case hexadecimal: what the log keeps of a list.
  package var digest: String { Self.text(of: SHA256.hash(data: bytes)) }

  private static func text(of digest: SHA256Digest) -> String {
    "sha256:" + digest.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined()
  }
}

extension [RuleFile] {
  /// In the order of their paths' UTF-8 bytes.
  var inOrder: [RuleFile] {
    sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}

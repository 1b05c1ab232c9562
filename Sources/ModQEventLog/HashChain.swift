import Crypto
import ModQEvent

/// The hash that ties each entry of the log to all before it.
///
/// The hash of an entry is SHA-256 over the hash before it and the entry's fields in the order of the columns. Integers
/// are eight bytes, big-endian; strings of bytes follow their length; what is NULL is told from what is empty by a byte
/// in front. In place of the payload and the private part stand SHA-256 digests of salt and bytes, so that both can be
/// erased while the chain still verifies.
enum HashChain {
  /// The hash before the first entry.
  static let origin: [UInt8] = Array(SHA256.hash(data: Array("modq log 1".utf8)))

  static let saltBytes = 16

  /// The digest that stands for erasable bytes; nil for none.
  static func digest(of bytes: [UInt8]?, salt: [UInt8]?) -> [UInt8]? {
    guard let bytes, let salt else { return nil }
    var hasher = SHA256()
    salt.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return bytesOf(hasher.finalize())
  }

  /// The hash of `entry`, given the digests that stand for its erasable bytes.
  static func hash(
    of entry: Entry, after previous: [UInt8], payloadDigest: [UInt8]?, privateDigest: [UInt8]?
  ) -> [UInt8] {
    var fields: [UInt8] = []
    fields.reserveCapacity(1_024)
    fields += previous
    fields.append(entry.seq)
    fields.append(entry.site)
    fields.append(entry.id)
    fields.append(entry.kind.rawValue)
    fields.append(entry.at.milliseconds)
    fields.append(entry.recordedAt.milliseconds)
    fields.append(entry.content.thread)
    fields.append(entry.content.target)
    fields.append(entry.actor)
    fields.append(entry.content.facts)
    fields.append(payloadDigest)
    fields.append(privateDigest)
    fields.append(entry.verdict)
    var hasher = SHA256()
    fields.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return bytesOf(hasher.finalize())
  }

  /// In one piece: `Array` of a digest takes it byte by byte.
  private static func bytesOf(_ digest: SHA256.Digest) -> [UInt8] { digest.withUnsafeBytes { [UInt8]($0) } }
}

extension [UInt8] {
  fileprivate mutating func append(_ value: Int64?) {
    guard let value else {
      append(0)
      return
    }
    append(1)
    appendBigEndian(UInt64(bitPattern: value))
  }

  fileprivate mutating func append(_ value: [UInt8]?) {
    guard let value else {
      append(0)
      return
    }
    append(1)
    appendBigEndian(UInt64(value.count))
    self += value
  }

  fileprivate mutating func append(_ value: String?) {
    guard let value else {
      append(0)
      return
    }
    append(1)
    appendBigEndian(UInt64(value.utf8.count))
    append(contentsOf: value.utf8)
  }

  private mutating func appendBigEndian(_ value: UInt64) {
    Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
  }
}

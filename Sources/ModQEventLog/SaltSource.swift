import Glibc

/// Random bytes for salts, asked of the system in portions: each question is a system call.
struct SaltSource {
  private var bytes: [UInt8] = []

  /// The most that getentropy(3) gives at once.
  private static let portionBytes = 256

  /// ``HashChain/saltBytes`` random bytes, which nobody else gets.
  mutating func next() -> [UInt8] {
    if bytes.isEmpty { bytes = SaltSource.portion() }
    let salt = Array(bytes.suffix(HashChain.saltBytes))
    bytes.removeLast(HashChain.saltBytes)
    return salt
  }

  private static func portion() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: portionBytes)
    if bytes.withUnsafeMutableBytes({ getentropy($0.baseAddress, $0.count) }) == 0 { return bytes }
    // A kernel without that call has /dev/urandom, which the standard library falls back on.
    var random = SystemRandomNumberGenerator()
    for index in bytes.indices { bytes[index] = random.next() }
    return bytes
  }
}

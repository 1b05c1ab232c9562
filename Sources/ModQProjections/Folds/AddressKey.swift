import Glibc
import ModQEvent

extension Sender {
  /// Whether what it came from is written as an IP address, of version 4 or 6 (inet_pton(3)).
  package var hasAddress: Bool {
    guard let ip else { return false }
    var address = in6_addr()
    var older = in_addr()
    return inet_pton(AF_INET6, ip, &address) == 1 || inet_pton(AF_INET, ip, &older) == 1
  }

  /// The address as a key of windows: an IPv6 address stands for its /64, since one line has them all.
  ///
  /// An address that is none stands for itself.
  package var ipKey: String? {
    guard let ip, !ip.isEmpty else { return nil }
    var address = in6_addr()
    guard inet_pton(AF_INET6, ip, &address) == 1 else { return "ip:\(ip)" }
    let bytes = withUnsafeBytes(of: &address) { Array($0) }
    // ::ffff:a.b.c.d is an IPv4 address in another dress.
    if bytes[0..<10].allSatisfy({ $0 == 0 }) && bytes[10] == 0xFF && bytes[11] == 0xFF {
      return "ip:" + bytes[12...].map { String($0) }.joined(separator: ".")
    }
    let groups = stride(from: 0, to: 8, by: 2).map {
      String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
    }
    return "ip:\(groups.joined(separator: ":"))::/64"
  }
}

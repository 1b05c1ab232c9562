import CPCRE2

/// What is known of the PCRE2 at hand (pcre2api(3), "Checking build-time options").
package enum PatternLibrary {
  /// Its version and date, as in `10.42 2022-12-11`; the Unicode version that its properties follow.
  package static var version: String { text(UInt32(PCRE2_CONFIG_VERSION)) }
  package static var unicodeVersion: String { text(UInt32(PCRE2_CONFIG_UNICODE_VERSION)) }

  /// Whether it compiles patterns to machine code here.
  package static var hasJIT: Bool {
    var answer: UInt32 = 0
    return pcre2_config_8(UInt32(PCRE2_CONFIG_JIT), &answer) >= 0 && answer != 0
  }

  private static func text(_ what: UInt32) -> String {
    let length = pcre2_config_8(what, nil)
    guard length > 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    // Unsafe: the buffer is as long as PCRE2 said, its last byte is NUL.
    guard bytes.withUnsafeMutableBytes({ pcre2_config_8(what, $0.baseAddress) }) > 0 else { return "" }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}

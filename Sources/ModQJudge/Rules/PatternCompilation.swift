import CPCRE2

/// Compiles a regex once to see whether PCRE2 takes it, and throws the result away.
enum PatternCompilation {
  /// Compiles, and looks at the empty subject, under a match limit of 10,000.
  static func check(_ regex: String, flags: RegexFlags) -> PatternFinding {
    var options = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C
    if flags.contains(.caseless) { options |= PCRE2_CASELESS }
    if flags.contains(.multiline) { options |= PCRE2_MULTILINE }
    if flags.contains(.dotAll) { options |= PCRE2_DOTALL }
    if flags.contains(.extended) { options |= PCRE2_EXTENDED }
    // Never empty, so that there is a pointer; the length says where the pattern ends.
    let bytes = Array(regex.utf8) + [0]
    var code: Int32 = 0
    var offset = 0
    // SAFETY: PCRE2 copies what it needs of the pattern; the compiled code is freed before this returns.
    let compiled = bytes.withUnsafeBufferPointer { pattern in
      pcre2_compile_8(pattern.baseAddress, pattern.count - 1, options, &code, &offset, nil)
    }
    guard let compiled else { return .refused(message: message(code), offset: min(offset, bytes.count - 1)) }
    defer { pcre2_code_free_8(compiled) }
    return matchesEmpty(compiled) ? .matchesEmpty : .sound
  }

  private static func matchesEmpty(_ code: OpaquePointer) -> Bool {
    guard let block = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil)
    else {
      return false
    }
    defer {
      pcre2_match_data_free_8(block)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, 10_000)
    let subject: [UInt8] = [0]
    // SAFETY: a subject of length 0 is not read; the pointer only must not be null.
    return subject.withUnsafeBufferPointer { bytes in
      pcre2_match_8(code, bytes.baseAddress, 0, 0, 0, block, context) >= 0
    }
  }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    // SAFETY: PCRE2 writes at most the length that is given, a final NUL included.
    let length = buffer.withUnsafeMutableBufferPointer { bytes in
      pcre2_get_error_message_8(code, bytes.baseAddress, bytes.count)
    }
    return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(code)"
  }
}

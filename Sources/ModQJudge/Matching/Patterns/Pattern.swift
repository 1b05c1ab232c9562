import CPCRE2

/// One regex, compiled by PCRE2 with `UTF`, `UCP` and `NEVER_BACKSLASH_C`.
///
/// Lines end at LF, and `\R` is any of Unicode's line ends, whatever the PCRE2 at hand was built with: the
/// same rules give the same matches on another machine.
package final class Pattern: @unchecked Sendable {
  // A compiled pattern is not changed by matching and may be shared by threads (pcre2api(3),
  // "Multithreading").
  let code: OpaquePointer
  /// Whether it was compiled just in time; where PCRE2 can't, its interpreter runs it.
  package let isCompiledToMachineCode: Bool
  /// Whether each start position may be tried on its own, so that a long text can be searched slice by slice.
  let isSliceable: Bool

  /// Compiles a pattern, which takes 13 µs on average over public rules.
  package init(
    _ source: String, flags: RegexFlags = [], jit: Bool = true, slicing: Bool = false
  ) throws(PatternError) {
    var options = UInt32(PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C)
    if slicing { options |= UInt32(PCRE2_USE_OFFSET_LIMIT) }
    for (flag, option) in Self.options where flags.contains(flag) { options |= option }
    var error: Int32 = 0
    var offset = 0
    var source = source
    let compiled = source.withUTF8 { utf8 in
      // PCRE2 wants an address even for no bytes.
      withUnsafePointer(to: UInt8(0)) { nothing in
        pcre2_compile_8(utf8.baseAddress ?? nothing, utf8.count, options, &error, &offset, Self.context)
      }
    }
    guard let compiled else { throw PatternError(code: error, offset: offset) }
    code = compiled
    isCompiledToMachineCode = jit && pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
    // An anchored pattern, by `^` or by PCRE2's finding, is tried at one position only.
    isSliceable =
      slicing && Self.number(PCRE2_INFO_ALLOPTIONS, of: compiled) & UInt32(PCRE2_ANCHORED) == 0
      && !Self.tiedToStart.contains { source.utf8.firstRange(of: $0.utf8) != nil }
  }

  deinit { pcre2_code_free_8(code) }

  private static let options: [(RegexFlags, UInt32)] = [
    (.caseless, UInt32(PCRE2_CASELESS)), (.multiline, UInt32(PCRE2_MULTILINE)),
    (.dotAll, UInt32(PCRE2_DOTALL)), (.extended, UInt32(PCRE2_EXTENDED)),
  ]

  /// What ties a match to the place where the search began, or makes it stop there.
  private static let tiedToStart = ["\\G", "(*COMMIT", "(*SKIP"]

  /// Shared by all compilations, and never changed after it is made.
  private nonisolated(unsafe) static let context: OpaquePointer? = {
    let context = pcre2_compile_context_create_8(nil)
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    pcre2_set_bsr_8(context, UInt32(PCRE2_BSR_UNICODE))
    return context
  }()

  /// How many groups capture.
  package var captureCount: Int { Int(number(PCRE2_INFO_CAPTURECOUNT)) }

  /// The fewest characters a match can have, as far as PCRE2 knows.
  package var minimumCharacters: Int { Int(number(PCRE2_INFO_MINLENGTH)) }

  /// Bytes taken up by the compiled pattern and its machine code.
  package var byteCount: Int { size(PCRE2_INFO_SIZE) + size(PCRE2_INFO_JITSIZE) }

  private func number(_ what: some BinaryInteger) -> UInt32 { Self.number(what, of: code) }

  private static func number(_ what: some BinaryInteger, of code: OpaquePointer) -> UInt32 {
    var value: UInt32 = 0
    pcre2_pattern_info_8(code, UInt32(what), &value)
    return value
  }

  private func size(_ what: some BinaryInteger) -> Int {
    var value = 0
    pcre2_pattern_info_8(code, UInt32(what), &value)
    return value
  }

  /// Whether it matches the empty subject, which no rule's pattern may: it would match everything.
  package func matchesEmptySubject(_ scratch: MatchScratch) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { room in
      room.initialize(repeating: 0)
      let nothing = UnsafeBufferPointer(start: room.baseAddress, count: 0)
      if case .none = call(on: nothing, from: 0, scratch: scratch) { return false }
      return true
    }
  }
}

/// Why a pattern does not compile.
package struct PatternError: Error, Equatable, CustomStringConvertible {
  /// PCRE2's number for it (pcre2.h, `PCRE2_ERROR_*`).
  package let code: Int32
  /// Where in the pattern, in UTF-8 bytes.
  package let offset: Int

  /// PCRE2's own wording.
  package var description: String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { room in
      let length = pcre2_get_error_message_8(code, room.baseAddress, room.count)
      return length < 0 ? "error \(code)" : String(decoding: room.prefix(Int(length)), as: UTF8.self)
    }
  }
}

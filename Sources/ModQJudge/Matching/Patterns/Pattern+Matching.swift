import CPCRE2

extension Pattern {
  /// How a search ended.
  enum Finding: Equatable {
    case none
    case found(Range<Int>)
    case failed(MatchFailure)
  }

  /// The first match at or after `start`, within the limits and the budget of `scratch`.
  ///
  /// `text` must be valid UTF-8, and `start` the beginning of a character. `afterEmpty` passes over an empty
  /// match at `start`, where the last one was empty.
  func firstMatch(
    in text: UnsafeBufferPointer<UInt8>, from start: Int = 0, afterEmpty: Bool = false, scratch: MatchScratch
  ) -> Finding {
    let options = afterEmpty ? UInt32(PCRE2_NOTEMPTY_ATSTART) : 0
    guard isSliceable, text.count - start > MatchingBounds.unslicedBytes else {
      guard scratch.budget.allow(text.count) else { return .failed(.budget) }
      return call(on: text, from: start, options: options, scratch: scratch)
    }
    // Without a limit again for patterns that were compiled without one, which PCRE2 otherwise refuses to
    // run.
    defer { pcre2_set_offset_limit_8(scratch.context, Self.noLimit) }
    var from = start
    while true {
      guard scratch.budget.allow(text.count) else { return .failed(.budget) }
      let limit = min(from + MatchingBounds.startsPerSlice, text.count)
      pcre2_set_offset_limit_8(scratch.context, limit)
      let finding = call(on: text, from: from, options: from == start ? options : 0, scratch: scratch)
      guard case .none = finding, limit < text.count else { return finding }
      from = limit + 1
      while from < text.count, text[from] & 0xC0 == 0x80 { from += 1 }
    }
  }

  /// PCRE2_UNSET, which Swift does not see.
  private static let noLimit = Int(bitPattern: UInt.max)

  /// One call of PCRE2.
  @inline(__always)
  func call(
    on text: UnsafeBufferPointer<UInt8>, from start: Int, options: UInt32 = 0, scratch: MatchScratch
  ) -> Finding {
    let result = pcre2_match_8(
      code, text.baseAddress, text.count, start, options | UInt32(PCRE2_NO_UTF_CHECK), scratch.block,
      scratch.context)
    if result >= 0 { return scratch.group.map(Finding.found) ?? .none }
    if result == PCRE2_ERROR_NOMATCH { return .none }
    return .failed(Self.failure(result))
  }

  private static func failure(_ code: Int32) -> MatchFailure {
    switch code {
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_RECURSELOOP: .matchLimit
    case PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY: .heap
    case PCRE2_ERROR_JIT_STACKLIMIT: .jitStack
    default: .unusable
    }
  }
}

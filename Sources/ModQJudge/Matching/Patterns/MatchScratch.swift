import CPCRE2

/// What one thread needs to match: PCRE2's working memory, limits and stack, and buffers that are used again.
///
/// Not to be used by two threads at once; make one for each.
package final class MatchScratch {
  let context: OpaquePointer?
  let block: OpaquePointer?
  private let stack: OpaquePointer?
  /// Where PCRE2 puts the offsets of what it found.
  let offsets: UnsafeMutablePointer<Int>?
  var budget = MatchBudget()
  var search = SearchScratch()
  /// Takes note of what patterns cost; nil unless somebody wants to know.
  package var profile: RuleProfile?

  /// A scratch whose calls keep to the limits on rules.
  package convenience init() {
    self.init(matchLimit: MatchingBounds.matchLimit)
  }

  init(matchLimit: UInt32, groups: Int = 1) {
    context = pcre2_match_context_create_8(nil)
    block = pcre2_match_data_create_8(UInt32(groups), nil)
    stack = pcre2_jit_stack_create_8(32 * 1024, MatchingBounds.jitStackBytes, nil)
    offsets = pcre2_get_ovector_pointer_8(block)
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_heap_limit_8(context, MatchingBounds.heapKibibytes)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    pcre2_match_data_free_8(block)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  var group: Range<Int>? { group(0) }

  /// Where group `number` matched last; nil if it took no part.
  func group(_ number: Int) -> Range<Int>? {
    guard let offsets, offsets[number * 2] != -1, offsets[number * 2] <= offsets[number * 2 + 1] else {
      return nil
    }
    return offsets[number * 2]..<offsets[number * 2 + 1]
  }
}

import Synchronization

/// The compiled patterns of a bank, each compiled when it is first run: most never are.
final class PatternStore: Sendable {
  private let slots: Mutex<[Result<Pattern, PatternError>?]>

  init(count: Int) {
    slots = Mutex(Array(repeating: nil, count: count))
  }

  /// The pattern of a slot, compiled now if it was not before.
  ///
  /// Nil if it does not compile.
  func pattern(_ slot: Int, compile: () throws(PatternError) -> Pattern) -> Pattern? {
    slots.withLock { slots in
      if let known = slots[slot] { return try? known.get() }
      let made: Result<Pattern, PatternError>
      do throws(PatternError) {
        made = .success(try compile())
      } catch {
        made = .failure(error)
      }
      slots[slot] = made
      return try? made.get()
    }
  }

  var compiledCount: Int { slots.withLock { $0.count { $0 != nil } } }
}

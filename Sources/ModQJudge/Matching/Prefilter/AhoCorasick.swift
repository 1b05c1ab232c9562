/// Finds all of many literals in a text in one pass over its bytes.
///
/// The automaton of Aho and Corasick (CACM 18, 1975) in a double array (Aoe, 1989) with exclusive or for the
/// sum, as in daachorse: a state's child under byte class `c` stands at `base ^ c`, and is its child if it
/// bears that class. Sixteen bytes a state; a plain table of 5,467 rules' literals took 84 MB.
///
/// What costs time is memory that is not in cache, so places of the array are looked at only where there is
/// likely to be something: each state has a mask of its children, and states no deeper than two bytes, where
/// texts spend most of their time, are found by the last two bytes in a table of their own. They are laid out
/// first, so that they stand together however many literals there are.
struct AhoCorasick: Sendable {
  /// A state, or an unused place (of class 0, which no byte of a literal has).
  struct State {
    /// Where its children stand, ``childless`` if it has none.
    var base: UInt32
    /// The state of its longest proper suffix that is a state; ``byPair`` if that is no deeper than one byte.
    var fallback: UInt32
    /// The longest literal that ends here in the upper 24 bits (0 for none), the class that leads here in the
    /// lower 8.
    var outputAndClass: UInt32
    /// Bit `c & 31` is set if there may be a child of class `c`.
    var children: UInt32

    static let childless: UInt32 = 0
    static let byPair: UInt32 = .max
  }

  static let root = 0

  /// The class of each byte; 0 for those in no literal.
  var classes: [UInt8]
  /// How many bits the number of a class takes.
  var classBits: Int
  var states: [State]
  /// For the classes of two bytes, at `first << classBits | second`, the deepest state that they lead to from
  /// the root, or that the second alone does.
  var pairs: [UInt32]
  /// For each output, its length in bytes; outputs count from 1, in the order that literals were given in.
  var lengths: [UInt32]
  /// For each output, the longest other one that ends wherever it ends, 0 for none.
  var shorter: [UInt32]

  var outputCount: Int { lengths.count - 1 }

  /// What the automaton takes up in memory, in bytes.
  var byteCount: Int {
    states.count * MemoryLayout<State>.stride + (pairs.count + lengths.count + shorter.count) * 4
      + classes.count
  }

  /// Calls `visit` for each place where at least one literal ends, with the longest that does; ``shorter``
  /// has the rest.
  @inline(__always)
  func scan(_ text: UnsafeBufferPointer<UInt8>, visit: (_ output: Int, _ end: Int) -> Void) {
    guard outputCount > 0 else { return }
    classes.withUnsafeBufferPointer { classes in
      states.withUnsafeBufferPointer { states in
        pairs.withUnsafeBufferPointer { pairs in
          var state = states[Self.root]
          var before = 0
          for index in text.indices {
            let step = classes[Int(text[index])]
            state = Self.next(after: state, before << classBits, step, states, pairs)
            before = Int(step)
            let output = Int(state.outputAndClass >> 8)
            if output != 0 { visit(output, index + 1) }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func next(
    after start: State, _ row: Int, _ step: UInt8, _ states: UnsafeBufferPointer<State>,
    _ pairs: UnsafeBufferPointer<UInt32>
  ) -> State {
    var state = start
    while true {
      if state.children & (1 << UInt32(step & 31)) != 0 {
        let child = states[Int(state.base ^ UInt32(step))]
        if UInt8(truncatingIfNeeded: child.outputAndClass) == step { return child }
      }
      if state.fallback == State.byPair { return states[Int(pairs[row | Int(step)])] }
      state = states[Int(state.fallback)]
    }
  }

  /// Marks all literals that occur in a text with `turn`, and lists in `seen` those that were not marked so
  /// before.
  ///
  /// `marks` has a place for each output, from 1 on; `seen` has room for all. Gives how many are listed.
  func mark(
    _ text: UnsafeBufferPointer<UInt8>, turn: UInt32, marks: UnsafeMutablePointer<UInt32>,
    seen: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var count = 0
    scan(text) { output, _ in
      var output = output
      // What is shorter was marked together with what is longer.
      while output != 0, marks[output] != turn {
        marks[output] = turn
        seen[count] = UInt32(output)
        count += 1
        output = Int(shorter[output])
      }
    }
    return count
  }
}

extension AhoCorasick {
  /// Makes the automaton. Literals must differ and must not be empty; output `n + 1` is `literals[n]`.
  ///
  /// Time grows with the sum of the literals' lengths, but for sorting them.
  init(_ literals: [[UInt8]]) {
    precondition(literals.count < 1 << 24, "an output has 24 bits")
    var used = ByteSet.empty
    for literal in literals {
      for byte in literal { used.insert(byte) }
    }
    classes = Array(repeating: 0, count: 256)
    for (number, byte) in used.bytes.enumerated() {
      precondition(number < 255, "text in UTF-8 never has all 256 byte values")
      classes[Int(byte)] = UInt8(number + 1)
    }
    lengths = [0] + literals.map { UInt32($0.count) }
    shorter = Array(repeating: 0, count: literals.count + 1)
    states = []

    var trie = LiteralTrie(literals, classes: classes)
    var layout = DoubleArrayLayout()
    trie.place(with: &layout)
    states = layout.states
    connect(trie)
  }

  /// Finds every state's fallback and output, shallow states first, as each needs those of shallower ones.
  private mutating func connect(_ trie: LiteralTrie) {
    for node in trie.breadthFirst.dropFirst() {
      let place = Int(trie.place[node])
      let step = UInt32(trie.step[node])
      let parent = Int(trie.place[Int(trie.parent[node])])
      var fallback = Self.root
      if parent != Self.root {
        var candidate = Int(states[parent].fallback)
        while true {
          let child = Int(states[candidate].base ^ step)
          if states[child].outputAndClass & 0xFF == step {
            fallback = child
            break
          }
          if candidate == Self.root { break }
          candidate = Int(states[candidate].fallback)
        }
      }
      states[place].fallback = UInt32(fallback)
      let inherited = states[fallback].outputAndClass >> 8
      let own = trie.output[node]
      if own != 0 { shorter[Int(own)] = inherited }
      states[place].outputAndClass = (own != 0 ? own : inherited) << 8 | step
    }
  }
}

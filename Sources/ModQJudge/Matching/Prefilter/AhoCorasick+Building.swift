extension AhoCorasick {
  /// Makes the automaton.
  ///
  /// Literals must differ and must not be empty; output `n + 1` is `literals[n]`.
  ///
  /// Time grows with the sum of the literals' lengths, but for sorting them.
  init(_ literals: [[UInt8]]) {
    precondition(literals.count < 1 << 24, "an output has 24 bits")
    var used = ByteSet.empty
    for literal in literals {
      for byte in literal { used.insert(byte) }
    }
    classes = Array(repeating: 0, count: 256)
    var classCount = 1
    for byte in used.bytes {
      precondition(classCount < 256, "text in UTF-8 never has all 256 byte values")
      classes[Int(byte)] = UInt8(classCount)
      classCount += 1
    }
    lengths = [0] + literals.map { UInt32($0.count) }
    shorter = Array(repeating: 0, count: literals.count + 1)
    states = []
    classBits = Int.bitWidth - (classCount - 1).leadingZeroBitCount
    pairs = Array(repeating: UInt32(Self.root), count: 1 << (2 * classBits))

    var trie = LiteralTrie(literals, classes: classes)
    var layout = DoubleArrayLayout()
    trie.place(with: &layout)
    states = layout.states
    connect(trie)
  }

  /// Finds every state's fallback and output, shallow states first, as each needs those of shallower ones.
  private mutating func connect(_ trie: LiteralTrie) {
    var fallbacks: [UInt32] = Array(repeating: 0, count: states.count)
    var depths: [UInt8] = Array(repeating: 0, count: states.count)
    for node in trie.breadthFirst.dropFirst() {
      let place = Int(trie.place[node])
      let step = UInt32(trie.step[node])
      let parent = Int(trie.place[Int(trie.parent[node])])
      let fallback = parent == Self.root ? Self.root : self.fallback(ofChild: step, of: parent, fallbacks)
      fallbacks[place] = UInt32(fallback)
      depths[place] = min(depths[parent], 2) + 1
      states[parent].children |= 1 << (step & 31)
      let inherited = states[fallback].outputAndClass >> 8
      let own = trie.output[node]
      if own != 0 { shorter[Int(own)] = inherited }
      states[place].outputAndClass = (own != 0 ? own : inherited) << 8 | step
      states[place].fallback = depths[fallback] < 2 ? State.byPair : UInt32(fallback)
    }
    fillPairs(trie, depths)
  }

  private func fallback(ofChild step: UInt32, of parent: Int, _ fallbacks: [UInt32]) -> Int {
    var candidate = Int(fallbacks[parent])
    while true {
      let child = Int(states[candidate].base ^ step)
      if states[child].outputAndClass & 0xFF == step { return child }
      if candidate == Self.root { return Self.root }
      candidate = Int(fallbacks[candidate])
    }
  }

  /// States of at most one byte need no children of their own then: the table has them.
  private mutating func fillPairs(_ trie: LiteralTrie, _ depths: [UInt8]) {
    states[Self.root].fallback = State.byPair
    states[Self.root].children = 0
    for node in trie.breadthFirst.dropFirst() {
      let place = Int(trie.place[node])
      let step = Int(trie.step[node])
      switch depths[place] {
      case 1:
        states[place].children = 0
        for first in 0..<(1 << classBits) { pairs[first << classBits | step] = UInt32(place) }
      case 2: pairs[Int(trie.step[Int(trie.parent[node])]) << classBits | step] = UInt32(place)
      default: return
      }
    }
  }
}

/// The tree of all literals' beginnings, from which an automaton is laid out.
///
/// Node 0 is the root.
struct LiteralTrie {
  private(set) var parent: [UInt32] = [0]
  /// The byte class that leads to the node.
  private(set) var step: [UInt8] = [0]
  /// The literal that ends at the node, counted from 1.
  private(set) var output: [UInt32] = [0]
  /// Where the node came to stand in the double array.
  private(set) var place: [UInt32] = []
  private(set) var breadthFirst: [Int] = []
  private var firstChild: [UInt32] = [0]
  private var nextSibling: [UInt32] = [0]

  init(_ literals: [[UInt8]], classes: [UInt8]) {
    let order = literals.indices.sorted { literals[$0].lexicographicallyPrecedes(literals[$1]) }
    var path: [Int] = [0]
    var lastChild: [UInt32] = [0]
    var previous: [UInt8] = []
    for index in order {
      let literal = literals[index]
      precondition(!literal.isEmpty && literal != previous, "literals differ and are not empty")
      let shared = zip(literal, previous).prefix { $0 == $1 }.count
      path.removeLast(path.count - 1 - shared)
      for byte in literal[shared...] {
        let node = parent.count
        let above = path[path.count - 1]
        parent.append(UInt32(above))
        step.append(classes[Int(byte)])
        output.append(0)
        firstChild.append(0)
        nextSibling.append(0)
        if lastChild[above] == 0 {
          firstChild[above] = UInt32(node)
        } else {
          nextSibling[Int(lastChild[above])] = UInt32(node)
        }
        lastChild[above] = UInt32(node)
        lastChild.append(0)
        path.append(node)
      }
      output[path[path.count - 1]] = UInt32(index + 1)
      previous = literal
    }
  }

  /// Gives every node a place, shallow ones first.
  mutating func place(with layout: inout DoubleArrayLayout) {
    place = Array(repeating: 0, count: parent.count)
    breadthFirst = [0]
    breadthFirst.reserveCapacity(parent.count)
    var steps: [UInt8] = []
    var index = 0
    while index < breadthFirst.count {
      let node = breadthFirst[index]
      index += 1
      steps.removeAll(keepingCapacity: true)
      var child = firstChild[node]
      while child != 0 {
        steps.append(step[Int(child)])
        breadthFirst.append(Int(child))
        child = nextSibling[Int(child)]
      }
      guard !steps.isEmpty else { continue }
      let base = layout.take(steps, for: Int(place[node]))
      child = firstChild[node]
      while child != 0 {
        place[Int(child)] = base ^ UInt32(step[Int(child)])
        child = nextSibling[Int(child)]
      }
    }
  }
}

import Yams

extension YAMLNode {
  /// More nodes than ``RuleBounds/nodes``, and where the last of them stands.
  struct TooMany: Error {
    let mark: Mark
  }

  /// Copies a tree of Yams, each alias as what it stands for.
  ///
  /// Recursion is bounded by libyaml's nesting, of 1,000.
  ///
  /// - Parameters:
  ///   - node: the root.
  ///   - budget: how many more nodes there may be; what is left.
  ///   - lines: how many lines of the file stand before the text that was composed.
  /// - Throws: ``TooMany`` when the budget is used up.
  init(_ node: Node, budget: inout Int, addingLines lines: Int = 0) throws(TooMany) {
    let mark = Mark(node.mark, addingLines: lines)
    budget -= 1
    guard budget >= 0 else { throw TooMany(mark: mark) }
    switch node {
    case .scalar(let scalar):
      self = .scalar(
        Scalar(string: scalar.string, style: Style(scalar.style), tag: scalar.tag.rawValue, mark: mark))
    case .sequence(let sequence):
      var elements: [YAMLNode] = []
      elements.reserveCapacity(min(sequence.count, budget))
      for element in sequence { elements.append(try YAMLNode(element, budget: &budget, addingLines: lines)) }
      self = .sequence(elements, at: mark)
    case .mapping(let mapping):
      var pairs: [Pair] = []
      pairs.reserveCapacity(min(mapping.count, budget))
      for index in mapping.indices {
        let (key, value) = mapping[index]
        pairs.append(
          Pair(
            key: try YAMLNode(key, budget: &budget, addingLines: lines),
            value: try YAMLNode(value, budget: &budget, addingLines: lines)))
      }
      self = .mapping(pairs, at: mark)
    case .alias:
      // Yams makes these for writing only.
      self = .scalar(Scalar(string: "", style: .plain, tag: "", mark: mark))
    }
  }
}

extension YAMLNode.Mark {
  init(_ mark: Yams.Mark?, addingLines lines: Int = 0) {
    self.init(line: (mark?.line ?? 1) + lines, column: mark?.column ?? 1)
  }
}

extension YAMLNode.Style {
  fileprivate init(_ style: Node.Scalar.Style) {
    switch style {
    case .any, .plain: self = .plain
    case .singleQuoted: self = .singleQuoted
    case .doubleQuoted: self = .doubleQuoted
    case .literal, .folded: self = .block
    }
  }
}

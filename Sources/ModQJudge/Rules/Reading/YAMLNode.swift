/// What a YAML file says, without what only a YAML library knows: no anchors left, aliases followed.
///
/// Yams' own nodes hold a weak reference and a tag object each, which makes every copy of one dear.
indirect enum YAMLNode: Sendable {
  case scalar(Scalar)
  case sequence([YAMLNode], at: Mark)
  case mapping([Pair], at: Mark)

  struct Scalar: Sendable {
    let string: String
    let style: Style
    /// The tag it is written with, as `tag:yaml.org,2002:float`; empty if none, and nothing but `str` if it is quoted.
    let tag: String
    let mark: Mark
  }

  struct Pair: Sendable {
    let key: YAMLNode
    let value: YAMLNode
  }

  enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, block
  }

  /// Where something begins: line and column from 1, the column in Unicode scalars.
  struct Mark: Sendable {
    let line: Int
    let column: Int
  }

  var mark: Mark {
    switch self {
    case .scalar(let scalar): scalar.mark
    case .sequence(_, let mark), .mapping(_, let mark): mark
    }
  }
}

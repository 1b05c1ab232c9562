/// An automaton over literals, with who is to be looked at when one is seen.
struct LiteralIndex: Sendable {
  let automaton: AhoCorasick
  /// For each output, where its users begin in `users`.
  private let firstUser: [UInt32]
  private let users: [UInt32]

  /// Gathers the literals, each once.
  struct Builder {
    fileprivate var literals: [[UInt8]] = []
    fileprivate var users: [[UInt32]] = []
    private var outputs: [[UInt8]: UInt32] = [:]

    /// Adds a literal, and a user unless it is only to be known whether the literal occurs.
    ///
    /// Gives its output.
    mutating func add(_ literal: [UInt8], user: UInt32?) -> UInt32 {
      let output = outputs[literal] ?? UInt32(literals.count + 1)
      if output > literals.count {
        outputs[literal] = output
        literals.append(literal)
        users.append([])
      }
      if let user { users[Int(output) - 1].append(user) }
      return output
    }
  }

  init(_ builder: Builder) {
    automaton = AhoCorasick(builder.literals)
    var firstUser: [UInt32] = [0, 0]
    for list in builder.users { firstUser.append(firstUser[firstUser.count - 1] + UInt32(list.count)) }
    self.firstUser = firstUser
    users = Array(builder.users.joined())
  }

  var byteCount: Int { automaton.byteCount + (firstUser.count + users.count) * 4 }

  @inline(__always)
  func forEachUser(of output: UInt32, _ body: (UInt32) -> Void) {
    for index in firstUser[Int(output)]..<firstUser[Int(output) + 1] { body(users[Int(index)]) }
  }
}

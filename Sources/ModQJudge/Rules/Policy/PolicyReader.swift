import ModQEvent

/// Reads `policy.yml`.
struct PolicyReader {
  var nodes: NodeReader
  let nickKey: @Sendable (String) -> String
  private var places: [String: YAMLNode] = [:]

  init(nodes: NodeReader, nickKey: @escaping @Sendable (String) -> String) {
    self.nodes = nodes
    self.nickKey = nickKey
  }

  /// The policy that the file says; what it leaves out, and what is wrong in it, is as in ``Policy``.
  mutating func policy(_ root: YAMLNode) -> Policy {
    var policy = Policy()
    if case .scalar(let scalar) = root, scalar.string.isEmpty { return policy }
    read(root, at: "", into: &policy)
    checkOrder(of: policy)
    return policy
  }

  private mutating func read(_ node: YAMLNode, at path: String, into policy: inout Policy) {
    let what = path.isEmpty ? "the policy" : path
    guard let fields = nodes.fields(node, what, known: PolicyNumber.keys(at: path)) else { return }
    for (name, _, value) in fields.members {
      let inner = path.isEmpty ? name : "\(path).\(name)"
      if inner == PolicyNumber.sharedNicknames {
        readShared(value, into: &policy)
      } else if let number = PolicyNumber.all.first(where: { $0.path == inner }) {
        places[inner] = value
        read(value, as: number, into: &policy)
      } else {
        read(value, at: inner, into: &policy)
      }
    }
  }

  private mutating func read(_ node: YAMLNode, as number: PolicyNumber, into policy: inout Policy) {
    switch number.form {
    case .number(let path, let range):
      if let value = nodes.number(node, number.path, in: range) { policy[keyPath: path] = value }
    case .integer(let path, let range):
      if let value = nodes.integer(node, number.path, in: range) { policy[keyPath: path] = value }
    case .span(let path):
      if let value = nodes.duration(node, number.path) { policy[keyPath: path] = Double(value) / 86_400_000 }
    }
  }

  private mutating func readShared(_ node: YAMLNode, into policy: inout Policy) {
    guard let elements = nodes.elements(node, PolicyNumber.sharedNicknames) else { return }
    var seen: [String: YAMLNode] = [:]
    for element in elements {
      guard let name = nodes.text(element, "a nickname", atMost: Bounds.identifierBytes) else { continue }
      let key = nickKey(name)
      if key.isEmpty {
        nodes.warning(
          element, "nothing is left of “\(name.shortened)” as a nickname", hint: "it is anonymous anyway")
      } else if let first = seen[key] {
        let line = nodes.location(of: first).line
        nodes.warning(
          element, "“\(name.shortened)” is the nickname of line \(line) again", hint: "keep one of them")
      } else {
        seen[key] = element
      }
    }
    policy.sharedNicks = Set(seen.keys)
  }

  /// What numbers must be to one another.
  private mutating func checkOrder(of policy: Policy) {
    let orders: [(low: String, high: String, holds: Bool, why: String)] = [
      (
        "thresholds.hold", "thresholds.reject", policy.holdScore < policy.rejectScore,
        "or nothing is ever held"
      ),
      (
        "tiers.suspect.upper", "tiers.suspect.leave", policy.tiers.suspectUpper <= policy.tiers.suspectLeave,
        "or an author is suspect and is not"
      ),
      (
        "tiers.trusted.leave", "tiers.trusted.lower", policy.tiers.trustedLeave <= policy.tiers.trustedLower,
        "or trust is lost as it is given"
      ),
      (
        "anonymous.lower", "anonymous.expected", policy.anonymous.lower <= policy.anonymous.expected,
        "as a lower bound is"
      ),
    ]
    for order in orders where !order.holds {
      // At least one of the two is in the file: the defaults are in order.
      guard let node = places[order.high] ?? places[order.low] else { continue }
      nodes.error(node, "\(order.low) is not below \(order.high)", hint: "it has to be, \(order.why)")
    }
  }
}

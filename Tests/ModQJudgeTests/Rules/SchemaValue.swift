@testable import ModQJudge

/// A value as a JSON Schema sees it.
enum SchemaValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([SchemaValue])
  case object([String: SchemaValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([SchemaValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: SchemaValue].self))
    }
  }

  /// What an editor makes of a YAML file (YAML 1.2, section 10.2, "Core Schema").
  init(_ node: YAMLNode) {
    switch node {
    case .scalar(let scalar):
      switch scalar.string {
      case _ where scalar.style != .plain: self = .text(scalar.string)
      case "true": self = .bool(true)
      case "false": self = .bool(false)
      case "", "null", "~": self = .null
      default: self = PlainNumber.parse(scalar.string).map { .number($0) } ?? .text(scalar.string)
      }
    case .sequence(let elements, _): self = .list(elements.map { SchemaValue($0) })
    case .mapping(let pairs, _):
      var members: [String: SchemaValue] = [:]
      for pair in pairs {
        if case .scalar(let key) = pair.key { members[key.string] = SchemaValue(pair.value) }
      }
      self = .object(members)
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var list: [SchemaValue]? { if case .list(let list) = self { list } else { nil } }
  var object: [String: SchemaValue]? { if case .object(let object) = self { object } else { nil } }

  subscript(key: String) -> SchemaValue? { object?[key] }
}

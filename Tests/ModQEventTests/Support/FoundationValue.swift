@testable import ModQEvent

/// JSON as Foundation understands it.
enum FoundationValue: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([FoundationValue])
  case object([String: FoundationValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([FoundationValue].self) {
      self = .array(value)
    } else if let value = try? container.decode([String: FoundationValue].self) {
      self = .object(value)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  func isSame(as ours: JSONValue) -> Bool {
    switch (self, ours) {
    case (.null, .null): true
    case (.bool(let theirs), .bool(let ours)): theirs == ours
    case (.number(let theirs), .number): theirs == ours.double
    case (.string(let theirs), .string(let ours)): theirs.utf8.elementsEqual(ours.utf8)
    case (.array(let theirs), .array(let ours)):
      theirs.count == ours.count && zip(theirs, ours).allSatisfy { $0.isSame(as: $1) }
    case (.object(let theirs), .object(let ours)):
      theirs.count == ours.count && ours.allSatisfy { theirs[$0.key]?.isSame(as: $0.value) ?? false }
    default: false
    }
  }
}

@testable import ModQJudge

/// Checks values against a JSON Schema (draft 2020-12), as far as the shipped schemas go: a keyword that is new to it
/// is a fault too.
struct SchemaValidator {
  let root: SchemaValue

  /// What is wrong with a value, each with its place.
  func faults(_ value: SchemaValue) -> [String] { faults(value, root, "") }

  private func faults(_ value: SchemaValue, _ schema: SchemaValue, _ path: String) -> [String] {
    guard let keywords = schema.object else { return schema == .bool(false) ? ["\(path): not allowed"] : [] }
    return keywords.sorted { $0.key < $1.key }.flatMap { keyword, wanted in
      faults(value, keyword, wanted, keywords, path)
    }
  }

  private func faults(
    _ value: SchemaValue, _ keyword: String, _ wanted: SchemaValue, _ schema: [String: SchemaValue],
    _ path: String
  ) -> [String] {
    let fault = ["\(path): \(keyword)"]
    switch keyword {
    case "$schema", "$defs", "$id", "title", "description", "default": return []
    case "$ref":
      guard let name = wanted.text?.split(separator: "/").last, let target = root["$defs"]?[String(name)]
      else {
        return ["\(path): no \(wanted)"]
      }
      return faults(value, target, path)
    case "type":
      let names = wanted.list?.compactMap(\.text) ?? [wanted.text ?? ""]
      return names.contains { isOf(value, type: $0) } ? [] : fault
    case "enum": return wanted.list?.contains(value) == true ? [] : fault
    case "const": return wanted == value ? [] : fault
    case "oneOf":
      let matches = wanted.list?.count { faults(value, $0, path).isEmpty }
      return matches == 1 ? [] : fault
    case "minimum": return value.number.map { $0 >= wanted.number ?? 0 } ?? true ? [] : fault
    case "maximum": return value.number.map { $0 <= wanted.number ?? 0 } ?? true ? [] : fault
    case "minLength": return holds(value.text?.unicodeScalars.count, atLeast: wanted) ? [] : fault
    case "maxLength": return holds(value.text?.unicodeScalars.count, atMost: wanted) ? [] : fault
    case "minItems": return holds(value.list?.count, atLeast: wanted) ? [] : fault
    case "maxItems": return holds(value.list?.count, atMost: wanted) ? [] : fault
    case "minProperties": return holds(value.object?.count, atLeast: wanted) ? [] : fault
    case "pattern":
      guard var text = value.text else { return [] }
      let pattern = try? Pattern(wanted.text ?? "")
      return pattern.flatMap { pattern in text.withUTF8 { pattern.matches($0, MatchScratch()) } } == true
        ? [] : fault
    case "uniqueItems":
      let items = value.list ?? []
      return items.indices.contains { items[..<$0].contains(items[$0]) } ? fault : []
    case "items":
      return (value.list ?? []).enumerated().flatMap { faults($0.element, wanted, "\(path)[\($0.offset)]") }
    case "required":
      guard let object = value.object else { return [] }
      return (wanted.list ?? []).compactMap(\.text).filter { object[$0] == nil }.map {
        "\(path): needs \($0)"
      }
    case "properties":
      return (value.object ?? [:]).sorted { $0.key < $1.key }.flatMap { key, member in
        wanted[key].map { faults(member, $0, "\(path).\(key)") } ?? []
      }
    case "propertyNames":
      return (value.object ?? [:]).keys.sorted().flatMap { faults(.text($0), wanted, "\(path).\($0)") }
    case "additionalProperties":
      let known = schema["properties"]?.object ?? [:]
      return (value.object ?? [:]).filter { known[$0.key] == nil }.sorted { $0.key < $1.key }.flatMap {
        faults($0.value, wanted, "\(path).\($0.key)")
      }
    default: return ["\(path): unknown keyword \(keyword)"]
    }
  }

  private func isOf(_ value: SchemaValue, type: String) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || (type == "integer" && number == number.rounded())
    case .text: type == "string"
    case .list: type == "array"
    case .object: type == "object"
    }
  }

  private func holds(_ count: Int?, atLeast bound: SchemaValue) -> Bool {
    count.map { Double($0) >= bound.number ?? 0 } ?? true
  }

  private func holds(_ count: Int?, atMost bound: SchemaValue) -> Bool {
    count.map { Double($0) <= bound.number ?? 0 } ?? true
  }
}

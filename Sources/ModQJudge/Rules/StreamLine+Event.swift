package import ModQEvent

extension StreamLine {
  /// The line of JSON that a site would send, for ``Event`` to be decoded from: with the rules of a test's events as
  /// of any others.
  ///
  /// - Parameter start: the first moment of the test.
  /// - Returns: one object of UTF-8 without a newline, its keys sorted.
  package func json(from start: Timestamp) -> [UInt8] {
    var members = texts.map { JSONValue.Member(key: $0.name, value: .string($0.text)) }
    members.append(JSONValue.Member(key: "type", value: .string(kind.rawValue)))
    let at = start.milliseconds + offsetMilliseconds
    members.append(JSONValue.Member(key: "at", value: .number(String(at))))
    if let value { members.append(JSONValue.Member(key: "value", value: .number(String(value)))) }
    return JSONValue.object(members).canonical
  }
}

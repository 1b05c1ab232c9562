import ModQEvent

extension Policy {
  /// The policy in canonical JSON, as the log records it with a rule set: one flat object, its keys the paths of the
  /// numbers and `shared_nicknames`, sorted by their UTF-8 bytes; spans of time in days.
  package var json: [UInt8] {
    var writer = JSONWriter(capacity: 1_024)
    writer.beginObject()
    var isSharedWritten = false
    for number in PolicyNumber.all {
      if !isSharedWritten, PolicyNumber.sharedNicknames < number.path {
        writeShared(to: &writer)
        isSharedWritten = true
      }
      writer.key(number.path)
      switch number.form {
      case .number(let path, _): writer.number(self[keyPath: path])
      case .integer(let path, _): writer.integer(self[keyPath: path])
      case .span(let path): writer.number(self[keyPath: path])
      }
    }
    if !isSharedWritten { writeShared(to: &writer) }
    writer.endObject()
    return writer.bytes
  }

  /// The policy that ``json`` was made of; nil if the bytes are no such object.
  ///
  /// Keys that are not known are left aside, and what is missing is as in `Policy()`: so an older or newer program's
  /// log can be read.
  package init?(json: [UInt8]) {
    guard let members = (try? JSONValue.parse(json))?.object else { return nil }
    self.init()
    for member in members {
      if member.key == PolicyNumber.sharedNicknames {
        guard let names = member.value.array else { return nil }
        sharedNicks = Set(names.compactMap(\.string))
        guard sharedNicks.count == names.count else { return nil }
      } else if let number = PolicyNumber.all.first(where: { $0.path == member.key }) {
        guard read(member.value, as: number) else { return nil }
      }
    }
  }

  private mutating func read(_ value: JSONValue, as number: PolicyNumber) -> Bool {
    switch number.form {
    case .number(let path, _), .span(let path):
      guard let number = value.double, number.isFinite else { return false }
      self[keyPath: path] = number
    case .integer(let path, _):
      guard let number = value.integer else { return false }
      self[keyPath: path] = Int(number)
    }
    return true
  }

  private func writeShared(to writer: inout JSONWriter) {
    writer.key(PolicyNumber.sharedNicknames)
    writer.beginArray()
    for key in sharedNicks.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) { writer.string(key) }
    writer.endArray()
  }
}

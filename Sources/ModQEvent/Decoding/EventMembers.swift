/// The members of one object, found but not yet understood: those under our keys by where they stand, all
/// others whole.
///
/// One pass over the line. What the keys mean depends on `type`, which may come last, so nothing is judged
/// here but the JSON: a value under one of our keys is only located, and is read when the kind is known.
struct EventMembers: ~Copyable {
  /// Our keys that are there.
  private(set) var present: EventKeySet = []
  /// The members under keys that no kind of event knows, in the order they came.
  private(set) var foreign: [ForeignMember] = []
  private var slots = InlineArray<25, Slot>(repeating: Slot())

  /// A member that is kept as it came.
  struct ForeignMember {
    var member: JSONValue.Member
    /// Where its key begins, from 0.
    var position: Int
  }

  /// Where a value stands, in 16 bytes: all slots are moved with the line.
  struct Slot {
    private var positions: (keyStart: UInt32, start: UInt32, end: UInt32) = (0, 0, 0)
    var shape: JSONReader.Shape = .null
    /// Of strings: no escapes.
    var isPlain = true

    init() {}

    init(keyStart: Int, start: Int, end: Int, shape: JSONReader.Shape, isPlain: Bool) {
      positions = (UInt32(keyStart), UInt32(start), UInt32(end))
      self.shape = shape
      self.isPlain = isPlain
    }

    var keyStart: Int { Int(positions.keyStart) }
    var start: Int { Int(positions.start) }
    var end: Int { Int(positions.end) }
  }

  /// No members.
  init() {}

  /// Reads the object that fills `bytes`, a byte order mark in front and blanks apart.
  init(_ bytes: Span<UInt8>) throws(Refusal) {
    guard bytes.count <= UInt32.max else { throw .lineTooLong }
    var reader = JSONReader()
    guard reader.skipBlanks(in: bytes) == UInt8(ascii: "{") else {
      throw .syntax(.object, at: reader.position, in: bytes)
    }
    var goesOn = try reader.open(UInt8(ascii: "}"), in: bytes)
    while goesOn {
      let start = reader.position
      let text = try reader.readKey(in: bytes)
      if let key = try Self.key(text, in: bytes) {
        guard !present.contains(key) else { throw .duplicateKey(key.name, at: start) }
        present.insert(EventKeySet(key))
        slots[key.rawValue] = try Self.slot(keyStart: start, &reader, in: bytes)
      } else {
        let name = try text.string(in: bytes)
        let member = JSONValue.Member(key: name, value: try reader.readValue(in: bytes))
        foreign.append(ForeignMember(member: member, position: start))
      }
      goesOn = try reader.goOn(UInt8(ascii: "}"), in: bytes)
    }
    try reader.finish(in: bytes)
    if !foreign.isEmpty, let index = JSONValue.firstRepeatedKey(in: foreign.map(\.member)) {
      throw .duplicateKey(foreign[index].member.key, at: foreign[index].position)
    }
  }

  /// Where the value under `key` stands; nil if the key is not there.
  subscript(_ key: EventKey) -> Slot? {
    present.contains(key) ? slots[key.rawValue] : nil
  }

  /// The value under `key`, as a tree; nil if the key is not there.
  func value(_ key: EventKey, in bytes: Span<UInt8>) throws(Refusal) -> JSONValue? {
    guard let slot = self[key] else { return nil }
    var reader = JSONReader()
    reader.position = slot.start
    return try reader.readValue(in: bytes)
  }

  private static func key(_ text: JSONText, in bytes: Span<UInt8>) throws(Refusal) -> EventKey? {
    if text.isPlain {
      return EventKey.named(by: bytes, from: text.start, to: text.end)
    }
    let name = try text.string(in: bytes)
    return EventKey.named(by: name.utf8.span, from: 0, to: name.utf8.count)
  }

  private static func slot(
    keyStart: Int, _ reader: inout JSONReader, in bytes: Span<UInt8>
  ) throws(Refusal) -> Slot {
    let shape = try reader.shape(in: bytes)
    let start = reader.position
    var isPlain = true
    switch shape {
    case .string: isPlain = try reader.readText(in: bytes).isPlain
    case .number: _ = try reader.readNumber(in: bytes)
    case .null, .bool, .array, .object: _ = try reader.readValue(in: bytes)
    }
    return Slot(keyStart: keyStart, start: start, end: reader.position, shape: shape, isPlain: isPlain)
  }
}

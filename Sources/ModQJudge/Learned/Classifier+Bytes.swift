/// A classifier as it is stored: little-endian, a header of 40 bytes, then 12 for each feature that was seen.
extension Classifier {
  /// Of the features and of the fit: a stored classifier of another version is not used.
  package static let version: UInt32 = 2
  private static let magic: UInt32 = 0x6D71_6C31

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let seen = cells.indices.filter { cells[$0].squared > 0 }
    bytes.reserveCapacity(40 + 12 * seen.count)
    append(Self.magic)
    append(Self.version)
    append(UInt32(fine))
    append(UInt32(spam))
    append(bias.bitPattern)
    append(slope.bitPattern)
    append(UInt64(seen.count))
    for place in seen {
      append(UInt32(place))
      append(cells[place].squared.bitPattern)
      append(cells[place].weight.bitPattern)
    }
    return bytes
  }

  /// The classifier that ``bytes`` were made of; nil if they are no such thing.
  package init?(bytes: [UInt8]) {
    guard bytes.count >= 40, (bytes.count - 40) % 12 == 0 else { return nil }
    func value<T: FixedWidthInteger>(_ position: Int, _: T.Type) -> T {
      bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: T.self)) }
    }
    guard value(0, UInt32.self) == Self.magic, value(4, UInt32.self) == Self.version,
      value(32, UInt64.self) == UInt64((bytes.count - 40) / 12)
    else { return nil }
    var cells = [Cell](repeating: Cell(), count: FeatureSpace.size)
    for position in stride(from: 40, to: bytes.count, by: 12) {
      let place = Int(value(position, UInt32.self))
      guard place < cells.count else { return nil }
      cells[place] = Cell(
        squared: Float(bitPattern: value(position + 4, UInt32.self)),
        weight: Float(bitPattern: value(position + 8, UInt32.self)))
    }
    self.init(
      fine: Int(value(8, UInt32.self)), spam: Int(value(12, UInt32.self)),
      bias: Double(bitPattern: value(16, UInt64.self)), slope: Double(bitPattern: value(24, UInt64.self)),
      cells: cells)
  }
}

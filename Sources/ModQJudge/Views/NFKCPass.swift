/// Makes the view `nfkc`: voiced sound marks combine, then Normalization Form KC (UAX #15), and nothing that shows
/// nothing.
///
/// U+309B and U+309C, the marks as keyboards give them, become U+3099 and U+309A first: NFKC alone would make them a
/// space with a mark and leave か゛ in two. Default ignorables go before anything composes, so that one between か and ゛
/// keeps nothing apart.
struct NFKCPass {
  private let tables = UnicodeTables.shared
  private let source: [UInt8]
  /// Whether to do what UAX #15 says and nothing else.
  private let isPlain: Bool
  private var segment = ComposingSegment()
  private var builder: ViewBuilder
  /// The end of the last ignorable that was passed over.
  private var ignoredEnd = 0

  init(_ text: ViewedText, isPlain: Bool = false, limit: Int) {
    source = text.bytes
    self.isPlain = isPlain
    builder = ViewBuilder(text, limit: limit)
  }

  /// Scalars that NFKC leaves alone, whatever surrounds them, are only passed over; linear in the text.
  consuming func viewed() -> ViewedText {
    var position = 0
    var last = 0
    while position < source.count, !builder.isCut {
      if source[position] < 0x80 {
        last = position
        position += 1
        continue
      }
      let (scalar, length) = source.scalar(at: position)
      let properties = tables.properties[scalar]
      if properties.contains(.unsettled) {
        position = settle(from: properties.contains(.joins) ? last : position)
        last = position
      } else {
        last = position
        position += length
      }
    }
    return builder.finished()
  }

  /// Normalises from `start` up to the next scalar that is settled and joins nothing, and returns where that is.
  private mutating func settle(from start: Int) -> Int {
    var position = start
    while position < source.count {
      let (scalar, length) = source.scalar(at: position)
      let properties = tables.properties[scalar]
      if position > start, !properties.contains(.unsettled) { break }
      add(scalar, properties, from: position..<position + length)
      position += length
    }
    flush()
    return position
  }

  private mutating func add(_ scalar: UInt32, _ properties: ScalarProperties, from piece: Range<Int>) {
    if !isPlain {
      if properties.contains(.ignorable) {
        if segment.isEmpty { builder.remove(piece) }
        ignoredEnd = piece.upperBound
        return
      }
      if scalar == 0x309B || scalar == 0x309C {
        return segment.append(scalar - 2, combiningClass: 8, from: piece)
      }
    }
    guard properties.contains(.decomposes) else { return addDecomposed(scalar, properties, from: piece) }
    for place in tables.decompositions[scalar] {
      let part = tables.decompositions.pool[place]
      addDecomposed(part, tables.properties[part], from: piece)
    }
  }

  private mutating func addDecomposed(
    _ scalar: UInt32, _ properties: ScalarProperties, from piece: Range<Int>
  ) {
    if !properties.contains(.joins) { flush() }
    segment.append(scalar, combiningClass: properties.combiningClass, from: piece)
  }

  private mutating func flush() {
    guard !segment.isEmpty else { return }
    let origin = segment.origin
    if let scalar = segment.takeSingle() {
      put(CollectionOfOne(scalar), for: origin)
    } else {
      put(segment.takeComposed(tables.composition), for: origin)
    }
    if ignoredEnd > origin.upperBound { builder.remove(origin.upperBound..<ignoredEnd) }
  }

  private mutating func put(_ scalars: some Sequence<UInt32>, for origin: Range<Int>) {
    if !builder.stands(scalars, at: origin) { builder.replace(origin, with: scalars) }
  }
}

/// Makes a text of another one by replacing pieces of it from left to right; what lies between is copied.
///
/// As long as nothing is replaced there is nothing to copy, and the result is the text itself.
struct ViewBuilder {
  private let source: ViewedText
  private let limit: Int
  private var bytes: [UInt8] = []
  private var map = OffsetMap()
  /// Up to where the source is copied or replaced.
  private var done = 0
  private var isChanged = false
  private(set) var isCut = false

  /// Starts with nothing replaced; the result may have `limit` bytes.
  init(_ source: ViewedText, limit: Int) {
    self.source = source
    self.limit = limit
  }

  /// Puts `scalars` in place of `origin`, a piece that ends no earlier than those before it.
  mutating func replace(_ origin: Range<Int>, with scalars: some Sequence<UInt32>) {
    guard !isCut else { return }
    copy(upTo: origin.lowerBound)
    let start = bytes.count
    var isOneScalar = true
    for scalar in scalars {
      isOneScalar = bytes.count == start
      bytes.append(scalar: scalar)
    }
    let length = bytes.count - start
    guard bytes.count <= limit, !isCut else {
      bytes.removeLast(length)
      isCut = true
      return
    }
    if isOneScalar, length == origin.count, source.bytes.scalar(at: origin.lowerBound).length == length {
      map.append(alongside: origin)
    } else {
      map.append(length, from: origin)
    }
    done = max(done, origin.upperBound)
  }

  /// Lets `scalar`, the last of the result, which came from `piece`, have come from all up to `end`.
  mutating func extend(_ scalar: UInt32, from piece: Range<Int>, upTo end: Int) {
    guard !isCut else { return }
    if done <= piece.lowerBound {
      replace(piece.lowerBound..<end, with: CollectionOfOne(scalar))
    } else {
      map.extendLast(utf8Length(scalar), upTo: end)
      done = max(done, end)
    }
  }

  /// Leaves `range` out.
  mutating func remove(_ range: Range<Int>) {
    guard !isCut else { return }
    copy(upTo: range.lowerBound)
    done = max(done, range.upperBound)
  }

  /// Whether the bytes of `origin` are `scalars` already, and not replaced yet: then nothing is to be done.
  func stands(_ scalars: some Sequence<UInt32>, at origin: Range<Int>) -> Bool {
    guard origin.lowerBound >= done else { return false }
    var position = origin.lowerBound
    for scalar in scalars {
      guard position < origin.upperBound else { return false }
      let (value, length) = source.bytes.scalar(at: position)
      guard value == scalar else { return false }
      position += length
    }
    return position == origin.upperBound
  }

  private mutating func copy(upTo end: Int) {
    if !isChanged {
      isChanged = true
      bytes.reserveCapacity(source.bytes.count)
    }
    guard done < end, !isCut else { return }
    var end = end
    if bytes.count + end - done > limit {
      isCut = true
      end = max(done + limit - bytes.count, done)
      while end > done, source.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    bytes += source.bytes[done..<end]
    map.append(alongside: done..<end)
    done = end
  }

  consuming func finished() -> ViewedText {
    guard isChanged else { return source }
    copy(upTo: source.bytes.count)
    var result = source
    result.bytes = bytes
    result.isCut = source.isCut || isCut
    result.steps.insert(map, at: 0)
    return result
  }
}

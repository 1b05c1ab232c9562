/// The features of one text: places in the space of hashes, each once, block by block.
struct FeatureList {
  var places: [UInt32] = []
  /// Where each block ends in ``places``.
  var ends: [Int] = []

  /// The places of a block.
  func places(of block: FeatureBlock) -> ArraySlice<UInt32> {
    places[(block.rawValue == 0 ? 0 : ends[block.rawValue - 1])..<ends[block.rawValue]]
  }
}

/// Makes feature lists, over and over in the same memory: 32 KiB and the longest list.
final class FeatureCollector {
  private var sink = PlaceSink()

  /// The features of a text.
  func features(of scan: FeatureScan) -> FeatureList {
    sink.begin()
    scan.run(into: &sink)
    return sink.end()
  }
}

/// Keeps each place once.
///
/// A scan gives one block after the other.
private struct PlaceSink: FeatureSink {
  private var list = FeatureList()
  private var seen = [UInt64](repeating: 0, count: FeatureSpace.size / 64)

  mutating func begin() {
    list.places.removeAll(keepingCapacity: true)
    list.ends.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ block: FeatureBlock, hash: UInt64, name: FeatureName) {
    while list.ends.count < block.rawValue { list.ends.append(list.places.count) }
    let place = FeatureSpace.place(hash)
    let bit = UInt64(1) << (place & 63)
    guard seen[Int(place >> 6)] & bit == 0 else { return }
    seen[Int(place >> 6)] |= bit
    list.places.append(place)
  }

  mutating func end() -> FeatureList {
    while list.ends.count < FeatureBlock.allCases.count { list.ends.append(list.places.count) }
    for place in list.places { seen[Int(place >> 6)] = 0 }
    return list
  }
}

/// Looks for what somebody may have meant by a name that does not exist.
enum NearestName {
  /// The nearest of `candidates`, if one is near: at most one edit in three characters (a swap of neighbours
  /// is one edit, as in optimal string alignment).
  ///
  /// Of equally near ones the first by UTF-8 bytes.
  ///
  /// O(length²) for each candidate of about the same length.
  static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(RuleBounds.nameBytes + 1))
    guard wanted.count <= RuleBounds.nameBytes else { return nil }
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let other = Array(candidate.utf8)
      let limit = max(1, max(wanted.count, other.count) / 3)
      guard abs(other.count - wanted.count) <= limit else { continue }
      let distance = edits(from: wanted, to: other)
      guard distance <= limit else { continue }
      if let best, (best.distance, best.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  private static func edits(from left: [UInt8], to right: [UInt8]) -> Int {
    var earlier: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let changed = previous[column] + (left[row] == right[column] ? 0 : 1)
        var least = min(changed, min(previous[column + 1], current[column]) + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, earlier[column - 1] + 1)
        }
        current.append(least)
      }
      earlier = previous
      previous = current
    }
    return previous[right.count]
  }
}

/// The name that somebody probably meant by another: at most two slips away, and fewer for short names.
package enum Suggestion {
  /// The one of `names` closest to `typed`, the first of those equally close; nil if none is close.
  ///
  /// `typed` is foreign text: what is longer than any name is cut before it is compared.
  package static func closest(to typed: String, among names: [String]) -> String? {
    let letters = Array(typed.lowercased().unicodeScalars.prefix(24))
    var best: (name: String, distance: Int)?
    for name in names {
      let limit = min(2, name.unicodeScalars.count / 2)
      let distance = editDistance(letters, Array(name.unicodeScalars))
      if distance <= limit, distance < best?.distance ?? .max {
        best = (name, distance)
      }
    }
    return best?.name
  }

  /// How many insertions, deletions, replacements and swaps of neighbours turn one into the other (optimal
  /// string alignment).
  ///
  /// Time: the product of the lengths.
  static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var rows = [[Int](0...right.count)]
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var distance = min(rows[row][column + 1], current[column]) + 1
        distance = min(distance, rows[row][column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          distance = min(distance, rows[row - 1][column - 1] + 1)
        }
        current.append(distance)
      }
      rows.append(current)
    }
    return rows[left.count][right.count]
  }
}

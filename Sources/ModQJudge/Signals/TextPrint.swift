/// What a text is compared with others by: its folded form as a hash, and from ``shortest`` characters on the set of
/// its 3-grams with a MinHash signature.
///
/// Two texts are copies if they are equal, or if both are long enough and the Jaccard index of their sets is 0.80 or more.
/// Near copies are looked for among those that share a *band* of four minima. At an index of 0.80 one of the 20 bands
/// is shared with probability 1 − (1 − 0.8⁴)²⁰ > 0.9999, at 0.05 with 0.0001, and what is found is then compared
/// exactly; see Decisions/0006.
///
/// A. Z. Broder: On the resemblance and containment of documents. SEQUENCES 1997; J. Leskovec, A. Rajaraman,
/// J. D. Ullman: Mining of Massive Datasets, chapter 3.
package struct TextPrint: Sendable, Equatable {
  /// A hash of the whole folded text; 0 for a text of which nothing is left, which is no copy of anything.
  package let whole: UInt64
  /// Hashes of the different 3-grams, ascending; empty for a text shorter than ``shortest``.
  package let grams: [UInt32]
  /// A key for each band; empty where `grams` is.
  package let bands: [UInt32]
  /// A bit of each of 64 minima; see ``mayBeNear(_:)``.
  let sketch: UInt64

  /// From so many folded characters on a text can be nearly the same as another.
  package static let shortest = 20
  /// Only so many characters are compared: a print stays small, and who copies a novel copies its start.
  package static let longest = 4_096
  /// Bands, and minima of each.
  static let bandCount = 20
  static let bandRows = 4

  /// The print of `body`, by its view `fold`; linear.
  package init(body: String) {
    var views = Views(body)
    self.init(&views)
  }

  /// The print of a text of which some views may have been made already.
  package init(_ views: inout Views) {
    self.init(folded: views.text(in: .fold).bytes)
  }

  /// The print of a text that is folded already, in valid UTF-8.
  init(folded bytes: [UInt8]) {
    whole = bytes.isEmpty ? 0 : Self.hash(bytes)
    let scalars = Self.scalars(of: bytes)
    guard scalars.count >= Self.shortest else {
      (grams, bands, sketch) = ([], [], 0)
      return
    }
    grams = Self.grams(of: scalars)
    let minima = Self.minima(of: grams)
    bands = Self.bands(of: minima)
    sketch = Self.sketch(of: minima)
  }

  /// Whether the texts are the same or nearly so.
  package func isCopy(of other: TextPrint) -> Bool {
    if whole == other.whole { return whole != 0 }
    let (left, right) = (grams, other.grams)
    let most = max(left.count, right.count)
    // The Jaccard index is at most the quotient of the sizes.
    guard !left.isEmpty, !right.isEmpty, 5 * min(left.count, right.count) >= 4 * most else { return false }
    // s shared of l and r are 0.80 of l + r − s, or more, if at most a ninth of l + r is on one side only. Most texts that
    // are no copies are told from few of their grams.
    let allowed = (left.count + right.count) / 9
    var (i, j, lonely) = (0, 0, 0)
    while i < left.count && j < right.count {
      let (one, other) = (left[i], right[j])
      i += one <= other ? 1 : 0
      j += other <= one ? 1 : 0
      if one != other {
        lonely += 1
        if lonely > allowed { return false }
      }
    }
    return lonely + (left.count - i) + (right.count - j) <= allowed
  }

  /// Whether a text with this sketch can have a Jaccard index of 0.80 with this one, as good as always.
  ///
  /// A bit is the same with probability (1 + J) / 2: at 0.80 in 57.6 ± 2.4 of 64, below ``leastAgreement`` in one case of
  /// 100,000; at 0.3, where long texts of common words are, in 42 ± 4.
  ///
  /// P. Li, A. C. König: b-Bit Minwise Hashing. WWW 2010.
  func mayBeNear(_ other: UInt64) -> Bool { 64 - (sketch ^ other).nonzeroBitCount >= Self.leastAgreement }

  private static let leastAgreement = 46

  // MARK: Hashing

  private static func scalars(of bytes: [UInt8]) -> [UInt32] {
    var scalars: [UInt32] = []
    scalars.reserveCapacity(min(bytes.count, longest))
    var position = 0
    while position < bytes.count && scalars.count < longest {
      let (scalar, length) = bytes.scalar(at: position)
      scalars.append(scalar)
      position += length
    }
    return scalars
  }

  private static func grams(of scalars: [UInt32]) -> [UInt32] {
    var grams: [UInt32] = []
    grams.reserveCapacity(scalars.count)
    for start in 0..<(scalars.count - 2) {
      let packed =
        UInt64(scalars[start]) | UInt64(scalars[start + 1]) << 21 | UInt64(scalars[start + 2]) << 42
      grams.append(UInt32(truncatingIfNeeded: mix(packed) >> 32))
    }
    grams = sorted(grams)
    var kept = 1
    for index in 1..<grams.count where grams[index] != grams[kept - 1] {
      grams[kept] = grams[index]
      kept += 1
    }
    grams.removeLast(grams.count - kept)
    return grams
  }

  /// Hashes are spread evenly: each is put near its place by its size alone, and the few that are out of order then change
  /// places.
  ///
  /// Linear, except for hashes that somebody chose so that they lie close together.
  private static func sorted(_ grams: [UInt32]) -> [UInt32] {
    let count = grams.count
    var places = [Int32](repeating: 0, count: grams.count + 1)
    for gram in grams { places[place(of: gram, among: count) + 1] += 1 }
    guard places.allSatisfy({ $0 <= mostInOnePlace }) else { return grams.sorted() }
    for place in 1..<places.count { places[place] += places[place - 1] }
    var sorted = grams
    for gram in grams {
      let place = place(of: gram, among: count)
      sorted[Int(places[place])] = gram
      places[place] += 1
    }
    for end in 1..<sorted.count {
      let moving = sorted[end]
      var place = end
      while place > 0, sorted[place - 1] > moving {
        sorted[place] = sorted[place - 1]
        place -= 1
      }
      sorted[place] = moving
    }
    return sorted
  }

  private static let mostInOnePlace: Int32 = 32

  private static func place(of gram: UInt32, among count: Int) -> Int { (Int(gram) * count) >> 32 }

  /// Multipliers and summands of the hash functions whose minima are taken: one a row.
  private static let functions: (multipliers: [UInt32], summands: [UInt32]) = {
    let count = bandCount * bandRows
    let numbers = (1...(2 * count)).map { UInt32(truncatingIfNeeded: mix(UInt64($0)) >> 32) }
    return (numbers.prefix(count).map { $0 | 1 }, Array(numbers.suffix(count)))
  }()

  private static func minima(of grams: [UInt32]) -> [UInt32] {
    let functions = functions
    let count = bandCount * bandRows
    var minima = [UInt32](repeating: .max, count: count)
    minima.withUnsafeMutableBufferPointer { minima in
      functions.multipliers.withUnsafeBufferPointer { multipliers in
        functions.summands.withUnsafeBufferPointer { summands in
          for gram in grams {
            for row in 0..<count {
              minima[row] = min(minima[row], gram &* multipliers[row] &+ summands[row])
            }
          }
        }
      }
    }
    return minima
  }

  private static func sketch(of minima: [UInt32]) -> UInt64 {
    minima.prefix(64).reduce(0) { $0 << 1 | mix(UInt64($1)) >> 63 }
  }

  private static func bands(of minima: [UInt32]) -> [UInt32] {
    (0..<bandCount).map { band in
      var key = UInt64(band)
      for row in 0..<bandRows { key = mix(key ^ UInt64(minima[band * bandRows + row])) }
      return UInt32(truncatingIfNeeded: key >> 32)
    }
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash = mix(UInt64(bytes.count))
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 {
        hash = mix(hash ^ word)
        word = 0
      }
    }
    return mix(hash ^ word) | 1
  }

  /// The finaliser of splitmix64 (Steele, Lea, Flood 2014), with its step so that 0 is not kept.
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

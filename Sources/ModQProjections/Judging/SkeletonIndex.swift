package import ModQEventLog

/// The authors of each skeleton of nicknames that was asked about, so that asking writes no rows back and reads the table
/// once.
///
/// What is in memory is what the table says once all rows are written: whoever gets a nickname is added.
final class SkeletonIndex {
  private struct Key: Hashable {
    var site: Int64
    var skeleton: [UInt8]

    init(_ skeleton: String, _ site: Int64) {
      self.site = site
      self.skeleton = Array(skeleton.utf8)
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(site)
      skeleton.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }

  /// Of one skeleton no more authors are looked at, the first by their numbers.
  static let looked = 50

  private var known: Generations<Key, [Int64]>
  private let behind: WriteBehind
  /// Who got a nickname since the rows were last written.
  private var unwritten: [Key: [Int64]] = [:]
  /// Those whose rows were written, and may not be committed yet.
  private var inFlight = InFlight<Key, [Int64]>()

  init(behind: WriteBehind = WriteBehind(), memory: MemoryBounds = MemoryBounds()) {
    self.behind = behind
    known = Generations(capacity: memory.skeletons)
  }

  /// The first authors of a site with this skeleton; `stored` reads those in the table.
  func numbers<Failure>(
    of skeleton: String, site: Int64, stored: () throws(Failure) -> [Int64]
  ) throws(Failure) -> [Int64] {
    let key = Key(skeleton, site)
    if let numbers = known[key] { return numbers }
    let numbers = Self.first(try stored() + flown(key) + (unwritten[key] ?? []))
    known[key] = numbers
    return numbers
  }

  private func flown(_ key: Key) -> [Int64] {
    let flown = inFlight.values(of: key, behind)
    return (flown.old ?? []) + (flown.young ?? [])
  }

  /// An author got a nickname.
  func add(_ number: Int64, skeleton: String, site: Int64) {
    let key = Key(skeleton, site)
    unwritten[key, default: []].append(number)
    known.update(key) { $0 = Self.first($0 + [number]) }
  }

  /// The rows were written.
  func noteWritten() {
    for (key, numbers) in unwritten { inFlight.update(key, behind, default: []) { $0 += numbers } }
    unwritten.removeAll(keepingCapacity: true)
  }

  /// Forgets what was not used lately, or all: what is in memory may not be what is in the table.
  func trim(all: Bool) {
    if all {
      unwritten.removeAll()
      known.removeAll()
    } else {
      _ = known.ageIfFull()
    }
  }

  private static func first(_ numbers: [Int64]) -> [Int64] {
    var kept: [Int64] = []
    for number in numbers.sorted() where number != kept.last {
      kept.append(number)
      if kept.count == looked { break }
    }
    return kept
  }
}

extension Projections {
  /// The first ``SkeletonIndex/looked`` authors of a site whose nicknames have this skeleton.
  package func authorNumbers(skeleton: String, site: Int64) throws(LogError) -> [Int64] {
    guard !skeleton.isEmpty else { return [] }
    return try skeletons.numbers(of: skeleton, site: site) { () throws(LogError) in
      let query = try queries.authorsBySkeleton.aside
      query.bind(1, skeleton)
      query.bind(2, site)
      var found: [Int64] = []
      while try query.step() { found.append(query.int(0)) }
      return found
    }
  }
}

import ModQEvent
import ModQEventLog

/// The last votes of each voter with a name, in memory: weighing a vote asks for the voter's others, and most voters have
/// cast so few that all of them are here.
///
/// What is written to the table is noted here too. Bounded by ``trim(all:)``.
final class VoteBook {
  /// A vote as it stands.
  struct Cast: Equatable {
    /// 0 for who has no standing.
    var author: Int64
    var comment: Int64
    var seq: Int64
    var at: Timestamp
    var value: Int
    var weight: Double
    var r: Double
    var s: Double
  }

  /// The last votes of one voter.
  struct Page {
    /// In the order of the log.
    private(set) var casts: [Cast] = []
    /// There are no others.
    private(set) var isWhole = true

    /// The last `limit` with a value, on other comments, newest first; nil if they are not all here.
    func last(_ limit: Int, except comment: Int64) -> [Cast]? {
      let found = casts.reversed().lazy.filter { $0.value != 0 && $0.comment != comment }.prefix(limit)
      let last = Array(found)
      return isWhole || last.count == limit ? last : nil
    }

    fileprivate init(_ newestFirst: [Cast], isWhole: Bool) {
      casts = newestFirst.reversed()
      self.isWhole = isWhole
    }

    fileprivate mutating func note(_ cast: Cast) {
      if let former = casts.firstIndex(where: { $0.comment == cast.comment }) { casts.remove(at: former) }
      // A vote that waited for its comment is older than others that did not.
      let place = casts.lastIndex { $0.seq < cast.seq }.map { $0 + 1 } ?? 0
      guard isWhole || place > 0 else { return }
      casts.insert(cast, at: place)
      if casts.count >= 2 * VoteBook.recalled {
        casts.removeFirst(casts.count - VoteBook.recalled)
        isWhole = false
      }
    }
  }

  /// Votes of one voter that are read at once: what ``Ballot/looked`` asks for, and some that were withdrawn.
  fileprivate static let recalled = 48
  /// Weighed by their votes; an empty one takes room as well.
  private var pages: Generations<Int64, Page>
  /// What those weigh that were used lately.
  var weight: Int { pages.weight }
  private let recall: PreparedQuery
  private let behind: WriteBehind
  /// What may not be committed yet, by comment: the last vote of each voter.
  private var inFlight = InFlight<Int64, [Int64: Cast]>()
  /// The same by author and voter: the votes by their comments.
  private var inFlightForAuthors = InFlight<Int64, [Int64: [Int64: Cast]]>()

  init(_ store: Store) throws(LogError) {
    behind = store.behind
    pages = Generations(capacity: store.memory.votes) { $0.casts.count + 1 }
    recall = try store.query(
      """
      SELECT author, comment, seq, at, value, weight, r, s FROM \(store.name(Tables.vote))
      WHERE voter = ? ORDER BY seq DESC LIMIT \(VoteBook.recalled)
      """)
  }

  func page(of voter: Int64) throws(LogError) -> Page {
    if let page = pages[voter] { return page }
    // The page of who has a vote in flight is in memory.
    let recall = try recall.aside
    recall.bind(1, voter)
    var found: [Cast] = []
    while try recall.step() {
      found.append(
        Cast(
          author: recall.int(0), comment: recall.int(1), seq: recall.int(2),
          at: Timestamp(milliseconds: recall.int(3)), value: Int(recall.int(4)), weight: recall.double(5),
          r: recall.double(6), s: recall.double(7)))
    }
    let page = Page(found, isWhole: found.count < VoteBook.recalled)
    pages[voter] = page
    return page
  }

  /// Begins the page of somebody whom the log has not had before.
  func begin(_ voter: Int64) {
    pages[voter] = Page([], isWhole: true)
  }

  /// Notes a vote that was written.
  func note(_ cast: Cast, of voter: Int64) {
    pages.update(voter) { $0.note(cast) }
    inFlight.update(cast.comment, behind, default: [:]) { $0[voter] = cast }
    inFlightForAuthors.update(cast.author, behind, default: [:]) {
      $0[voter, default: [:]][cast.comment] = cast
    }
  }

  /// The votes on a comment that may not be committed yet, by voter.
  func inFlight(on comment: Int64) -> [Int64: Cast] {
    inFlight.merged(of: comment, behind)
  }

  /// The votes of somebody on an author that may not be committed yet, by comment.
  func inFlight(by voter: Int64, for author: Int64) -> [Int64: Cast] {
    let flown = inFlightForAuthors.values(of: author, behind)
    return (flown.old?[voter] ?? [:]).merging(flown.young?[voter] ?? [:]) { $1 }
  }

  /// The votes for or against an author that may not be committed yet, by voter and comment.
  func inFlight(for author: Int64) -> [Int64: [Int64: Cast]] {
    let flown = inFlightForAuthors.values(of: author, behind)
    return (flown.old ?? [:]).merging(flown.young ?? [:]) { $0.merging($1) { $1 } }
  }

  func trim(all: Bool) {
    if all { pages.removeAll() } else { _ = pages.ageIfFull() }
  }
}

/// The texts of the last half hour of a site, in which copies of a text are found at a cost that does not grow with
/// their number.
///
/// Posts are chained by a hash of their whole text and by each band of their ``TextPrint``, newest first. A search
/// follows each chain for a bounded number of posts, and stops at the first that is too old. What it finds is a function of
/// the posts of the window alone: an index that has seen more before, or was made anew of the last half hour,
/// answers the same.
///
/// At most ``posts`` texts with ``grams`` grams together, and as many that are not cleared away yet.
package struct CopyIndex: Sendable {
  /// Copies are looked for in the half hour before.
  package static let windowMilliseconds: Int64 = 30 * 60_000
  /// Texts that are looked among: of a site with more than 55 comments a second the newest.
  package static let posts = 100_000
  /// 3-grams of all texts together; older texts beyond that are not looked at.
  package static let grams = 8_000_000
  /// Equal texts, and posts of one band, that a search looks at: more copies than that change no verdict.
  static let equalLooked = 100
  static let bandLooked = 32
  /// After so many posts of one band that can't be near, the rest of it is not looked at: where texts are made of few words
  /// some bands hold thousands of strangers, each a wait for memory, and a near copy shares other bands too.
  static let strangersLooked = 8

  /// One post, as long as it is kept.
  package struct Post: Sendable {
    /// The comment's number, to tell it from its own edit.
    package var seq: Int64
    /// Nil for somebody without a standing: another one each time.
    package var author: Int64?
    /// Never before that of the post before.
    package var time: Int64
    package var print: TextPrint

    package init(seq: Int64, author: Int64?, time: Int64, print: TextPrint) {
      self.seq = seq
      self.author = author
      self.time = time
      self.print = print
    }
  }

  /// How many posts say the same as a text.
  package struct Found: Sendable, Equatable {
    /// Posts of the same author.
    package var own = 0
    /// Other authors; each post of somebody without a standing is one.
    package var authors = 0

    package init() {}
  }

  /// In the order of the log; those before ``floor`` are too many, or too old.
  private var kept: [Post] = []
  private var floor = 0
  private var gramsKept = 0
  private var links: [Link] = []
  private var chains = ChainHeads()

  /// One post in one chain, with what most posts can be passed over by: to look at one costs more than all of this.
  private struct Link: Sendable {
    var time: Int64
    var sketch: UInt64
    var post: Int32
    /// The link of the post before it in the chain, or −1.
    var next: Int32
  }

  package init() {}

  /// Adds the post that comes next.
  ///
  /// - Complexity: O(1) beside making its print, amortised.
  package mutating func add(_ post: Post) {
    enter(post)
    while kept.count - floor > Self.posts || gramsKept > Self.grams { dropOldest() }
    while floor < kept.count, kept[floor].time <= post.time - Self.windowMilliseconds { dropOldest() }
    // What lies before the floor goes when it is the larger part.
    guard floor > 4_096, floor > kept.count / 2 else { return }
    let rest = kept[floor...]
    let size = rest.count
    kept = []
    kept.reserveCapacity(2 * size)
    (floor, gramsKept) = (0, 0)
    links.removeAll(keepingCapacity: true)
    chains = ChainHeads()
    for post in rest { enter(post) }
  }

  private mutating func enter(_ post: Post) {
    let number = Int32(kept.count)
    kept.append(post)
    gramsKept += post.print.grams.count
    guard post.print.whole != 0 else { return }
    chain(number, post, by: Self.key(post.print))
    for band in post.print.bands { chain(number, post, by: band) }
  }

  private mutating func dropOldest() {
    gramsKept -= kept[floor].print.grams.count
    floor += 1
  }

  private mutating func chain(_ number: Int32, _ post: Post, by key: UInt32) {
    let next = chains.replace(key, by: Int32(links.count))
    links.append(Link(time: post.time, sketch: post.print.sketch, post: number, next: next))
  }

  /// Whole texts and bands share the chains' table; a rare chain of both is told apart when posts are compared.
  private static func key(_ print: TextPrint) -> UInt32 { UInt32(truncatingIfNeeded: print.whole >> 32) }

  /// The copies of `print` among the posts after `start`, in their time.
  ///
  /// `author` is who wrote it, nil for somebody without a standing, who has no own; `comment` is a post that is not looked
  /// at, because its text was edited. Constant in the number of posts.
  package func copies(
    of print: TextPrint, by author: Int64?, except comment: Int64?, after start: Int64
  ) -> Found {
    guard print.whole != 0 else { return Found() }
    var found: [Int32] = []
    func look(_ key: UInt32, atMost limit: Int, strangers mostStrangers: Int) {
      var (link, looked, strangers) = (chains[key], 0, 0)
      while link >= 0, looked < limit, strangers < mostStrangers {
        let next = links[Int(link)]
        guard next.post >= floor, next.time > start else { break }
        if print.mayBeNear(next.sketch) { found.append(next.post) } else { strangers += 1 }
        looked += 1
        link = next.next
      }
    }
    look(Self.key(print), atMost: Self.equalLooked, strangers: Self.equalLooked)
    for band in print.bands { look(band, atMost: Self.bandLooked, strangers: Self.strangersLooked) }
    return count(found, copiesOf: print, by: author, except: comment)
  }

  private func count(
    _ posts: [Int32], copiesOf print: TextPrint, by author: Int64?, except comment: Int64?
  ) -> Found {
    var result = Found()
    var others: Set<Int64> = []
    var last: Int32 = -1
    for number in posts.sorted() where number != last {
      last = number
      let post = kept[Int(number)]
      guard post.seq != comment, post.print.isCopy(of: print) else { continue }
      if let writer = post.author, writer == author {
        result.own += 1
      } else if let writer = post.author {
        others.insert(writer)
      } else {
        result.authors += 1
      }
    }
    result.authors += others.count
    return result
  }
}

/// The newest link of each chain: a hash table with linear probing, from which nothing is ever removed.
private struct ChainHeads: Sendable {
  private var keys: [UInt32] = [UInt32](repeating: 0, count: 1_024)
  private var heads: [Int32] = [Int32](repeating: -1, count: 1_024)
  private var used = 0

  /// The newest link of the chain of `key`; −1 if there is none.
  subscript(_ key: UInt32) -> Int32 { heads[slot(of: key)] }

  /// Makes `link` the newest of the chain of `key`, and returns the one that was.
  mutating func replace(_ key: UInt32, by link: Int32) -> Int32 {
    if used * 2 >= keys.count { grow() }
    let slot = slot(of: key)
    let former = heads[slot]
    if former < 0 {
      keys[slot] = key
      used += 1
    }
    heads[slot] = link
    return former
  }

  /// Where `key` stands, or would.
  private func slot(of key: UInt32) -> Int {
    let mask = keys.count - 1
    var slot = Int(key) & mask
    while heads[slot] >= 0, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldHeads) = (keys, heads)
    keys = [UInt32](repeating: 0, count: 2 * oldKeys.count)
    heads = [Int32](repeating: -1, count: 2 * oldKeys.count)
    for (key, head) in zip(oldKeys, oldHeads) where head >= 0 {
      let slot = slot(of: key)
      keys[slot] = key
      heads[slot] = head
    }
  }
}

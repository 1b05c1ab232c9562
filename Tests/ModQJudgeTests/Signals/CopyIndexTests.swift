import Foundation
import SeededNumbers
import Testing

@testable import ModQJudge

struct CopyIndexTests {
  private static func post(_ seq: Int64, _ body: String, by author: Int64?, minute: Int64) -> CopyIndex.Post {
    CopyIndex.Post(seq: seq, author: author, time: minute * 60_000, print: TextPrint(body: body))
  }

  private static func found(
    _ index: CopyIndex, _ body: String, by author: Int64?, except comment: Int64? = nil, minute: Int64
  ) -> [Int] {
    let found = index.copies(
      of: TextPrint(body: body), by: author, except: comment,
      after: minute * 60_000 - CopyIndex.windowMilliseconds)
    return [found.own, found.authors]
  }

  private static let text = "この記事の筆者は何もわかっていない、資料を読み直せ"

  @Test func ownCopiesAreCountedAndOthersByAuthor() {
    var index = CopyIndex()
    for (seq, author) in [1, 1, 2, 2, 3].enumerated() {
      index.add(Self.post(Int64(seq), Self.text, by: Int64(author), minute: 0))
    }
    #expect(Self.found(index, Self.text, by: 1, minute: 1) == [2, 2])
    #expect(Self.found(index, Self.text + "！", by: 4, minute: 1) == [0, 3])
    #expect(Self.found(index, "なにか別のことを書いているだけの長めの文章です", by: 1, minute: 1) == [0, 0])
  }

  @Test func eachOfTheNamelessIsAnAuthorOfItsOwn() {
    var index = CopyIndex()
    for seq in 0..<3 { index.add(Self.post(Int64(seq), Self.text, by: nil, minute: 0)) }
    #expect(Self.found(index, Self.text, by: nil, minute: 1) == [0, 3])
  }

  @Test func theHalfHourEndsAfterThirtyMinutes() {
    var index = CopyIndex()
    index.add(Self.post(1, Self.text, by: 1, minute: 0))
    #expect(Self.found(index, Self.text, by: 2, minute: 29) == [0, 1])
    #expect(Self.found(index, Self.text, by: 2, minute: 30) == [0, 0])
  }

  @Test func anEditIsNoCopyOfItsComment() {
    var index = CopyIndex()
    index.add(Self.post(7, Self.text, by: 1, minute: 0))
    #expect(Self.found(index, Self.text, by: 1, except: 7, minute: 1) == [0, 0])
  }

  @Test func aWaveIsCountedUpToABound() {
    var index = CopyIndex()
    for seq in 0..<1_000 { index.add(Self.post(Int64(seq), Self.text, by: Int64(seq + 10), minute: 0)) }
    #expect(Self.found(index, Self.text, by: 1, minute: 1) == [0, CopyIndex.equalLooked])
  }

  /// Every near copy that a comparison with all finds, the index finds, and it finds no other.
  @Test(arguments: 1...8)
  func itFindsWhatAComparisonWithAllFinds(seed: Int) {
    var random = SplitMix64(seed: seed)
    var index = CopyIndex()
    var posts: [CopyIndex.Post] = []
    var texts = (0..<20).map { _ in PrintedText.text(Int.random(in: 3..<90, using: &random), &random) }
    var time: Int64 = 0
    for seq in Int64(0)..<600 {
      time += Int64.random(in: 0..<20_000, using: &random)
      let old = texts[Int.random(in: 0..<texts.count, using: &random)]
      let text = PrintedText.changed(old, Int.random(in: 0..<5, using: &random), &random)
      texts[Int.random(in: 0..<texts.count, using: &random)] = text
      let author = Int64.random(in: 0..<12, using: &random)
      let print = TextPrint(folded: Array(text.utf8))
      let start = time - CopyIndex.windowMilliseconds
      let near = posts.filter { $0.time > start && $0.print.isCopy(of: print) }
      let found = index.copies(of: print, by: author == 0 ? nil : author, except: nil, after: start)
      let others = near.filter { $0.author != nil && $0.author != author }.compactMap(\.author)
      #expect(found.own == near.count { author != 0 && $0.author == author }, "seed \(seed), \(seq)")
      #expect(found.authors == Set(others).count + near.count { $0.author == nil }, "seed \(seed), \(seq)")
      let post = CopyIndex.Post(seq: seq, author: author == 0 ? nil : author, time: time, print: print)
      posts.append(post)
      index.add(post)
    }
  }

  /// An index that saw everything answers as one that was made of the last half hour, also when there is more of it than is
  /// looked at.
  @Test(arguments: 1...4)
  func anIndexMadeAnewAnswersTheSame(seed: Int) {
    var random = SplitMix64(seed: seed)
    var index = CopyIndex()
    var posts: [CopyIndex.Post] = []
    let texts = (0..<4).map { _ in PrintedText.text(40, &random) }
    var time: Int64 = 0
    for seq in Int64(0)..<6_000 {
      time += Int64.random(in: 0..<2_000, using: &random)
      let old = texts[Int.random(in: 0..<texts.count, using: &random)]
      let print = TextPrint(
        folded: Array(PrintedText.changed(old, Int.random(in: 0..<3, using: &random), &random).utf8))
      if seq % 500 == 499 {
        var anew = CopyIndex()
        let start = time - CopyIndex.windowMilliseconds
        for post in posts where post.time > (posts.last?.time ?? 0) - CopyIndex.windowMilliseconds {
          anew.add(post)
        }
        let kept = index.copies(of: print, by: 3, except: nil, after: start)
        #expect(kept == anew.copies(of: print, by: 3, except: nil, after: start), "seed \(seed), \(seq)")
      }
      let author = Int64.random(in: 0..<400, using: &random)
      let post = CopyIndex.Post(seq: seq, author: author == 0 ? nil : author, time: time, print: print)
      posts.append(post)
      index.add(post)
    }
  }

  /// Where strangers fill the part of a band that is looked at, another band finds the copy.
  ///
  /// Long texts of few words share bands with thousands of others by chance.
  @Test(arguments: 1...3)
  func aCopyBehindStrangersIsFoundByAnotherBand(seed: Int) {
    var random = SplitMix64(seed: seed)
    let vocabulary = (0..<800).map { _ in PrintedText.text(Int.random(in: 2...6, using: &random), &random) }
    func word() -> String {
      // As in a language, the n-th commonest word stands in every n-th place.
      vocabulary[min(vocabulary.count, Int(exp(Double.random(in: 0..<1, using: &random) * log(800)))) - 1]
    }
    func print(_ words: [String]) -> TextPrint { TextPrint(folded: Array(words.joined(separator: " ").utf8)) }
    func words() -> [String] { (0..<60).map { _ in word() } }
    let originals = (0..<300).map { _ in words() }
    let strangers = (0..<12_000).map { _ in print(words()) }
    var index = CopyIndex()
    for (seq, print) in (originals.map(print) + strangers).enumerated() {
      index.add(CopyIndex.Post(seq: Int64(seq), author: Int64(seq), time: Int64(seq), print: print))
    }
    var behind: [UInt32: Int] = [:]
    for stranger in strangers { for band in stranger.bands { behind[band, default: 0] += 1 } }
    var (copies, hidden, missed) = (0, 0, 0)
    for original in originals {
      var changed = original
      for _ in 0..<3 { changed[Int.random(in: 0..<60, using: &random)] = word() }
      let (old, new) = (print(original), print(changed))
      guard new.isCopy(of: old) else { continue }
      copies += 1
      let shared = new.bands.filter(old.bands.contains)
      hidden += shared.contains { behind[$0, default: 0] > CopyIndex.strangersLooked } ? 1 : 0
      let found = index.copies(of: new, by: nil, except: nil, after: -1)
      missed += found.authors == 0 ? 1 : 0
    }
    #expect(copies > 150, "seed \(seed)")
    #expect(hidden > copies / 2, "seed \(seed): of \(copies) so many behind strangers in a band: \(hidden)")
    #expect(missed == 0, "seed \(seed): of \(copies)")
  }
}

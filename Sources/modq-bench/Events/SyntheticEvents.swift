import ModQEvent
import SeededNumbers

/// A stream of made-up comments, replies and votes: for load, never for accuracy.
///
/// Six in ten are comments, three in ten of these answer one of the last 300, the rest are votes on these. Six texts in ten
/// are of English words, the others of pieces of Japanese; one in 25 has a link. Half of all is by anybody, half by few.
/// The same shape gives the same bytes; memory does not grow with the number.
struct SyntheticEvents {
  /// What the stream is like.
  struct Shape {
    var count: Int
    var seed: UInt64 = 7
    /// Different nicknames, at least 2; nil is a tenth of the events.
    var names: Int?
    /// Event time from the first to the last.
    var days = 60.0
    /// Threads, one after the other; nil is one for 2,000 events.
    var threads: Int?
    /// The least bytes of a text; nil is 5 to 60 English words, or 2 to 9 pieces of Japanese.
    var bodyBytes: Int?

    var nameCount: Int { names ?? max(10, count / 10) }
    var threadCount: Int { threads ?? max(1, (count + 1_999) / 2_000) }
  }

  private struct Comment {
    var number: Int
    var name: Int
  }

  private let shape: Shape
  private var numbers: SplitMix64
  private var made = 0
  private var time: Timestamp
  /// Twice this lies at most between two events.
  private let stepMilliseconds: Double
  /// What can be answered and voted on, the oldest overwritten first.
  private var comments: [Comment] = []
  private var commentCount = 0

  private static let recentComments = 300
  /// 2022-01-08T00:00:00Z: the day 19,000 of the count from 1970.
  private static let start = Timestamp(milliseconds: 19_000 * 86_400_000)

  init(_ shape: Shape) {
    self.shape = shape
    numbers = SplitMix64(seed: shape.seed)
    time = Self.start
    stepMilliseconds = shape.days * 86_400_000 / Double(max(1, shape.count))
    comments.reserveCapacity(Self.recentComments)
  }

  /// Appends the next event and a newline to `line`; false when all are made.
  mutating func next(into line: inout [UInt8]) -> Bool {
    guard made < shape.count else { return false }
    time = time.advanced(by: Int64((numbers.fraction() * 2 * stepMilliseconds).rounded()))
    let name = author()
    if comments.isEmpty || numbers.chance(0.6) {
      comment(by: name, into: &line)
    } else {
      vote(by: name, into: &line)
    }
    made += 1
    return true
  }

  /// 2 to a uniform power, by straight lines between the powers: a C library's `pow` may differ in its last bit.
  private mutating func author() -> Int {
    let count = shape.nameCount
    guard numbers.chance(0.5) else { return numbers.below(count) }
    let octaves = Int.bitWidth - 1 - count.leadingZeroBitCount
    let power = numbers.fraction() * (Double(octaves) + Double(count) / Double(1 << octaves) - 1)
    return min(count - 1, Int(Double(1 << Int(power)) * (1 + power - power.rounded(.down))))
  }

  private mutating func comment(by name: Int, into line: inout [UInt8]) {
    let parent =
      comments.isEmpty || !numbers.chance(0.3) ? nil : comments[numbers.below(comments.count)].number
    line += #"{"type": "\#(parent == nil ? "comment" : "reply")", "id": "c\#(made)", "thread": "t"#.utf8
    line += "\(made * shape.threadCount / shape.count)".utf8
    line += #"", "nick": "user\#(name)", "at": "\#(time.rfc3339)", "body": ""#.utf8
    body(into: &line)
    line += "\"".utf8
    if let parent { line += #", "parent": "c\#(parent)""#.utf8 }
    line += "}\n".utf8
    let comment = Comment(number: made, name: name)
    if comments.count < Self.recentComments {
      comments.append(comment)
    } else {
      comments[commentCount % Self.recentComments] = comment
    }
    commentCount += 1
  }

  private mutating func vote(by name: Int, into line: inout [UInt8]) {
    let target = comments[numbers.below(comments.count)]
    var voter = name
    while voter == target.name { voter = numbers.below(shape.nameCount) }
    line +=
      #"{"type": "vote", "id": "v\#(made)", "comment": "c\#(target.number)", "voter": "user\#(voter)", "#.utf8
    line += #""value": \#(numbers.chance(0.85) ? "1" : "-1"), "at": "\#(time.rfc3339)"}"#.utf8
    line += "\n".utf8
  }

  private mutating func body(into line: inout [UInt8]) {
    let start = line.count
    let isEnglish = numbers.chance(0.6)
    var pieces = isEnglish ? numbers.within(5...60) : numbers.within(2...9)
    while pieces > 0 {
      if isEnglish {
        if line.count > start { line.append(UInt8(ascii: " ")) }
        line += SyntheticWords.english[numbers.below(SyntheticWords.english.count)]
      } else {
        line += SyntheticWords.japanese(from: numbers.within(0...40), count: numbers.within(3...12))
      }
      if let bytes = shape.bodyBytes {
        pieces = line.count - start < bytes ? 1 : 0
      } else {
        pieces -= 1
      }
    }
    if numbers.chance(0.04) { line += " https://shop\(numbers.within(1...60)).example/buy".utf8 }
  }
}

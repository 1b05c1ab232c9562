import ModQEvent
import ModQueue

/// What of the queue is gone through, as a moderator types it: `rule=casino and nick=折口`.
struct ReviewFilter: Equatable {
  /// As it was typed, without blanks around it.
  private(set) var text = ""
  private(set) var rule: String?
  private(set) var tag: String?
  private(set) var nick: String?
  private(set) var thread: String?

  struct Problem: Error {
    var message: String
  }

  private static let keys = ["rule", "tag", "nick", "thread"]

  init() {}

  /// Reads `key=value` words, between which `and` may stand; a value with blanks is quoted.
  init(_ text: String) throws(Problem) {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in text + " " {
      switch character {
      case "\"": isQuoted.toggle()
      case " " where !isQuoted:
        if !word.isEmpty { words.append(word) }
        word = ""
      default: word.append(character)
      }
    }
    guard !isQuoted else { throw Problem(message: "a quote is not closed") }
    for word in words where word != "and" { try take(word) }
    let kept = text.split(separator: " ").joined(separator: " ")
    self.text = kept
  }

  /// From the options of a command.
  init(rule: String?, tag: String?, nick: String?, thread: String?) {
    self.rule = rule
    self.tag = tag
    self.nick = nick
    self.thread = thread
    text = zip(ReviewFilter.keys, [rule, tag, nick, thread]).compactMap { key, value in
      value.map { "\(key)=\($0.contains(" ") ? "\"\($0)\"" : $0)" }
    }.joined(separator: " and ")
  }

  func query(site: String?, order: QueueListing.Order, now: Timestamp) -> QueueListing.Query {
    var query = QueueListing.Query(now: now)
    query.site = site
    query.order = order
    query.rule = rule
    query.tag = tag
    query.nick = nick
    query.thread = thread
    return query
  }

  private mutating func take(_ word: String) throws(Problem) {
    let parts = word.split(separator: "=", maxSplits: 1)
    guard parts.count == 2 else {
      throw Problem(message: "\(word): write it as rule=ID, tag=T, nick=N or thread=T")
    }
    let (key, value) = (String(parts[0]), String(parts[1]))
    switch key {
    case "rule": rule = value
    case "tag": tag = value
    case "nick": nick = value
    case "thread": thread = value
    default:
      let near = Suggestion.closest(to: key, among: ReviewFilter.keys)
      throw Problem(
        message: "there is no \(key) to choose by"
          + (near.map { ": did you mean \($0)?" } ?? ": rule, tag, nick, thread do"))
    }
  }
}

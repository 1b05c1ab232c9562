import Foundation
import ModQJudge

/// Real patterns and texts, in a folder outside the repository that `MODQ_SHARED` names.
enum SharedMaterial {
  static let folder = ProcessInfo.processInfo.environment["MODQ_SHARED"]
  static var isThere: Bool { folder != nil }
  /// Whether to run everything against everything, which takes minutes.
  static let isLong = ProcessInfo.processInfo.environment["MODQ_LONG_TESTS"] != nil

  struct Regex: Sendable {
    var source: String
    var flags: RegexFlags
  }

  static func lines(_ path: String) -> [String] { allLines(path).filter { !$0.isEmpty } }

  /// Split at LF alone: for Swift, CR and LF together are one character.
  static func allLines(_ path: String) -> [String] {
    guard let folder, let data = FileManager.default.contents(atPath: folder + "/data/" + path) else {
      return []
    }
    return data.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  static func objects(_ path: String) -> [[String: Value]] {
    let decoder = JSONDecoder()
    return lines(path).compactMap { try? decoder.decode([String: Value].self, from: Data($0.utf8)) }
  }

  /// What of a JSON value is of use here.
  enum Value: Decodable, Sendable {
    case text(String)
    case number(Int)
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let number = try? container.decode(Int.self) {
        self = .number(number)
      } else {
        self = .other
      }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
  }

  static let spamAssassin: [Regex] = objects("rules_spamassassin/body_uri_rules.jsonl").compactMap { rule in
    // Written as /pattern/flags or m{pattern}flags.
    guard let written = rule["regex"]?.text else { return nil }
    let quoted = written.hasPrefix("m") ? String(written.dropFirst()) : written
    guard let open = quoted.first, let end = quoted.lastIndex(of: open == "{" ? "}" : open) else {
      return nil
    }
    let flagOf: [Character: RegexFlags] = ["i": .caseless, "m": .multiline, "s": .dotAll, "x": .extended]
    let flags = RegexFlags(quoted[quoted.index(after: end)...].compactMap { flagOf[$0] })
    return Regex(source: String(quoted[quoted.index(after: quoted.startIndex)..<end]), flags: flags)
  }

  static let smokeDetector: [Regex] = {
    var found: [Regex] = []
    for name in ["bad_keywords.txt", "blacklisted_websites.txt", "watched_keywords.txt"] {
      for line in lines("rules_smokedetector/" + name) where !line.hasPrefix("#") {
        let pattern = name.hasPrefix("watched") ? String(line.split(separator: "\t").last ?? "") : line
        let isWord = !name.contains("websites")
        found.append(Regex(source: isWord ? "\\b(?:\(pattern))\\b" : pattern, flags: .caseless))
      }
    }
    return found
  }()

  static let regexlib: [Regex] = lines("redos/regexlib.txt").map { Regex(source: $0, flags: []) }

  /// Comments of all kinds that lie there, as they came.
  static let comments: [String] = {
    var found = objects("stream_ja_niconico/viewer_comments.jsonl").compactMap { $0["content"]?.text }
    found += lines("stream_ja_open2ch/dev_posts_unique.txt").map {
      $0.replacingOccurrences(of: " __BR__ ", with: "\n")
    }
    found += lines("spam_en_sms/SMSSpamCollection").compactMap {
      $0.split(separator: "\t").last.map(String.init)
    }
    found += lines("toxic_en_insults/train.csv") + lines("toxic_en_tdavidson/labeled_data.csv")
    found += lines("spam_en_stackexchange/bad_head.txt") + lines("spam_en_youtube/Youtube01-Psy.csv")
    found += lines("stream_en_stackexchange/Comments.xml") + lines("stream_en_stackexchange/Posts.xml")
    found += lines("unicode_blns/blns.json")
    return found
  }()

  static func sample<Element>(_ list: [Element], every: Int) -> [Element] {
    isLong ? list : stride(from: 0, to: list.count, by: every).map { list[$0] }
  }
}

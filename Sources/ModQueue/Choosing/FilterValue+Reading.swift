import ModQEvent
import ModQJudge
import ModQProjections

/// Reading the values of a filter.
extension FilterValue {
  /// What `word` says behind `key`.
  init(_ word: String, for key: FilterKey, now: Timestamp) throws(FilterValueFault) {
    switch key.kind {
    case .word:
      self = .word(word)
    case .choice(let names):
      guard names.contains(word) else {
        let near = Suggestion.closest(to: word, among: names)
        throw FilterValueFault(
          message: "“\(word)” is no \(key.rawValue)",
          hint: near.map { "did you mean \($0)?" } ?? "one of \(names.joined(separator: ", "))")
      }
      self = .word(word)
    case .number:
      guard let number = Double(word), number.isFinite else {
        throw FilterValueFault(message: "“\(word)” is no number", hint: "as in \(key.example)")
      }
      self = .number(number)
    case .span:
      guard let span = TimeSpan.parse(word, upTo: TimeSpan.century) else {
        throw FilterValueFault(
          message: "“\(word)” is no span of time", hint: "as in \(key.example), up to 36500d")
      }
      self = .time(now.advanced(by: -span))
    case .time, .bound:
      // A date alone is its midnight in UTC, as for --since.
      if let time = Timestamp(rfc3339: word) ?? Timestamp(rfc3339: word + "T00:00:00Z") {
        self = .time(time)
      } else if let span = TimeSpan.parse(word, upTo: TimeSpan.century) {
        self = .time(now.advanced(by: -span))
      } else {
        throw FilterValueFault(
          message: "“\(word)” is no time",
          hint: "as in \(key.example), or 2026-04-01, or 2d for two days ago, up to 36500d")
      }
    case .flag:
      switch word {
      case "yes", "true": self = .flag(true)
      case "no", "false": self = .flag(false)
      default:
        throw FilterValueFault(message: "“\(word)” is neither yes nor no", hint: "as in \(key.example)")
      }
    }
  }
}

/// Why a word is no value of its key.
struct FilterValueFault: Error {
  var message: String
  var hint: String?
}

extension FilterKey {
  /// For hints.
  var example: String {
    switch kind {
    case .choice(let names): "\(rawValue)=\(names.first ?? "")"
    case .number: "\(rawValue)>3"
    case .span: "\(rawValue)>2d"
    case .time: "\(rawValue)<2026-04-01T00:00:00Z"
    case .bound: "\(rawValue)=2026-04-01T00:00:00Z"
    case .flag: "\(rawValue)=yes"
    case .word:
      switch self {
      case .rule: "rule=flood_new"
      case .ip: "ip=203.0.113.7"
      default: "\(rawValue)=…"
      }
    }
  }
}

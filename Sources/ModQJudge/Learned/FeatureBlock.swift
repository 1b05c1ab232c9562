/// The kinds of feature that the classifier looks at; each kind is a vector of its own, brought to its own length.
///
/// Blocks keep long texts' many n-grams from drowning what few words, hosts or shapes say. The lengths were chosen on
/// YouTube comments and short messages, see the decision *A linear classifier over hashed features*.
enum FeatureBlock: Int, CaseIterable {
  /// Runs of characters within what stands between blanks, the blanks included: 4 and 5 letters of an alphabet, 2 to 4
  /// kana, kanji and the like.
  case grams
  /// Words and pairs of neighbours.
  case words
  /// Length, links, capitals, digits and the like, each in a few steps.
  case shape
  /// Hosts of links, and the domain that they are under.
  case hosts
  /// Runs of 2–4 characters of the nickname.
  case nick

  /// The square of the length that the block's vector has.
  var squaredLength: Double {
    switch self {
    case .words: 1
    case .grams: 0.5
    case .hosts: 0.25
    case .shape: 0.16
    case .nick: 0.04
    }
  }

  /// Whether rare features weigh more than frequent ones.
  var prefersRare: Bool {
    switch self {
    case .grams, .words, .hosts, .nick: true
    case .shape: false
    }
  }

  /// Where the hashes of its features start.
  var seed: UInt64 { (UInt64(rawValue) + 1) &* 0xD6E8_FEB8_6659_FD93 }
}

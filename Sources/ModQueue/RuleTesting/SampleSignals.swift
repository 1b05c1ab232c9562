import ModQJudge
import ModQProjections

/// What is known of a sample in a rule's tests: what the test says, else what holds for the first comment of somebody
/// of whom nothing is known.
struct SampleSignals: SignalSource {
  private let values: [Signal: SignalValue]
  private let text: TextSignals
  private let newcomer = AuthorView.newcomer

  init(_ sample: RuleTest.Sample) {
    values = sample.values
    text = TextSignals(body: sample.body)
  }

  func value(of signal: Signal) -> SignalValue {
    if let value = values[signal] ?? text.value(of: signal) ?? newcomer.value(of: signal) { return value }
    switch signal {
    case .authorImpersonates: return .flag(false)
    case .hogging, .threadNewNames: return .number(1)
    case .threadNewNamesMedian, .threadNewNamesRatio, .threadNewNamesSiteRatio: return .unknown
    case .voteValue, .voteSerial, .voteShare, .voteReciprocal, .voteLockstep, .voteEarly: return .unknown
    case .learnedSpam: return .unknown
    case .learnedReady: return .flag(values[.learnedSpam] != nil)
    default: return .number(0)
    }
  }

  /// The sample alone is in every window.
  func count(_ test: CountTest) -> Int? {
    switch test.of {
    case .comments: 1
    case .links: text.links
    case .replies, .votes, .reports: 0
    }
  }
}

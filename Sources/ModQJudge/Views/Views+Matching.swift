/// What the matcher looks at.
extension Views: ViewSource {
  package static func isPhrase(at range: Range<Int>, in original: [UInt8]) -> Bool {
    PhraseBoundary.isPhrase(at: range, in: original)
  }
}

extension ViewedText: ViewedBytes {}

extension Matcher {
  /// Runs the tests; `views` are those of the body of `subject`, of which some may have been made already.
  package func matches(in subject: Subject, body views: inout Views, scratch: MatchScratch) -> Matches {
    run(on: subject, body: &views, scratch: scratch)
  }
}

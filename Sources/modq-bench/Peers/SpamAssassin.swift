/// SpamAssassin as one process over all mails: `spamassassin --local`, with the rules that its package brings.
enum SpamAssassin {
  static func rate(_ texts: PeerTexts, in place: Workplace) throws -> Figure {
    var runs = StageRuns("SpamAssassin", events: texts.fewCount)
    let start = try run(texts.firstMail, place)
    runs.add(try run(texts.fewMails, place), start: start)
    return texts.figure(runs, texts.fewCount)
  }

  private static func run(_ mails: String, _ place: Workplace) throws(BenchFailure) -> ProcessRun {
    // Preferences of its own: nothing that it learned before counts.
    let preferences = place.path("spamassassin.prefs")
    try TextFile.write("use_bayes 0\nuse_auto_welcomelist 0\n", to: preferences)
    return try ProcessRun(
      [
        "spamassassin", "--local", "--siteconfigpath", "/etc/spamassassin", "--prefspath", preferences, mails,
      ],
      output: place.path("spamassassin.out"))
  }
}

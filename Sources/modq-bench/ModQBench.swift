import ArgumentParser

/// Timings on made and real streams, each with its baseline in the same run.
@main
struct ModQBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "modq-bench",
    abstract: "Times parts of modq against plain ways of doing the same.",
    subcommands: [
      CopiesBench.self, IngestBench.self, LearnedBench.self, MatchingBench.self, RedosBench.self,
      RulesBench.self,
    ])
}

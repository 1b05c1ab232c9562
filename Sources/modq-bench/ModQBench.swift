import ArgumentParser

/// Timings on made and real streams, each with its baseline in the same run.
@main
struct ModQBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "modq-bench",
    abstract: "Times modq and its parts against plain ways of doing the same.",
    subcommands: [
      EventsCommand.self, IngestBench.self, BareAppend.self, CommandsBench.self, ReviewBench.self,
      StartBench.self,
      PipeBench.self,
      GrowthBench.self, DrawCommand.self, PeersBench.self,
      CopiesBench.self, LearnedBench.self, RefitBench.self, MatchingBench.self, RedosBench.self,
      RulesBench.self,
    ])
}

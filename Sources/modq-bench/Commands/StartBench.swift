import ArgumentParser

/// `modq-bench start`: how long a process takes that does nothing.
struct StartBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Times `modq --version`, beside a C program that does nothing.",
    discussion: """
      Other builds of modq that are named are timed in turn with it: one with a static standard library is made by
      `swift build -c release --product modq --static-swift-stdlib --scratch-path .build/static`.
      """)

  @Argument(help: "Other builds of modq.")
  var others: [String] = []

  @Option(help: "How often to run each.")
  var runs = 31

  @OptionGroup var bench: ProgramOptions

  private static let longestMilliseconds = 30.0

  func validate() throws {
    guard runs >= 1 else { throw ValidationError("--runs is at least 1.") }
  }

  func run() throws {
    var report = Report("start", folder: bench.folder)
    let programs = [bench.path] + others
    let commands = [["/bin/true"]] + programs.map { [$0, "--version"] }
    var times = commands.map { _ in [Double]() }
    var processorTimes = times
    // The first round is left out: it reads the programs from the disk.
    for round in 0...runs {
      for (index, command) in commands.enumerated() {
        let run = try ProcessRun(command)
        guard round > 0 else { continue }
        times[index].append(run.seconds * 1_000)
        processorTimes[index].append(run.processorSeconds * 1_000)
      }
    }
    for (index, command) in commands.enumerated() {
      let quantiles = Quantiles(times[index])
      report.figures.append(
        Figure(
          command.joined(separator: " "),
          [
            ("median_ms", .number(quantiles.median)), ("lowest_ms", .number(quantiles.lowest)),
            ("highest_ms", .number(quantiles.highest)),
            ("processor_ms", .number(Quantiles(processorTimes[index]).median)),
            ("mib", .number(Double(Workplace.size(command[0])) / 1_048_576)),
          ]))
    }
    for (program, times) in zip(programs, times.dropFirst()) {
      report.comparisons.append(
        Comparison("\(program), ms", [Quantiles(times).median], .atMost(Self.longestMilliseconds)))
    }
    try bench.show(report)
  }
}

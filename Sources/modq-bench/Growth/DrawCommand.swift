import ArgumentParser

/// `modq-bench draw`: the curves of `modq-bench growth` as a picture.
struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws what `growth --json` wrote as an SVG picture.",
    discussion: """
      Example:
        modq-bench draw growth.jsonl --into growth.svg
      """)

  @Argument(help: "Files of JSON Lines; of equal points the last counts.")
  var files: [String]

  @Option(help: "The picture to write.")
  var into: String

  func run() throws {
    let points = try GrowthPoint.points(in: files.map { try TextFile.read($0) }.joined(separator: "\n"))
    guard !points.isEmpty else { throw BenchFailure("there are no points of `modq-bench growth` in it") }
    try TextFile.write(GrowthPicture(points).svg, to: into)
  }
}

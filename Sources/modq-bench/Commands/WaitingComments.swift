import Foundation

/// Comments that wait in a log, for commands to be tried on.
struct WaitingComments {
  struct Comment: Decodable {
    var id: String
    var nick: String
  }

  let comments: [Comment]

  /// The first `count` of the queue of `log`.
  ///
  /// - Throws: if fewer wait.
  init(_ log: String, _ count: Int, _ bench: BenchOptions, _ place: Workplace) throws {
    let file = place.path("queue.jsonl")
    try ProcessRun(
      [bench.program.path, "queue", "--db", log, "--limit", "\(count)", "--format", "jsonl"], output: file)
    let decoder = JSONDecoder()
    comments = try TextFile.read(file).split(separator: "\n").map { line in
      try decoder.decode(Comment.self, from: Data(line.utf8))
    }
    guard comments.count == count else {
      throw BenchFailure(
        "\(log) has \(comments.count) comments that wait, and \(count) are needed: use fewer --runs")
    }
  }
}

import Foundation

/// A line that `ingest` printed, as far as trials look at it.
struct PrintedLine: Decodable {
  var seq: Int
  var id: String
  var known: Bool

  init(_ line: String) throws {
    self = try JSONDecoder().decode(PrintedLine.self, from: Data(line.utf8))
  }

  /// `line` as it was the first time, when its id was not known.
  static func first(_ line: String) -> String {
    line.replacingOccurrences(of: #""known":true}"#, with: #""known":false}"#)
  }
}

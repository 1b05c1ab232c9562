import Foundation
import ModQEventLog
import ModQueue

/// What a log in a folder still holds, read in this process: a thousand files are looked at in the time that ten runs of
/// the program take.
struct Recovered {
  /// The id of each entry by its number; nil where the log could not be opened.
  private(set) var ids: [Int: String]?
  /// What is wrong with it; nil if it is in order.
  private(set) var fault: String?

  /// Opens the log as a writer does, which brings back what the write-ahead log holds, and verifies it.
  init(_ path: String) {
    guard FileManager.default.fileExists(atPath: path) else {
      ids = [:]
      return
    }
    do {
      (ids, fault) = try Workspace.open(path, for: .writing) { (workspace) throws(LogError) in
        // What another process appended and had not folded.
        try workspace.transaction { () throws(LogError) in }
        let verification = try Verification(workspace)
        var ids: [Int: String] = [:]
        try workspace.log.forEach(after: 0) { (entry) throws(LogError) in
          ids[Int(entry.seq)] = entry.id
          return true
        }
        return (ids, verification.isOK ? nil : "\(verification)")
      }
    } catch {
      fault = "\(error)"
    }
  }

  /// Those of `lines` that the log lacks, or has under another number.
  func lost(of lines: [String]) throws -> [String] {
    try lines.filter { line in
      let printed = try JSONDecoder().decode(Acknowledged.self, from: Data(line.utf8))
      return ids?[printed.seq] != printed.id
    }
  }

  private struct Acknowledged: Decodable {
    var seq: Int
    var id: String
  }
}

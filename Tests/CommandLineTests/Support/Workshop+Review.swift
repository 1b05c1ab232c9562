import Foundation
import Testing

/// `modq review` played from scripts.
extension Workshop {
  /// Three comments wait: by two people whose names look the same, and by Bob.
  static func reviewed() throws -> Workshop {
    let workshop = try Workshop(story)
    try workshop.ingest(
      """
      {"type":"decision","id":"d2","at":"2025-06-01T02:00:00Z","action":"undo","undoes":"d1","by":"ken"}
      {"type":"comment","id":"c5","at":"2025-06-01T03:00:00Z","thread":"t1","nick":"折ロ","body":"casino!","link":"https://blog.example/t1#c5"}
      """)
    return workshop
  }

  func screens(_ script: String, _ options: String...) throws -> [String] {
    let run = try modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ")
  }

  /// What came of each key: the line above that of the keys.
  func messages(_ script: String, _ options: String...) throws -> [String] {
    let run = try modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ").map { screen in
      let line = screen.components(separatedBy: "\n").dropLast(2).last ?? ""
      return line.replacing(#/ +(↓ \d+ more: \S+|↑ the end)$/#, with: "")
    }
  }

  /// The second line of each screen: who wrote the comment.
  func authors(_ script: String, _ options: String...) throws -> [String] {
    let run = try modq(["review", "--script", "-"] + options, input: script)
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    return run.output.components(separatedBy: "\n▸ ").enumerated().map { index, screen in
      let lines = screen.components(separatedBy: "\n").dropFirst(index == 0 ? 1 : 2)
      return lines.first.map { $0.components(separatedBy: " — ")[0] } ?? ""
    }
  }
}

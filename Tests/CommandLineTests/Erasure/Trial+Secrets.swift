import Foundation
import Testing

/// A log with what one person said, and where it still is.
extension Trial {
  /// Words that stand nowhere but with one person.
  static let secrets = [
    "Zarathustra", "ひみつの名前", "198.51.100.77", "zz@secret.example", "proof-4711", "Netscape-9",
    "https://home-of-z.example", "whispered", "retold", "dropped",
  ]

  static let toldLines = """
    {"type":"vote","id":"v0","at":"2025-06-01T00:00:00Z","comment":"z1","value":1,"voter":"花子"}
    {"type":"comment","id":"z1","at":"2025-06-01T00:00:10Z","thread":"t1","nick":"ひみつの名前","body":"Zarathustra spoke of a casino","url":"https://home-of-z.example","ip":"198.51.100.77","email":"zz@secret.example","proof":"proof-4711","agent":"Netscape-9"}
    {"type":"comment","id":"c2","at":"2025-06-01T00:01:00Z","thread":"t1","nick":"花子","body":"こんにちは","ip":"198.51.100.8"}
    {"type":"edit","id":"e1","at":"2025-06-01T00:02:00Z","comment":"z1","body":"Zarathustra whispered casino"}
    {"type":"report","id":"r1","at":"2025-06-01T00:04:00Z","comment":"z1","reporter":"花子","reason":"retold what Zarathustra said"}
    {"type":"report","id":"r2","at":"2025-06-01T00:04:10Z","comment":"z1","reporter":"花子","reason":"retold it again"}
    {"type":"vote","id":"v1","at":"2025-06-01T00:05:00Z","comment":"c2","value":1,"voter":"ひみつの名前","proof":"proof-4711","ip":"198.51.100.77"}
    {"type":"decision","id":"d1","at":"2025-06-01T01:00:00Z","action":"approve","comment":"z1","by":"aya","reason":"Zarathustra may be quoted"}
    {"type":"decision","id":"d2","at":"2025-06-01T01:01:00Z","action":"spam","comment":"z1","by":"aya","reason":"retold"}
    {"type":"decision","id":"d3","at":"2025-06-01T01:02:00Z","action":"undo","undoes":"d2","by":"aya","reason":"not what Zarathustra is"}
    {"type":"decision","id":"d4","at":"2025-06-01T01:03:00Z","action":"trust","nick":"ひみつの名前","by":"aya","reason":"Zarathustra himself"}
    {"type":"comment","id":"c3","at":"2025-06-01T02:00:00Z","thread":"t2","nick":"花子","body":"best casino"}
    {"type":"comment","id":"z1","thread":"t1","nick":"ひみつの名前","body":"dropped by Zarathustra, 198.51.100.77, zz@secret.example"}
    {"type":"comment","id":"z9","thread":"t1","nick":"ひみつの名前","body":"dropped

    """

  static func told() throws -> Trial {
    let trial = try Trial()
    let run = try trial.modq("ingest", input: toldLines)
    try #require(run.status == 1, "\(run.errors)")
    return trial
  }

  /// The secrets that some file of the log still has, with the file.
  func found(_ secrets: [String]) throws -> [String] {
    var found: [String] = []
    for name in try listing() where name.hasPrefix("modq.db") {
      let bytes = Data(try bytes(of: name))
      for secret in secrets where bytes.range(of: Data(secret.utf8)) != nil {
        found.append("\(name): \(secret)")
      }
    }
    return found
  }
}

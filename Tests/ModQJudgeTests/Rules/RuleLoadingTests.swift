import Foundation
import ModQEvent
import Testing

@testable import ModQJudge

/// Each `Golden/NAME.yml` is a rules file with something wrong; `NAME.txt` is all that the loader says of it.
///
/// A file `NAME.policy.yml` is loaded as a policy.
struct RuleLoadingTests {
  @Test(arguments: Golden.names)
  func problemsAreShownWhole(name: String) throws {
    let expected = try Golden.text("\(name).txt")
    let shown = try Golden.problems(of: name)
    if ProcessInfo.processInfo.environment["MODQ_REWRITE_GOLDEN"] != nil {
      try (shown + "\n").write(
        to: Golden.folder.appending(path: "\(name).txt"), atomically: true, encoding: .utf8)
    }
    #expect(shown + "\n" == expected)
  }

  @Test func everyGoldenTextBelongsToAFile() throws {
    let texts = try FileManager.default.contentsOfDirectory(atPath: Golden.folder.path).filter {
      $0.hasSuffix(".txt")
    }
    #expect(Set(texts) == Set(Golden.names.map { "\($0).txt" }))
  }
}

enum Golden {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }.sorted()

  static func text(_ name: String) throws -> String {
    (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
  }

  /// What the loader says of a golden file, errors and warnings.
  static func problems(of name: String) throws -> String {
    let bytes = try [UInt8](Data(contentsOf: folder.appending(path: "\(name).yml")))
    let path = name.hasSuffix(".policy") ? "policy.yml" : "\(name).yml"
    let list = RuleFile(
      path: "words.txt", bytes: Array("casino\n\n# a comment\n \u{3000}\n".utf8), isList: true)
    do throws(RuleProblems) {
      let set = try RuleSet.load(files: [RuleFile(path: path, bytes: bytes), list], compiling: .all)
      return set.warnings.map(\.rendered).joined(separator: "\n")
    } catch {
      return error.rendered
    }
  }
}

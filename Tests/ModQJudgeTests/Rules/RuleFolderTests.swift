import Foundation
import Glibc
import Testing

@testable import ModQJudge

struct RuleFolderTests {
  @Test func filesAreFoundInFoldersAndInTheOrderOfTheirPaths() throws {
    let folder = try Folder()
    try folder.write("b.yml", Folder.rule("b"))
    try folder.write("a/z.yaml", Folder.rule("z"))
    try folder.write("a/words.txt", "casino\n")
    try folder.write("a/list.yml", "rules: [{id: l, title: L, match: {p: {list: words.txt}}}]")
    try folder.write("policy.yml", "thresholds: {hold: 3}")
    try folder.write("notes.md", "not: [yaml")
    try folder.write(".hidden.yml", "not: [yaml")
    try folder.write(".git/x.yml", "not: [yaml")
    let set = try RuleSet.load(directory: folder.path)
    #expect(set.files.map(\.path) == ["a/list.yml", "a/words.txt", "a/z.yaml", "b.yml", "policy.yml"])
    #expect(set.files.map(\.isList) == [false, true, false, false, false])
    #expect(set.rules.map(\.id) == ["b", "l", "z"])
    #expect(set.policy.holdScore == 3)
    #expect(set.rules[0].location.file == folder.path + "/b.yml")
    #expect(try RuleSet.load(files: set.files).digest == set.digest)
    #expect(try RuleSet.load(directory: folder.path + "/").digest == set.digest)
  }

  @Test func linksLeadToFilesInsideOnly() throws {
    let folder = try Folder()
    try folder.write("inner/a.yml", Folder.rule("a"))
    try folder.write(".data/real.yml", Folder.rule("linked"))
    try folder.link("linked.yml", to: ".data/real.yml")
    try folder.link("again", to: "inner")
    try folder.link("inner/up", to: "..")
    #expect(try RuleSet.load(directory: folder.path).rules.map(\.id) == ["a", "linked"])
    let outside = try Folder()
    try outside.write("out.yml", Folder.rule("out"))
    try folder.link("out.yml", to: outside.path + "/out.yml")
    try folder.link("out", to: outside.path)
    try folder.link("nowhere.yml", to: "gone.yml")
    try folder.link("loop.yml", to: "loop.yml")
    #expect(
      folder.problems() == [
        "error: FOLDER/out: a link that leads out of FOLDER\nhint: put the files into the directory itself",
        "error: FOLDER/loop.yml: Too many levels of symbolic links",
        "error: FOLDER/nowhere.yml: No such file or directory",
        "error: FOLDER/out.yml: a link that leads out of FOLDER\nhint: put the file into the directory itself",
      ])
  }

  @Test func whatIsNoFileOrTooLongIsNotRead() throws {
    let folder = try Folder()
    try #require(mkfifo(folder.path + "/pipe.yml", 0o600) == 0)
    try folder.write("long.yml", String(repeating: "#", count: RuleBounds.fileBytes + 1))
    #expect(
      folder.problems() == [
        "error: FOLDER/long.yml: longer than 4 MiB\nhint: split it: a rule set may have many files",
        "error: FOLDER/pipe.yml: not a file\nhint: only plain files are read",
      ])
  }

  @Test func aFolderThatIsNoneIsOneProblem() throws {
    let folder = try Folder()
    try folder.write("file", "")
    for (name, reason) in [("gone", "No such file or directory"), ("file", "not a directory")] {
      do throws(RuleProblems) {
        _ = try RuleSet.load(directory: folder.path + "/" + name)
        Issue.record("loaded")
      } catch {
        let hint = "name a directory of rules with --rules or $MODQ_RULES"
        #expect(error.rendered == "error: \(folder.path)/\(name): \(reason)\nhint: \(hint)")
      }
    }
  }

  /// What a rule may name, and what is said of it.
  @Test(arguments: [
    ("words.txt", "the list can't be read: a link that leads out of FOLDER"),
    ("zero.txt", "the list can't be read: a link that leads out of FOLDER"),
    ("pipe.txt", "the list can't be read: not a file"),
    ("inner", "the list can't be read: not a file"),
    ("loop.txt", "the list can't be read: Too many levels of symbolic links"),
    ("gone.txt", "the list can't be read: No such file or directory"),
    ("long.txt", "the list can't be read: longer than 4 MiB"),
    ("up/out.txt", "the list can't be read: a link that leads out of FOLDER"),
    ("/etc/hostname", "the list lies outside of the rules"),
    ("../secret.txt", "the list lies outside of the rules"),
    ("inner/../../secret.txt", "the list lies outside of the rules"),
    ("inner/../.", "the list lies outside of the rules"),
  ])
  func whatAListNamesIsAFileInsideOrIsNotRead(_ list: String, _ complaint: String) throws {
    let outside = try Folder()
    try outside.write("out.txt", "secret\n")
    let folder = try Folder()
    try folder.write("a.yml", "rules: [{id: l, title: L, match: {p: {list: \(list)}}}]")
    try folder.write("inner/x.txt", "x\n")
    try folder.write("long.txt", String(repeating: "word\n", count: RuleBounds.fileBytes / 5 + 1))
    try folder.link("words.txt", to: "/etc/hostname")
    try folder.link("zero.txt", to: "/dev/zero")
    try folder.link("loop.txt", to: "loop.txt")
    try folder.link("up", to: outside.path)
    try #require(mkfifo(folder.path + "/pipe.txt", 0o600) == 0)
    let problems = folder.problems()
    #expect(problems.contains { $0.contains(complaint) }, "\(problems)")
    #expect(!problems.contains { $0.contains("secret\n") })
  }
}

/// A folder of its own for a test, gone with it.
private final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "modq-rules-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func rule(_ id: String) -> String { "rules: [{id: \(id), title: T, when: links > 1}]\n" }

  func write(_ name: String, _ text: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  /// What loading says, the folder's path replaced; empty if it succeeds.
  func problems() -> [String] {
    do throws(RuleProblems) {
      _ = try RuleSet.load(directory: path)
      return []
    } catch {
      return error.problems.filter { $0.severity == .error }.map {
        $0.rendered.replacing(path, with: "FOLDER")
      }
    }
  }
}

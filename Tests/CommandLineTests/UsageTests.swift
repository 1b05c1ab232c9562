import Foundation
import Testing

struct UsageTests {
  @Test(arguments: [
    ["queue", "--bogus"], ["queue", "--format", "xml"], ["queue", "--limit", "0"], ["show"],
    ["changes", "--since", "x"],
    ["reputation", "a", "--at", "now"], ["nonsense"],
  ])
  func whatIsNotUnderstoodIsAUsageError(_ arguments: [String]) throws {
    let workshop = try Workshop(story)
    let run = try workshop.modq(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.errors.hasPrefix("modq: "))
  }

  @Test(arguments: ["queue", "changes", "show", "explain", "reputation", "log", "refused", "stats"])
  func helpBeginsWithExamples(_ command: String) throws {
    let run = try ModQProcess(["help", command])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("OVERVIEW: "))
    #expect(Array(lines[1...2]) == ["", "Examples:"])
    #expect(lines[3].hasPrefix("  modq \(command)"))
  }

  @Test(arguments: ["zsh", "bash", "fish"])
  func completionsAreMade(_ shell: String) throws {
    let run = try ModQProcess(["--generate-completion-script", shell])
    #expect(run.status == 0)
    #expect(run.output.contains("reputation"))
  }

  @Test(arguments: [
    ["queue"], ["changes"], ["log"], ["refused"], ["reputation"], ["stats"], ["show", "c1"],
    ["explain", "c1"],
    ["changes", "--follow"],
  ])
  func aMissingLogIsTold(_ arguments: [String]) throws {
    let workshop = try Workshop()
    let run = try workshop.modq(arguments)
    #expect(run.status == 66)
    #expect(run.output == "")
    #expect(
      run.errors == """
        modq: there is no log at \(workshop.folder.path)/modq.db
              Name it with --db or MODQ_DB; `modq ingest` makes a new one.

        """)
  }

  @Test func csvHasAHeadEvenWithoutRows() throws {
    let workshop = try Workshop(story)
    #expect(
      try workshop.modq("changes", "--since", "99", "--format", "csv").output
        == "seq,at,site,id,from,to,why,by,more\n")
    #expect(try workshop.modq("changes", "--since", "99", "--format", "json").output == "[]\n")
  }
}

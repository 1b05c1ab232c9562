import Foundation
import Testing

/// What `modq review` is told on the command line.
struct ReviewOptionsTests {
  @Test func presetsAndFilesChangeTheKeys() throws {
    let workshop = try Workshop.reviewed()
    let file = workshop.folder.appendingPathComponent("keys").path
    try Data("preset vi\nf approve\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(
      try workshop.messages("f\nu\n", "--keys", file).dropFirst() == [
        "published c1 (u takes it back)", "taken back: approve c1 (ctrl-r makes it again)",
      ])
    #expect(
      try workshop.messages("d z\nz\n", "--keys", "wordpress").last
        == "nothing of this session is left to take back")
    #expect(
      try workshop.messages("f\nz\nz u\n", "--keys", "coral").dropFirst() == [
        "published c1 (u takes it back)", "", "taken back: approve c1 (U makes it again)",
      ])
    try Data("f aprove\nx\n".utf8).write(to: URL(fileURLWithPath: file))
    let run = try workshop.modq("review", "--script", "-", "--keys", file)
    #expect(run.status == 64)
    #expect(
      run.errors.replacing(file, with: "FILE") == """
        FILE:1: error: there is no action aprove (did you mean approve?)
        FILE:2: error: a line is a key and an action, as in: f approve

        """)
    #expect(try workshop.modq("review", "--script", "-", "--keys", "none-such").status == 66)
  }

  @Test func withoutATerminalItSaysWhatToUseInstead() throws {
    let run = try Workshop.reviewed().modq("review")
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors == """
        modq: review needs a terminal
              `modq queue` lists what waits, `modq show` and `modq explain` tell more, `modq approve` and others decide.

        """)
  }

  @Test func whoDecidesIsLookedForInThreePlaces() throws {
    let workshop = try Workshop.reviewed()
    let file = workshop.folder.appendingPathComponent("modq.db").path
    let nobody = try ModQProcess(
      ["approve", "c1"], environment: ["MODQ_DB": file], directory: workshop.folder)
    #expect(nobody.status == 64)
    #expect(
      nobody.errors == """
        modq: who decides is not known
              Give --by NAME, or set MODQ_MODERATOR; else USER in the environment says it.

        """)
    let user = try ModQProcess(
      ["approve", "c1"], environment: ["MODQ_DB": file, "USER": "zoe"], directory: workshop.folder)
    #expect(user.status == 0 && user.output.contains(#""by":"zoe""#), "\(user.errors)")
  }

  @Test func whereThereIsMoreTheKeyThatScrollsIsNamed() throws {
    let workshop = try Workshop.reviewed()
    let file = workshop.folder.appendingPathComponent("keys").path
    try Data("space none\npage-down none\nw page-down\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try workshop.screens("", "--size", "80x16")[0].contains(" more: space\n"))
    #expect(try workshop.screens("", "--size", "80x16", "--keys", file)[0].contains(" more: w\n"))
  }

  @Test func aScriptWithAFaultPlaysNothing() throws {
    let workshop = try Workshop.reviewed()
    let run = try workshop.modq("review", "--script", "-", input: "s\nctrl-é\n")
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.hasPrefix("modq: line 2 of the script: there is no key ctrl-é\n"))
    #expect(try workshop.modq("queue", "--format", "count").output == "3\n")
  }

  @Test func aSharedNameIsNobodys() throws {
    let workshop = try Workshop()
    try workshop.ingest(
      #"{"type":"comment","id":"c1","at":"2025-06-01T00:00:00Z","thread":"t1","nick":"","body":"casino"}"#
        + "\n")
    #expect(try workshop.messages("b\n").last == "a nickname of which nothing is to be seen is nobody's")
  }

  @Test func timesAreOfTheKeysOfAScript() throws {
    let workshop = try Workshop.reviewed()
    // Three keys; neither the size, nor the start, nor the key that ends it all.
    let run = try workshop.modq("review", "--script", "-", "--times", input: "h h\nresize 60x20\np\nq\n")
    #expect(run.status == 0 && run.errors.hasPrefix("from a key to its screen: 3, median "), "\(run.errors)")
    let alone = try workshop.modq("review", "--times")
    #expect(
      alone.errors == "modq: --times tells of the keys of a script\n      Name one with --script.\n")
    #expect(alone.status == 64 && alone.output == "")
  }
}

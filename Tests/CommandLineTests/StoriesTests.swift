import Foundation
import Testing

/// Each story of `Fixtures` through the built binary, compared to the last byte.
struct StoriesTests {
  @Test(arguments: Story.all)
  func storyComesOutAsWritten(_ story: Story) throws {
    let stage = try StoryStage()
    let ingested = try stage.modq(["ingest", story.events.path])
    try compare(ingested.output, story, "expected.jsonl")
    try compare(ingested.errors, story, "expected.stderr")
    #expect(ingested.status == (ingested.errors.contains(" 0 refused\n") ? 0 : 1))
    for (name, arguments) in try story.commands() {
      let answer = try stage.modq(arguments)
      try compare(answer.output, story, "expected-\(name).txt")
      #expect(answer.status == 0, "\(name): \(answer.errors)")
    }
  }

  /// Stories share neither threads nor ids nor nicknames, so that they can be tried together.
  @Test func storiesInOneLogAreJudgedAsAloneAndKnownTheSecondTime() throws {
    let stage = try StoryStage()
    let ingest = ["ingest"] + Story.all.map(\.events.path)
    let together = try stage.modq(ingest)
    let alone = try Story.all.map { try $0.expected("expected.jsonl") }.joined()
    #expect(together.output.settled.withoutSeq == alone.withoutSeq)

    let again = try stage.modq(ingest)
    #expect(again.output == together.output.replacing(#""known":false}"#, with: #""known":true}"#))
    #expect(again.errors.contains(" 0 judged (0 publish, 0 hold, 0 reject), 143 already known, 14 refused"))
  }

  /// What each process recalls from the log is what one process remembers.
  ///
  /// The packs are those that have something to say in the story: reading all of them so often takes
  /// minutes.
  @Test(arguments: [
    (Story(name: "decision-and-undo"), ["links.yml"]), (Story(name: "flood"), ["flood.yml", "links.yml"]),
    (Story(name: "late-parent"), ["votes.yml"]), (Story(name: "vote"), ["votes.yml"]),
  ])
  func oneEventPerProcessIsTheSame(_ story: Story, packs: [String]) throws {
    let stage = try StoryStage(packs: packs + ["policy.yml"])
    var out = ""
    for line in try story.lines() { out += try stage.modq(["ingest"], input: line).output }
    let expected = try story.expected("expected.jsonl")
    #expect(out.settled == expected)
  }

  private func compare(_ text: String, _ story: Story, _ file: String) throws {
    if Story.isUpdating {
      try story.write(text.settled, to: file)
    } else {
      let expected = try story.expected(file)
      #expect(text.settled == expected, "\(story.name)/\(file)")
    }
  }
}

extension String {
  /// Verdict lines without their numbers in the log.
  fileprivate var withoutSeq: String { replacing(#/"seq":\d+,/#, with: "") }
}

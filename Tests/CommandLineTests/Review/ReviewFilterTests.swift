import Testing

@testable import modq

struct ReviewFilterTests {
  @Test func wordsChooseWhatIsGoneThrough() throws {
    let filter = try ReviewFilter("  rule=casino and nick=\"Dr Ovia\"   thread=2026/04/sakura tag=spam ")
    #expect(filter.rule == "casino" && filter.nick == "Dr Ovia")
    #expect(filter.thread == "2026/04/sakura" && filter.tag == "spam")
    #expect(filter.text == "rule=casino and nick=\"Dr Ovia\" thread=2026/04/sakura tag=spam")
    #expect(try ReviewFilter("") == ReviewFilter())
  }

  @Test func optionsSayTheSame() throws {
    let options = ReviewFilter(rule: "casino", tag: nil, nick: "Dr Ovia", thread: nil)
    #expect(options == (try ReviewFilter(options.text)))
  }

  @Test(arguments: [
    ("casino", "casino: write it as rule=ID, tag=T, nick=N or thread=T"),
    ("rulle=x", "there is no rulle to choose by: did you mean rule?"),
    ("score=4", "there is no score to choose by: rule, tag, nick, thread do"),
    ("nick=\"Bob", "a quote is not closed"),
    ("nick=", "nick=: write it as rule=ID, tag=T, nick=N or thread=T"),
  ])
  func whatIsWrongIsSaid(_ text: String, _ message: String) {
    do throws(ReviewFilter.Problem) {
      _ = try ReviewFilter(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.message == message)
    }
  }
}

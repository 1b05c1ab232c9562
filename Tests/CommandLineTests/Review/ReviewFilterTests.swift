import ModQEvent
import ModQueue
import Testing

@testable import modq

struct ReviewFilterTests {
  @Test func whatIsTypedChoosesAsWhereDoes() throws {
    let filter = try ReviewFilter("  rule=casino and (nick='Dr Ovia'   or score>6) ")
    #expect(filter.text == "rule=casino and (nick='Dr Ovia' or score>6)")
    let query = filter.query(site: nil, order: .risk, now: .earliest)
    #expect(query.filter?.text == filter.text && query.rule == nil)
    #expect(try ReviewFilter("") == ReviewFilter())
    #expect(ReviewFilter().query(site: nil, order: .risk, now: .earliest).filter == nil)
  }

  @Test func optionsSayTheSame() throws {
    let options = ReviewFilter(rule: "casino", tag: nil, nick: "Dr Ovia", thread: nil)
    #expect(try ReviewFilter(options.text).text == "rule=\"casino\" and nick=\"Dr Ovia\"")
    let query = options.query(site: "s", order: .age, now: .earliest)
    #expect(query.rule == "casino" && query.nick == "Dr Ovia" && query.filter == nil)
  }

  @Test(arguments: ["casino", "rulle=x", "nick=\"Bob", "nick=", "rule=a rule=b"])
  func whatIsNoFilterIsRefused(_ text: String) {
    #expect(throws: FilterFault.self) { try ReviewFilter(text) }
  }
}

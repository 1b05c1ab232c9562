import Testing

@testable import modq

struct CSVTests {
  @Test(arguments: [
    (["a", "b c", "折口"], "a,b c,折口\n"),
    (["a,b", "say \"hi\"", ""], "\"a,b\",\"say \"\"hi\"\"\",\n"),
    (["=1+1", "+1", "-1", "-1.5", "@x", "-cmd"], "'=1+1,'+1,-1,-1.5,'@x,'-cmd\n"),
    (["\t=1", "\r=1", "a\nb"], "'␉=1,'␍=1,a␊b\n"),
    (["=HYPERLINK(\"x\",1)"], "\"'=HYPERLINK(\"\"x\"\",1)\"\n"),
    (["\u{1B}[2J", "\u{202E}"], "␛[2J,⟨U+202E⟩\n"),
    (["＝1", "-0x10", "-inf"], "'＝1,'-0x10,-inf\n"),
  ])
  func aFieldStaysAField(_ fields: [String], _ record: String) {
    #expect(CSV.record(fields) == record)
  }
}

struct IdentifierLineTests {
  @Test(arguments: [
    ("c42", "c42"), ("https://a.example/1", "https://a.example/1"), ("", "\"\""), ("-", "\"-\""),
    ("a b", "a b"),
    (" a", "\" a\""), ("a ", "\"a \""), ("\"x\"", "\"\\\"x\\\"\""), ("a\nb", "\"a\\nb\""),
    ("\u{1B}[2J", "\"\\u001b[2J\""), ("折口\u{202E}", "\"折口\\u202e\""),
  ])
  func anIDIsReadBackAsItWas(_ id: String, _ line: String) {
    #expect(IdentifierLine.line(for: id) == line)
    #expect(IdentifierLine.id(in: line) == id)
  }

  @Test func foreignLinesAreTakenAsTheyAre() {
    #expect(IdentifierLine.id(in: "") == nil)
    #expect(IdentifierLine.id(in: "\"not json") == "\"not json")
  }
}

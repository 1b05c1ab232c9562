import Testing

@testable import modq

struct LineEditorTests {
  private func typed(_ keys: [Key], from text: String = "") -> LineEditor {
    var editor = LineEditor(text)
    for key in keys { #expect(editor.press(key) == .editing) }
    return editor
  }

  @Test func backspaceTakesWhatAPersonSeesAsOne() {
    for character: Character in ["a", "折", "が", "か\u{3099}", "e\u{301}", "👩\u{200D}👧", "🇯🇵"] {
      #expect(typed([.backspace], from: "x\(character)").text == "x", "\(character)")
      #expect(typed([.home, .right, .delete], from: "x\(character)y").text == "xy", "\(character)")
    }
  }

  @Test func aMarkThatComesLaterBelongsToItsLetter() {
    let editor = typed([.character("e"), .character("\u{301}"), .character("x")])
    #expect(editor.characters == ["e\u{301}", "x"])
    #expect(editor.cursor == 2)
  }

  @Test func wordsAndEndsAreWithinReach() {
    #expect(typed([.control("w")], from: "one two  ").text == "one ")
    #expect(typed([.left, .left, .control("u")], from: "abcd").text == "cd")
    #expect(typed([.left, .control("k")], from: "abcd").text == "abc")
    #expect(typed([.home, .character("x"), .end, .character("y")], from: "abc").text == "xabcy")
  }

  @Test func enterAcceptsAndEscapeCancels() {
    var editor = typed([.character("a"), .paste("bc")])
    #expect(editor.press(.escape) == .cancelled)
    #expect(editor.press(.enter) == .accepted("abc"))
  }

  @Test func noLineIsLongerThanTheBound() {
    let long = typed([
      .paste(String(repeating: "x", count: 999)), .character("折"), .character("y"), .character("z"),
    ])
    #expect(long.text == String(repeating: "x", count: 999) + "y")
  }
}

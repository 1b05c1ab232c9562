import Testing

@testable import modq

struct KeyboardTests {
  private func keys(_ text: String) -> [Key] {
    var keyboard = Keyboard()
    let keys = keyboard.keys(from: text.utf8)
    return keys + (keyboard.flush().map { [$0] } ?? [])
  }

  @Test(arguments: [
    ("a", [Key.character("a")]), ("A?", [.character("A"), .character("?")]),
    ("折口", [.character("折"), .character("口")]),
    ("\r", [.enter]), ("\t", [.tab]), ("\u{7F}\u{08}", [.backspace, .backspace]), ("\u{03}", [.control("c")]),
    ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}[A\u{1B}OB", [.up, .down]),
    ("\u{1B}[5~\u{1B}[6~", [.pageUp, .pageDown]), ("\u{1B}[H\u{1B}[4~", [.home, .end]),
    ("\u{1B}[3~", [.delete]),
    ("\u{1B}[1;5A", [.unknown]), ("\u{1B}a", [.unknown]), ("\u{1B}[", [.unknown]), ("\0", [.unknown]),
    ("\u{85}", [.unknown]),
  ])
  func bytesAreKeys(_ text: String, _ expected: [Key]) {
    #expect(keys(text) == expected, "\(text.debugDescription)")
  }

  /// Such as a late answer to what the program before has asked.
  @Test(arguments: [
    "\u{1B}]11;rgb:aaaa/aaaa/aaaa\u{1B}\\", "\u{1B}]10;rgb:ffff/ffff/ffff\u{07}",
    "\u{1B}P>|XTerm(388)\u{1B}\\",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}]52;c;c2FsdA==\u{07}", "\u{1B}]lbash\u{1B}\\", "\u{1B}_Ga\u{1B}\\",
    "\u{1B}^private\u{1B}\\", "\u{1B}Xstring\u{1B}\\", "\u{1B}[M aa",
  ])
  func whatTheTerminalAnswersIsNoKey(_ answer: String) {
    #expect(keys("a\(answer)q") == [.character("a"), .character("q")])
  }

  @Test func aStringWithoutAnEndLocksNobodyOut() {
    #expect(keys("\u{1B}]rest\u{03}q") == [.character("q")])
    var keyboard = Keyboard()
    _ = keyboard.keys(from: "\u{1B}]".utf8)
    #expect(keyboard.isWaiting && keyboard.flush() == .unknown)
    #expect(keyboard.keys(from: "q".utf8) == [.character("q")])
  }

  @Test func aPasteIsNoKeys() {
    #expect(keys("a\u{1B}[200~ssss\nq\u{1B}[201~b") == [.character("a"), .paste("ssss q"), .character("b")])
    #expect(keys("\u{1B}[200~x\u{1B}[2Jy\u{1B}[201~") == [.paste("x [2Jy")])
  }

  @Test func aPasteIsBounded() {
    let pasted = keys("\u{1B}[200~" + String(repeating: "x", count: 100_000) + "\u{1B}[201~q")
    #expect(pasted == [.paste(String(repeating: "x", count: 4_096)), .character("q")])
  }

  @Test func howBytesAreCutDoesNotMatter() {
    let text = "a折\u{1B}[A\u{1B}[200~死ね\u{1B}[201~\u{1B}[6~z"
    let whole = keys(text)
    for cut in 1..<text.utf8.count {
      var keyboard = Keyboard()
      let parts = keyboard.keys(from: text.utf8.prefix(cut)) + keyboard.keys(from: text.utf8.dropFirst(cut))
      #expect(parts == whole, "cut at \(cut)")
    }
  }

  @Test func noBytesBringItOutOfStep() {
    for seed in 0..<2_000 as Range<UInt64> {
      var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
      var bytes: [UInt8] = []
      for _ in 0..<40 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        bytes.append([0x1B, 0x5B, 0x32, 0x7E, 0xE6, 0xFF, 0x80, 0x41][Int(state % 8)])
      }
      var keyboard = Keyboard()
      _ = keyboard.keys(from: bytes)
      _ = keyboard.flush()
      // Out of a paste too.
      _ = keyboard.keys(from: "\u{1B}[201~".utf8)
      _ = keyboard.flush()
      #expect(keyboard.keys(from: "q".utf8) == [.character("q")], "seed \(seed)")
    }
  }
}

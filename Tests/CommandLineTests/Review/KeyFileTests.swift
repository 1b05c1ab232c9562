import Testing

@testable import modq

struct KeyFileTests {
  private func problems(_ text: String) -> [String] {
    do throws(KeyFile.Problems) {
      _ = try KeyFile(text)
      return []
    } catch {
      return error.lines.map { "\($0.number): \($0.message)" }
    }
  }

  @Test func aFileChangesTheStandardKeys() throws {
    let map = try KeyFile("# mine\n\nf approve\r\nctrl-x\tquit\na none\nhash note\nspace skip\n死 spam\n").map
    #expect(map.action(of: .character("f")) == .approve)
    #expect(map.action(of: .control("x")) == .quit)
    #expect(map.action(of: .character("a")) == nil)
    #expect(map.action(of: .character("#")) == .note)
    #expect(map.action(of: .character(" ")) == .skip)
    #expect(map.action(of: .character("死")) == .spam)
    #expect(map.action(of: .character("r")) == .reject)
  }

  @Test func aFileMayBeginWithAPreset() throws {
    let map = try KeyFile("preset vi\nx approve").map
    #expect(map.action(of: .character("u")) == .undo)
    #expect(map.action(of: .character("x")) == .approve)
  }

  @Test func everythingWrongIsSaidAtOnce() {
    let text = """
      f aprove
      ctrl approve
      f approve now
      preset wi
      entr approve
      \u{1B} approve
      """
    #expect(
      problems(text) == [
        "1: there is no action aprove (did you mean approve?)",
        "2: there is no key ctrl (one of enter, escape, backspace, tab, delete, up, down, left, right, page-up, "
          + "page-down, home, end, space, hash)",
        "3: a line is a key and an action, as in: f approve",
        "4: there is no preset wi (did you mean vi?)",
        "5: there is no key entr (did you mean enter?)",
        "6: there is no key ␛ (one of enter, escape, backspace, tab, delete, up, down, left, right, page-up, "
          + "page-down, home, end, space, hash)",
      ])
    #expect(problems("q none\nctrl-c none") == ["1: no key is left for quit"])
  }

  @Test(arguments: KeyMap.Preset.allCases)
  func everyPresetDoesEverything(_ preset: KeyMap.Preset) {
    let map = KeyMap(preset)
    for action in ReviewAction.allCases {
      #expect(!map.keys(of: action).isEmpty, "\(action)")
    }
    for action in ReviewAction.allCases {
      for name in map.keys(of: action) {
        #expect(Key(name: name).map { map.action(of: $0) } == .some(action), "\(name)")
      }
    }
  }
}

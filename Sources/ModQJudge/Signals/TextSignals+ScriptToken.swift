extension TextSignals {
  /// The letters of one token, a run of letters, marks and digits without kana, kanji and hangul, by script.
  ///
  /// Japanese text mixes Latin with kana and kanji as a matter of course; that is no mixture here.
  struct ScriptToken {
    private var latin = 0
    private var greek = 0
    private var cyrillic = 0
    /// Whether a Greek or Cyrillic letter looks like a Latin one.
    ///
    /// ω and д don't, and faces are made of them: TωT, oдo.
    private var hasImitator = false
    private var isFirst = true
    /// Where a Greek letter stands: at the start, or at the end of what there is so far.
    private var startsGreek = false
    private var endsGreek = false
    private var hasMu = false

    /// Takes in one scalar, or ends the token if it does not belong to one, and then says whether that was mixed.
    mutating func ends(before scalar: UInt32, _ properties: ScalarProperties) -> Bool {
      guard properties.isInToken else {
        defer { self = ScriptToken() }
        return isMixed
      }
      guard properties.kind == .letter else { return false }
      switch properties.script {
      case .latin: latin += 1
      case .greek: greek += 1
      case .cyrillic: cyrillic += 1
      case .other, .common, .inherited, .kana, .han, .hangul, .unspaced: break
      }
      endsGreek = properties.script == .greek
      if isFirst { startsGreek = endsGreek }
      isFirst = false
      if properties.script == .greek || properties.script == .cyrillic {
        hasMu = hasMu || scalar == 0x3BC
        hasImitator = hasImitator || Self.imitatesLatin(scalar, properties)
      }
      return false
    }

    /// Whether the token so far holds letters of two of the scripts, and an imitator among them.
    var isMixed: Bool {
      guard hasImitator, latin > 0 ? greek + cyrillic > 0 : greek > 0 && cyrillic > 0 else { return false }
      return !isUnit
    }

    /// One Greek letter before or after a few Latin ones, as in μm, kΩ, γGTP; μ also before a longer name.
    private var isUnit: Bool {
      greek == 1 && cyrillic == 0 && (startsGreek || endsGreek) && (latin <= 3 || hasMu && startsGreek)
    }

    private static func imitatesLatin(_ scalar: UInt32, _ properties: ScalarProperties) -> Bool {
      guard properties.contains(.imitates) else { return false }
      let lookAlikes = UnicodeTables.shared.lookAlikes
      let target = lookAlikes[scalar]
      return !target.isEmpty && lookAlikes.pool[target.lowerBound] < 0x80
    }
  }
}

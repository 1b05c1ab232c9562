extension LookAlikeRow {
  /// What people write in Japanese where a word is filtered, and what is merely drawn alike in mobile slang.
  ///
  /// Each entry was looked up in 30,000 real comments and in a dictionary of 390,000 words, and left out, or guarded, if
  /// ordinary text has it. What hides a letter without imitating it (死○, ま●こ) is a matter for rules.
  static let japanese =
    [
      LookAlikeRow(standing: "彼氏ね 彼氏ネ 俺氏ね 俺氏ネ 同氏ね 両氏ね 諸氏ね 某氏ね"),
      LookAlikeRow(parts: kanjiInParts),
      LookAlikeRow(parts: kanjiInPartsWithKatakana, unless: .afterKatakana),
      LookAlikeRow(death),
      LookAlikeRow("死 タヒ 一タヒ", unless: [.afterKatakana, .beforeKatakana]),
      LookAlikeRow("死ね 市ね 四ね 士ね 師ね 史ね", unless: [.afterKanji, .beforeN]),
      LookAlikeRow(numerals, unless: [.afterWord, .beforeN]),
      LookAlikeRow(katakana),
      LookAlikeRow("カス 力ス \n エロ エ口 \n アホ ア木", unless: [.afterKanji, .afterKatakana, .beforeKatakana]),
      LookAlikeRow("ロリ 口リ \n ハゲ 八ゲ \n エロ 工口 工ロ", unless: [.afterKanji, .afterKatakana]),
      LookAlikeRow(kanaInParts, unless: [.afterWord, .afterKatakana]),
      LookAlikeRow(bopomofo, unless: .apartFromKana),
    ] + [LookAlikeRow(voicedByDitto)]

  private static let death = """
    死 歹ヒ 夕ヒ 夕匕 タ匕
    死ね タヒね 氏ね ιね ∪ね
    死ネ タヒネ 氏ネ ιネ ∪ネ
    死ぬ タヒぬ 氏ぬ ιぬ ∪ぬ
    死ヌ タヒヌ 氏ヌ
    死ん タヒん
    死ン タヒン
    死の タヒの
    死ノ タヒノ
    死に タヒに
    死ニ タヒニ
    死な タヒな
    死ナ タヒナ
    死んだ 氏んだ
    死んで 氏んで
    死んじ 氏んじ
    死亡 氏亡
    ぶっ殺 ぶっ頃
    ブッ殺 ブッ頃
    ぬっ殺 ぬっ頃
    ヌッ殺 ヌッ頃
    殺すぞ 頃すぞ
    殺してや 頃してや
    殺せよ 頃せよ
    殺 メ木殳 乂木殳 乄木殳
    糞 米田共
    """

  /// Read aloud: 4 is shi, 56 is koro.
  private static let numerals = """
    死ね 4ね Uね Lね
    死ネ 4ネ
    死ぬ 4ぬ
    死ヌ 4ヌ
    死んだ 4んだ
    死んで 4んで
    死刑 4刑
    死亡 4亡
    殺す 56す
    殺し 56し
    殺され 56され
    殺せ 56せ
    """

  /// Kanji and signs among katakana, and ソ for ン.
  private static let katakana = """
    バカ バ力
    ガイジ ガ亻ジ 力\u{3099}イジ
    キチガイ キ千ガイ キチ力\u{3099}イ キ千力\u{3099}イ
    キモイ キ毛イ キ乇イ
    キモい キ毛い キ乇い
    ロリコン 口リコン
    ビッチ ビッ千
    エッチ 工ッチ
    セックス 七ックス セッ久ス 七ッ久ス セッ勹ス セツ久ス
    オナニー オナ二ー 才ナニー 才ナ二ー
    アナル 了ナル アナノレ 了ナノレ
    レイプ レ亻プ
    チンコ チソコ 千ンコ 千ソコ
    チンポ チソポ 千ンポ 千ソポ
    チンチン チソチソ 千ン千ン 千ソ千ソ
    マンコ マソコ
    ウンコ ウソコ
    キンタマ キソタマ
    ヤリマン ヤリマソ
    パンツ パソツ
    ブタ ブ夕
    ニート 二ート
    ギャル ギャノレ
    """

  /// The gyaru-moji that no ordinary text has.
  private static let kanaInParts = """
    い レヽ レ丶 レゝ レ|
    か カゝ カヽ カ丶 ヵゝ
    け レ†
    た ナこ †こ †ニ †二
    な ナょ †ょ
    に レこ |こ |ニ |二 丨こ
    は レよ |よ lよ Iよ 丨よ
    ほ レま |ま lま Iま 丨ま
    ハ ノヽ ノ丶
    バ ノヾ ノ丶\u{3099}
    パ ノヽ\u{309A} ノ丶\u{309A}
    ね йё
    れ яё
    を щo що
    """

  /// Signs of Chinese phonetics that no Japanese text has, drawn like kana.
  private static let bopomofo = """
    ヌ ㄆ ㄡ
    ム ㄊ ㄙ
    ろ ㄋ
    カ ㄌ
    ち ㄎ ㄘ
    く ㄑ
    さ ㄛ ㄜ
    せ ㄝ
    へ ㄟ
    ル ㄦ
    メ ㄨ
    """

  /// か〃, カ″: a ditto mark or two strokes for the voiced sound mark.
  private static let voicedByDitto: String = {
    let plain = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホウ"
    let voiced = "がぎぐげござじずぜぞだぢづでどばびぶべぼガギグゲゴザジズゼゾダヂヅデドバビブベボヴ"
    return zip(plain, voiced).map { "\($1) \($0)〃 \($0)′′" }.joined(separator: "\n")
  }()
}

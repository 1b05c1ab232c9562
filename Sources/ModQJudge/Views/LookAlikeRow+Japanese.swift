extension LookAlikeRow {
  static let japanese = [
    LookAlikeRow("死 夕ヒ 歹ヒ 歹匕"),
    LookAlikeRow("死ね タヒね タヒネ 氏ね 氏ネ"),
    LookAlikeRow("死 タヒ", unless: .besideKatakana),
    LookAlikeRow("死ね 4ね 4ネ", unless: [.afterWord, .beforeN]),
  ]
}

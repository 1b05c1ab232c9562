/// What made-up comments are made of.
enum SyntheticWords {
  /// The commonest English words, and some that only look like them.
  static let english: [[UInt8]] =
    ("the of and to in is that it for was on are as with they at be this have from or had by hot but some "
    + "what there we can out other were all your when up use word how said each she which do their time if "
    + "will way about many then them would write like so these her long make thing see him two has look more "
    + "day could go come did my sound no most number who over know water than call first people may down")
    .split(separator: " ").map { Array($0.utf8) }

  private static let sentence = Array(
    "これはそれがどうなのかよくわからないけど今日は天気もいいし散歩に行こうと思います新しい記事とても面白かった".utf8)
  /// Each of its characters takes so many.
  private static let characterBytes = 3

  /// A piece of a Japanese sentence: `count` characters, fewer at its end.
  static func japanese(from start: Int, count: Int) -> ArraySlice<UInt8> {
    sentence[
      min(sentence.count, start * characterBytes)..<min(sentence.count, (start + count) * characterBytes)]
  }
}

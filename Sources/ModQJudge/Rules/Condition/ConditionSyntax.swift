/// A condition as it was written: the names in it are not looked up yet.
indirect enum ConditionSyntax: Equatable {
  case name(String, at: Range<Int>)
  case number(Double, at: Range<Int>)
  case not(ConditionSyntax, at: Range<Int>)
  case and([ConditionSyntax])
  case or([ConditionSyntax])
  case compare(ConditionSyntax, Condition.Comparison, ConditionSyntax, at: Range<Int>)

  /// Where it begins, in UTF-8 bytes from the start of the text.
  var offset: Int {
    switch self {
    case .name(_, let range), .number(_, let range), .not(_, let range): range.lowerBound
    case .and(let terms), .or(let terms): terms.first?.offset ?? 0
    case .compare(let left, _, _, _): left.offset
    }
  }
}

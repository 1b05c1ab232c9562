/// A rule as one file says it: what it names in other files is not looked up yet.
struct RuleDraft {
  /// Its ``Rule/matches`` are empty: the place of its tests among all is not known yet.
  var rule: Rule
  var matches: [MatchTest]
  /// Rules that its condition or its `absorbs` names, with the place of the name.
  var references: [Reference]

  struct Reference {
    var rule: String
    var location: SourceLocation
    var kind: Kind
    enum Kind { case condition, absorbs }
  }
}

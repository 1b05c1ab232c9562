extension RuleReader {
  /// The condition of `when`; the rules that it names are added to `references`.
  mutating func condition(
    _ node: YAMLNode, matches: [MatchTest], counts: [CountTest], references: inout [RuleDraft.Reference]
  ) -> Condition? {
    guard let scalar = nodes.scalar(node, "when"),
      let text = nodes.text(node, "when", atMost: RuleBounds.patternBytes)
    else { return nil }
    let place = ScalarPlace(scalar: scalar, source: nodes.source)
    let scope = Condition.Scope(matches: matches.map(\.name), counts: counts.map(\.name))
    do throws(ConditionError) {
      let (condition, named) = try Condition.parse(text, scope: scope)
      for reference in named {
        let location = place.location(ofByte: reference.offset)
        references.append(RuleDraft.Reference(rule: reference.rule, location: location, kind: .condition))
      }
      warnOfUnused(in: condition, scope: scope, at: node)
      return condition
    } catch {
      nodes.error(at: place.location(ofByte: error.offset), error.message, hint: error.hint)
      return nil
    }
  }

  private mutating func warnOfUnused(in condition: Condition, scope: Condition.Scope, at node: YAMLNode) {
    var unused = scope.matches + scope.counts
    condition.root.forEachOperand { operand in
      switch operand {
      case .match(let index): unused.removeAll { $0 == scope.matches[index] }
      case .count(let index): unused.removeAll { $0 == scope.counts[index] }
      case .numbers(let left, _, let right):
        for case .count(let index) in [left, right] { unused.removeAll { $0 == scope.counts[index] } }
      case .literal, .signal, .rule, .not, .and, .or, .word, .flags: break
      }
    }
    for name in unused {
      nodes.warning(node, "“\(name)” has no part in the condition", hint: "name it in when, or take it out")
    }
  }
}

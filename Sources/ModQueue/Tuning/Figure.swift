import ModQProjections

/// A number of a report by its name in JSON, as it is printed and as a gate compares it.
package struct Figure: Sendable, Equatable {
  package var name: String
  /// Nil where there is nothing to say: a share of no cases.
  package var value: Double?

  init(_ name: String, _ value: Double?) {
    self.name = name
    self.value = value.map { rounded($0) }
  }

  init(_ name: String, _ count: Int) {
    self.init(name, Double(count))
  }
}

extension TuningSummary {
  /// All numbers, in the order in which they are printed; `seconds` is what the run took.
  package func figures(seconds: Double) -> [Figure] {
    [
      Figure("comments", comments), Figure("erased", erased), Figure("held", held),
      Figure("rejected", rejected), Figure("held_before", heldBefore),
      Figure("rejected_before", rejectedBefore), Figure("newly_caught", newlyCaught),
      Figure("newly_released", newlyReleased), Figure("held_per_day_before", heldPerDayBefore),
      Figure("held_per_day_after", heldPerDayAfter), Figure("days", days),
      Figure("true_positives", truePositives), Figure("false_positives", falsePositives),
      Figure("undecided", undecided), Figure("precision", precision.value),
      Figure("precision_lower", precision.lower), Figure("recall", recall.value),
      Figure("seconds", seconds),
    ]
  }
}

extension RuleFigures {
  /// All numbers, in the order in which they are printed.
  package var figures: [Figure] {
    [
      Figure("hits", hits), Figure("shadow_hits", shadowHits), Figure("true_positives", truePositives),
      Figure("false_positives", falsePositives), Figure("undecided", undecided),
      Figure("precision", precision.value), Figure("precision_lower", precision.lower),
    ]
  }
}

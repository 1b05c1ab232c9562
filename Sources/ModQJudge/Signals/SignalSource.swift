/// Where a judge asks for what it needs to know beside the text: answered only when a condition asks.
package protocol SignalSource {
  /// The value of `signal` for the event in hand, at this moment.
  func value(of signal: Signal) throws(JudgeError) -> SignalValue

  /// How many events the window of `test` holds, the one in hand included; nil if one of its keys is not known.
  func count(_ test: CountTest) throws(JudgeError) -> Int?
}

/// What can go wrong while judging that is not the text's or the rule's doing.
package struct JudgeError: Error, Sendable {
  /// The failure of whoever was asked for a signal: a database that could not be read.
  package var underlying: any Error

  package init(_ underlying: any Error) {
    self.underlying = underlying
  }
}

/// What was looked up of the vote in hand when it was judged: its fold asks the same again.
///
/// Good for one entry, until a vote is stored: see ``Projections/ballotInHand``.
struct BallotInHand {
  /// The entry that the vote is, or will be.
  var entry: Int64
  var ballot: Ballot
  /// The voter's other votes.
  var others: [Ballot.Cast]
  /// How many vote in step, if that was asked.
  var lockstep: Int?
}

/// The decoded tables, made once for the process.
///
/// A class, so that a pass over a text holds one reference and not one for each array.
final class UnicodeTables: Sendable {
  static let shared = UnicodeTables()

  let properties = ScalarPropertyTable(.classes)
  let decompositions = ScalarMapping(.decompositions)
  let composition = Composition(.compositions)
  let folds = ScalarMapping(.folds)
  let lookAlikes = ScalarMapping(.lookAlikes)
}

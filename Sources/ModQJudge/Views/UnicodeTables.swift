/// The decoded tables, made once for the process.
struct UnicodeTables {
  static let shared = UnicodeTables()

  let properties = ScalarPropertyTable(.classes)
  let decompositions = ScalarMapping(.decompositions)
  let composition = Composition(.compositions)
  let folds = ScalarMapping(.folds)
  let lookAlikes = ScalarMapping(.lookAlikes)
}

/// Why a text is not a condition, and where.
struct ConditionError: Error, Equatable {
  /// In UTF-8 bytes from the start of the text.
  var offset: Int
  var message: String
  var hint: String?
}

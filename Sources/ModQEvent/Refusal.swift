/// Why one line is not taken in.
///
/// It never stops the others.
package struct Refusal: Error, Sendable, Equatable {
  /// Where in the line, in **bytes**, the first being 1; a byte order mark in front is not counted.
  ///
  /// For a fault of syntax the byte that does not fit, for a value the start of the value, for what is
  /// missing the start of the object, for what only the log can know (`conflict`, `unknown_comment`) 1.
  package var column: Int
  package var reason: Reason
  /// One sentence for people, and in brackets what to do.
  ///
  /// It quotes at most 40 characters of the line as they came: whoever prints it escapes them.
  package var message: String

  /// What kind of fault: the names that scripts compare.
  package enum Reason: String, Sendable, CaseIterable {
    /// Not JSON by RFC 8259, or not an object.
    case badJSON = "bad_json"
    case invalidUTF8 = "invalid_utf8"
    /// Half a pair of `\u` escapes, which is no character.
    case loneSurrogate = "lone_surrogate"
    /// A key that comes twice in one object.
    case duplicateKey = "duplicate_key"
    /// Nested deeper than ``Bounds/nesting``.
    case tooDeep = "too_deep"
    /// A number that no double can hold, such as `1e400`.
    case notFinite = "not_finite"
    /// Longer than ``Bounds/lineBytes``.
    case lineTooLong = "line_too_long"
    /// Longer than ``Bounds/bodyBytes``.
    case bodyTooLong = "body_too_long"
    /// A nickname longer than ``Bounds/identifierBytes``.
    case nickTooLong = "nick_too_long"
    /// An identifier longer than ``Bounds/identifierBytes``.
    case idTooLong = "id_too_long"
    case missingKey = "missing_key"
    /// A value of the wrong type of JSON.
    case badType = "bad_type"
    /// The right type, but not a value that the key may have.
    case badValue = "bad_value"
    case badTime = "bad_time"
    /// Dated more than ``Bounds/aheadMilliseconds`` after it arrived.
    case timeAhead = "time_ahead"
    /// U+0000 in an identifier or a nickname.
    case nul
    /// The id of an event or of a batch that begins as those which modq gives.
    case reservedID = "reserved_id"
    /// The value of `type` is none of the seven.
    case unknownType = "unknown_type"
    /// The id is in the log already, with other content.
    case conflict
    /// An edit of a comment that is not in the log.
    case unknownComment = "unknown_comment"
  }
}

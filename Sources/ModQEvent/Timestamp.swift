/// An instant in whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Bounds: 1970-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970.
  package let milliseconds: Int64

  package static let earliest = Timestamp(milliseconds: 0)
  package static let latest = Timestamp(milliseconds: 253_402_300_799_999)

  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The instant `milliseconds` later (earlier if negative).
  package func advanced(by milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds + milliseconds)
  }

  /// Milliseconds from `start` to this instant; negative if `start` is later.
  package func milliseconds(since start: Timestamp) -> Int64 {
    milliseconds - start.milliseconds
  }
}

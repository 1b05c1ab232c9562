import ModQEvent

extension Span<UInt8> {
  /// The event that a line is, or why it is none; nil for a blank one, which is no event and no fault.
  func decoded(arrival: Timestamp) -> Result<Event, Refusal>? {
    guard !isBlank else { return nil }
    do throws(Refusal) {
      return .success(try EventDecoder.decode(line: self, arrival: arrival))
    } catch {
      return .failure(error)
    }
  }

  private var isBlank: Bool {
    for index in indices where self[index] != 0x20 && self[index] != 0x09 && self[index] != 0x0D {
      return false
    }
    return true
  }
}

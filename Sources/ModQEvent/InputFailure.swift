import Glibc

/// Input that can't be opened or read.
package struct InputFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// The system's number of the error, as in errno(3).
  package var code: Int32
  package var operation: Operation

  package init(code: Int32, operation: Operation) {
    self.code = code
    self.operation = operation
  }

  /// What was tried: a system call.
  package enum Operation: String, Sendable {
    case open, read
  }

  /// The system's words: `can't read: Is a directory`.
  package var description: String {
    "can't \(operation.rawValue): \(String(cString: strerror(code)))"
  }
}

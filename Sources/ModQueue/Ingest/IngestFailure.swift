package import ModQEvent
package import ModQEventLog

/// Why taking events in stopped before the input's end.
package enum IngestFailure: Error {
  /// The log could not be read or written.
  case log(LogError)
  /// The input could not be read.
  case input(InputFailure)
  /// The results could not be written.
  case output(OutputFailure)

  init(_ error: any Error) {
    switch error {
    case let error as LogError: self = .log(error)
    case let error as InputFailure: self = .input(error)
    case let error as OutputFailure: self = .output(error)
    default: self = .log(.database(path: "", code: 1, message: String(describing: error)))
    }
  }
}

/// Why output could not be written.
package enum OutputFailure: Error, Sendable {
  /// Whoever read it has gone, which is no fault.
  case closed
  /// The system's error number.
  case failed(code: Int32)
}

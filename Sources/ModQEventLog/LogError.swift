import GRDB

/// What can go wrong with the file of the log.
package enum LogError: Error, Sendable {
  /// There is no file at this path.
  case missing(path: String)
  /// The file is no SQLite database, or another program's.
  case notALog(path: String, why: String)
  /// The file was written by a later version of modq.
  case newerSchema(path: String, found: Int, known: Int)
  /// The projections were made by another version of modq, and this command does not write.
  case outdatedProjections(path: String)
  /// Another process kept the file for longer than we wait.
  case busy(path: String)
  /// The file could not be read or written.
  case io(path: String, why: String)
  /// A write-ahead log stands beside it, and nothing may be written there, which it takes to read that.
  case unsettled(path: String)
  /// No space is left where the file is.
  case full(path: String, freeBytes: Int64?)
  /// The bytes of the file contradict each other.
  case corrupt(path: String, why: String)
  /// The guards of the log refused a change.
  case refused(why: String)
  /// SQLite reported something that none of the cases above covers.
  case database(path: String, code: Int32, message: String)

  /// Sorts SQLite's result `code` into a case.
  ///
  /// `message` is SQLite's own; it never holds bound values.
  package init(code: Int32, message: String, path: String) {
    let primary = ResultCode(rawValue: code & 0xFF)
    switch primary {
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .busy(path: path)
    case .SQLITE_FULL:
      self = .full(path: path, freeBytes: freeBytes(beside: path))
    case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
      self = .io(path: path, why: message)
    case .SQLITE_NOTADB:
      self = .notALog(path: path, why: message)
    case .SQLITE_CORRUPT:
      self = .corrupt(path: path, why: message)
    case .SQLITE_CONSTRAINT:
      self = .refused(why: message)
    default:
      self = .database(path: path, code: code, message: message)
    }
  }

  /// Sorts an error of GRDB's; anything that is no database error keeps its description.
  package init(_ error: any Error, path: String) {
    switch error {
    case let error as LogError:
      self = error
    case let error as DatabaseError:
      self.init(
        code: error.extendedResultCode.rawValue, message: error.message ?? "SQLite error", path: path)
    default:
      self = .database(path: path, code: 1, message: String(describing: error))
    }
  }
}

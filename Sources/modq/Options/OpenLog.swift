import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections
import ModQueue

/// Opens the log at `path`, runs `body` with it, closes it.
///
/// Whatever goes wrong becomes a failure of the command. A wait for another process is said on standard error, unless
/// `patience` does something else.
func withLog<Result>(
  _ path: String, for access: LogFile.Access, patience: Patience? = nil,
  _ body: (Workspace) throws -> Result
) throws(Failure) -> Result {
  let patience = patience ?? Waiting.patience(with: path)
  return try settling { () throws(LogError) in
    try Workspace.open(path, for: access, patience: patience) { (workspace) throws(LogError) in
      Swift.Result { try body(workspace) }
    }
  }
}

/// As ``withLog(_:for:_:)``, on top of the log at `path`, which stays as it is.
func onTopOfLog<Result>(
  _ path: String, _ body: (Workspace) throws -> Result
) throws(Failure) -> Result {
  try settling { () throws(LogError) in
    try Workspace.overlay(path) { (workspace) throws(LogError) in Swift.Result { try body(workspace) } }
  }
}

/// Opens the log at `path` for reading what others write meanwhile: `body` reads as often as it likes, each time in
/// `Workspace.reading`.
func followingLog<Result>(
  _ path: String, _ body: (Workspace) throws -> Result
) throws(Failure) -> Result {
  try settling { () throws(LogError) in
    try Workspace.open(path, for: .reading, isFollowing: true, patience: Waiting.patience(with: path)) {
      (workspace) throws(LogError) in
      Swift.Result { try body(workspace) }
    }
  }
}

private func settling<Result>(
  _ open: () throws(LogError) -> Swift.Result<Result, any Error>
) throws(Failure) -> Result {
  do {
    return try open().get()
  } catch let failure as Failure {
    throw failure
  } catch let error as LogError {
    throw Failure(error)
  } catch let error as OutputFailure {
    throw Failure(error)
  } catch let failure as FindFailure {
    throw Failure(failure)
  } catch {
    throw Failure(.io, String(describing: error))
  }
}

import ModQueue

extension Erasure {
  /// Does what is left to do of any erasure, and shows how far it is.
  func finish(log path: String) throws {
    let progress = Progress("erase")
    let isDone = try finish { step, done, all in
      switch step {
      case .fold: progress.show(done, of: all)
      case .vacuum: progress.say("writing the file anew")
      case .checkpoint: progress.say("emptying the write-ahead log")
      }
    }
    progress.end()
    guard isDone else {
      throw Failure(
        .busy,
        "the bytes are out of the log, but still in its write-ahead log: another process reads an older state",
        advice: "End it (`fuser \(path)` names it), then run `modq erase --finish`.")
    }
  }
}

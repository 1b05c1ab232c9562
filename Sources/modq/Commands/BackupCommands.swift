import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the log as it is now, also while others write.",
    discussion: """
      Examples:
        modq backup /mnt/elsewhere/modq-$(date +%F).db

      The copy is one consistent state, proven like `modq verify` does before it gets its name, and readable by its owner
      alone. A file that is there is never written over.
      """)

  @OptionGroup var log: DatabaseOptions
  @Argument(help: "The new file.")
  var path: String

  func validate() throws {
    if path.isEmpty { throw ValidationError("The name of the new file is empty.") }
  }

  func run() throws {
    try Backup.run(from: log.path, into: path, advice: "The log is not in order: `modq verify` says more.")
  }
}

struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make the log from a backup.",
    discussion: """
      Examples:
        mv modq.db modq.db-wal modq.db-shm /somewhere/else/
        modq restore /mnt/elsewhere/modq-2026-05-01.db

      The backup is copied, proven, and only then gets the name of the log. A log that is there is never written over:
      move it away first, with the files beside it.
      """)

  @OptionGroup var log: DatabaseOptions
  @Argument(help: "The backup.")
  var backup: String

  func validate() throws {
    if backup.isEmpty { throw ValidationError("The name of the backup is empty.") }
  }

  func run() throws {
    try Backup.run(
      from: backup, into: log.path,
      advice: "The backup is not in order: take another one; nothing was restored.")
  }
}

extension Backup {
  fileprivate static func run(from source: String, into target: String, advice: String) throws(Failure) {
    let result: Result<CopyProof, Backup.Fault>
    do throws(LogError) {
      result = try copy(source, into: target)
    } catch {
      throw Failure(error)
    }
    switch result {
    case .success(let proof):
      try printOut(
        proof.json(path: target),
        done: Done(
          "\(visible(target)) was made and proven", shownBy: "`modq verify --db FILE` proves it again"))
    case .failure(.obstacle(.exists(let path))):
      throw Failure(
        .usage, "\(visible(path)) is there already",
        advice: "It was not touched: name a new file, or move it away.")
    case .failure(.obstacle(.leftover(let path))):
      throw Failure(
        .usage, "\(visible(path)) is left of another file, and would be taken for the new one's",
        advice: "Move it away, to where its file is.")
    case .failure(.unsound(let proof)):
      throw Failure(.integrity, proof.complaint, advice: advice)
    }
  }
}

extension CopyProof {
  fileprivate func json(path: String) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.member("path", path)
    writer.key("bytes")
    writer.integer(bytes)
    writer.key("entries")
    writer.integer(chain.entries)
    writer.member("head", hexadecimal(chain.head))
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate var complaint: String {
    if let bad = chain.firstBad { return "entry \(bad.seq) is not what was appended" }
    if !chain.alteredGuards.isEmpty {
      return "guards of the log were altered: \(chain.alteredGuards.joined(separator: ", "))"
    }
    if let first = damage.first { return "the file is damaged: \(visible(first))" }
    if isErasureUnfinished {
      return
        "an erasure is not finished, and a copy would keep what was erased: `modq erase --finish` goes on with it"
    }
    return "these projections do not follow from the log: \((unequal ?? []).joined(separator: ", "))"
  }
}

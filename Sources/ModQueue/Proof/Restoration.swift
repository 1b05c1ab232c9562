package import ModQEvent
package import ModQEventLog
import ModQProjections

/// Taking in a full export as it stands: the same entries, salts and hashes, into an empty log.
package enum Restoration {
  /// Why a full export was not taken in.
  package enum Fault: Error, Sendable {
    case input(InputFailure)
    case line(number: Int, message: String)
    /// Its last line, which says how many entries there are, is missing or says otherwise.
    case cutShort(entries: Int64)
    /// The log has entries already.
    case notEmpty(entries: Int64)
    /// The entries are not those that were exported.
    case chain(ChainReport)
  }

  /// Entries folded before the rows are written to their tables.
  private static let portion = 10_000

  /// Appends every line of `reader`, folds them, and verifies the chain, in one transaction: whatever goes wrong, the
  /// log is as empty as before.
  package static func run(
    _ reader: inout LineReader, into workspace: Workspace
  ) throws(LogError) -> Result<Int64, Fault> {
    try workspace.begin()
    guard workspace.log.headSeq == 0 else {
      let entries = workspace.log.headSeq
      workspace.rollback()
      return .failure(.notEmpty(entries: entries))
    }
    do {
      var count = 0
      var end: EntryLine.End?
      loop: while true {
        switch try reader.next() {
        case .end:
          break loop
        case .tooLong(let number):
          throw Fault.line(
            number: number, message: "the line is longer than \(Bounds.recordedLineBytes) bytes")
        case .line(let number):
          try reader.withLine { (line) throws in
            do {
              guard end == nil else {
                throw Fault.line(number: number, message: "it stands behind the last line of an export")
              }
              end = EntryLine.End(line)
              guard end == nil else { return }
              let entry = try EntryLine.read(line)
              guard entry.seq == workspace.log.headSeq + 1 else {
                throw Fault.line(
                  number: number,
                  message: "entry \(entry.seq) comes where \(workspace.log.headSeq + 1) should")
              }
              try workspace.restore(entry)
            } catch let fault as EntryLineFault {
              throw Fault.line(number: number, message: fault.message)
            } catch LogError.refused {
              // The numbers are in order, so that it is the id.
              throw Fault.line(number: number, message: "its id is that of an entry before it")
            }
          }
          count += 1
          if count % portion == 0 { try workspace.writeBack() }
        }
      }
      // Before the chain: the digests that stand for what was erased may be in the part that is missing.
      guard let end else { throw Fault.cutShort(entries: workspace.log.headSeq) }
      let report = try EventLog.verify(workspace.database)
      guard report.isOK else { throw Fault.chain(report) }
      guard end == EntryLine.End(entries: report.entries, head: report.head) else {
        throw Fault.cutShort(entries: report.entries)
      }
      try workspace.commit()
      return .success(report.entries)
    } catch let fault as Fault {
      workspace.rollback()
      return .failure(fault)
    } catch let error as InputFailure {
      workspace.rollback()
      return .failure(.input(error))
    } catch {
      workspace.rollback()
      throw LogError(error, path: workspace.file.path)
    }
  }
}

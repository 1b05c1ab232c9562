package import ModQEventLog
import ModQProjections

/// Copies of a log that are proven before they get their name: backups, and what is restored from them.
package enum Backup {
  /// Why a copy was not kept.
  package enum Fault: Error, Sendable {
    case obstacle(FileCopy.Obstacle)
    /// What came out is not in order, which the log that was copied is not either.
    case unsound(CopyProof)
  }

  /// Copies the log at `source`, as it is while others write, into a new file at `target`, and proves the copy.
  ///
  /// Linear in the log.
  package static func copy(
    _ source: String, into target: String
  ) throws(LogError) -> Result<CopyProof, Fault> {
    let copy: FileCopy
    do throws(FileCopy.Obstacle) {
      copy = try FileCopy(at: target)
    } catch {
      return .failure(.obstacle(error))
    }
    do throws(LogError) {
      let file = try LogFile(path: source, for: .reading)
      try file.use { (database) throws(LogError) in try copy.write(database) }
      try file.close()
      let proof = try CopyProof(of: copy.draft)
      guard proof.isOK else {
        copy.discard()
        return .failure(.unsound(proof))
      }
      try copy.keep()
      return .success(proof)
    } catch {
      copy.discard()
      throw error
    }
  }
}

/// What was proven of a copy.
package struct CopyProof: Sendable {
  package var chain: ChainReport
  package var damage: [String]
  /// Projections that do not follow from the log; nil where they are those of another version of modq, which the next
  /// writer makes anew.
  package var unequal: [String]?
  /// The log lost bytes that the projections still have.
  package var isErasureUnfinished = false
  package var bytes: Int64

  package var isOK: Bool {
    chain.isOK && damage.isEmpty && !isErasureUnfinished && unequal?.isEmpty != false
  }

  fileprivate init(of path: String) throws(LogError) {
    bytes = fileBytes(path) ?? 0
    let file = try LogFile(path: path, for: .reading)
    let isCurrent = try file.use { (database) throws(LogError) in try ProjectionSchema.isCurrent(database) }
    guard isCurrent else {
      (chain, damage) = try file.use { (database) throws(LogError) in
        (try EventLog.verify(database), try FileDamage.findings(database))
      }
      try file.close()
      return
    }
    try file.close()
    let proof = try Workspace.open(path, for: .reading) { (workspace) throws(LogError) in
      try Verification(workspace)
    }
    chain = proof.chain
    damage = proof.damage
    isErasureUnfinished = proof.isErasureUnfinished
    unequal = proof.projections.filter { $0.digest != $0.rebuilt }.map(\.name)
  }
}

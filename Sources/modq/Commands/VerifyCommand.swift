import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that the log is what was appended, and the projections what follows from it.",
    discussion: """
      Examples:
        modq verify && echo fine
        modq verify --since modq-may.note --pubkey modq.pub     nothing before the note was changed

      Walks along the hash chain, looks whether the guards are there and the file is whole, and folds the whole log anew
      to compare. The exit status is 3 if anything differs. Whoever can rewrite the whole file can make a chain that fits: a
      note of `modq checkpoint` that is kept elsewhere shows that.
      """)

  @OptionGroup var log: DatabaseOptions

  @Option(help: "A note of modq checkpoint: nothing before it may have been changed.")
  var since: String?

  @Option(help: "The public key of the note, or a file that holds it (else $MODQ_PUBKEY).")
  var pubkey: String?

  func validate() throws {
    guard pubkey == nil || since != nil else {
      throw ValidationError("--pubkey is the key of the note that --since names.")
    }
  }

  func run() throws {
    let note = try since.map { try KeptNote(file: $0, key: pubkey ?? environment("MODQ_PUBKEY")) }
    let (verification, contradiction) = try withLog(log.path, for: .reading) { workspace in
      (try Verification(workspace), try note?.checkpoint.contradiction(in: workspace.database))
    }
    try printOut(verification.json(note, contradiction))
    if let note, !note.isSigned {
      complain("modq: the signature of the note was not looked at: name its key with --pubkey")
    }
    // What a note contradicts is worse than whatever else is wrong, but for an entry that is named.
    if verification.chain.firstBad == nil, let note, let contradiction {
      throw Failure(.integrity, note.complaint(contradiction), advice: Verification.lookElsewhere)
    }
    guard verification.isOK else {
      throw Failure(
        .integrity, verification.complaint, advice: verification.advice(isProven: note?.isSigned == true))
    }
  }
}

extension Verification {
  fileprivate func json(_ note: KeptNote?, _ contradiction: LogCheckpoint.Contradiction?) -> [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("ok")
    writer.bool(isOK && contradiction == nil)
    writer.key("entries")
    writer.integer(chain.entries)
    writer.member("head", hexadecimal(chain.head))
    writer.key("first_bad_seq")
    if let bad = chain.firstBad { writer.integer(bad.seq) } else { writer.null() }
    if let bad = chain.firstBad { writer.member("why", bad.why.rawValue) }
    if !chain.alteredGuards.isEmpty {
      writer.key("altered_guards")
      writer.beginArray()
      for name in chain.alteredGuards { writer.string(name) }
      writer.endArray()
    }
    if !damage.isEmpty {
      writer.key("damage")
      writer.beginArray()
      for finding in damage { writer.string(finding) }
      writer.endArray()
    }
    writer.key("since")
    if let note {
      note.write(holds: contradiction == nil && chain.firstBad == nil, to: &writer)
    } else {
      writer.null()
      writer.member(
        "cannot_tell", "whether last entries were cut off or all was written anew: --since NOTE can")
    }
    writer.key("projections")
    writer.beginObject()
    for projection in projections {
      writer.key(projection.name)
      writer.beginObject()
      writer.member("digest", projection.digest)
      writer.member("rebuilt", projection.rebuilt)
      writer.key("equal")
      writer.bool(projection.digest == projection.rebuilt)
      writer.endObject()
    }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate var complaint: String {
    if let bad = chain.firstBad {
      switch bad.why {
      case .gap:
        return
          "entry \(bad.seq) is missing: the entries after \(bad.seq - 1) are not those that were appended"
      case .changed: return "entry \(bad.seq) is not what was appended"
      }
    }
    if let first = damage.first {
      let opening =
        chain.alteredGuards.isEmpty ? "the log is in order, but the file is damaged" : "the file is damaged"
      return "\(opening): \(visible(first))"
    }
    if !chain.alteredGuards.isEmpty {
      return "guards of the log were altered: \(chain.alteredGuards.joined(separator: ", "))"
    }
    if isErasureUnfinished {
      return "an erasure is not finished: the projections still have what was erased"
    }
    let names = projections.filter { $0.digest != $0.rebuilt }.map(\.name).joined(separator: ", ")
    return "the log is in order, but these projections do not follow from it: \(names)"
  }

  fileprivate static let lookElsewhere = "Compare with a backup; the file was not touched."

  /// What to do about ``complaint``; a backup has nothing to tell where the entries themselves are in order.
  ///
  /// Without its guards a log may have lost its last entries, and what is made anew of it hides that: only where a signed
  /// note holds is that advised.
  fileprivate func advice(isProven: Bool) -> String {
    if chain.firstBad != nil || !damage.isEmpty { return Verification.lookElsewhere }
    if !chain.alteredGuards.isEmpty {
      return isProven
        ? "The entries up to the note are in order: `modq export --full | modq ingest --as-recorded --db NEW` makes a log "
          + "with all guards; the file was not touched."
        : "Whoever altered them could cut off the last entries: compare with a backup, or with a note of `modq checkpoint` "
          + "(--since); the file was not touched."
    }
    return isErasureUnfinished
      ? "`modq erase --finish` goes on with it; the file was not touched."
      : "`modq replay` rebuilds them; the file was not touched."
  }
}

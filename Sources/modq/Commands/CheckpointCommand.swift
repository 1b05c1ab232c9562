import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

struct CheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Print a signed note of what the log is now, to keep elsewhere.",
    discussion: """
      Examples:
        modq checkpoint --key ~/.config/modq.key > modq-today.note
        modq checkpoint --key ~/.config/modq.key --public > modq.pub
        modq verify --since modq-today.note --pubkey modq.pub

      The note says how many entries the log has and what the hash of the last one is; `modq verify --since` proves later
      that nothing before it was changed. It costs nothing and looks at nothing else: verify first. The key (Ed25519) is
      made on first use, readable by its owner alone, and must not lie in the folder of the log. Its public half, with which
      others verify, is printed when it is made, and whenever it is asked for with --public.
      """)

  @OptionGroup var log: DatabaseOptions

  @Option(help: "The file of the key that signs (else $MODQ_KEY); made if it is missing.")
  var key: String?

  @Flag(name: .customLong("public"), help: "Print the public half of the key, and nothing of the log.")
  var isOfKey = false

  func run() throws {
    guard let path = key ?? environment("MODQ_KEY") else {
      throw Failure(
        .usage, "no key is named",
        advice: "Give --key FILE, outside of the log's folder; it is made on first use.")
    }
    if isOfKey { return try printOut(Array("\(try verifier(path).text)\n".utf8)) }
    let checkpoint = try withLog(log.path, for: .reading) { workspace in
      try LogCheckpoint(of: workspace.database)
    }
    guard let checkpoint else {
      throw Failure(.noInput, "the log has no entries yet", advice: "There is nothing to prove of it.")
    }
    let signer = try signer(path)
    guard let note = SignedNote.write(checkpoint.text, signedBy: signer) else {
      throw Failure(.io, "the note could not be signed")
    }
    try printOut(Array(note.utf8))
    remember(checkpoint, signer.verifier)
  }

  private func verifier(_ path: String) throws -> NoteVerifier {
    do throws(NoteKeyFile.Fault) {
      return try NoteKeyFile.readVerifier(path)
    } catch {
      throw Failure(error, path: path)
    }
  }

  private func signer(_ path: String) throws -> NoteSigner {
    do throws(NoteKeyFile.Fault) {
      if let known = try NoteKeyFile.read(path) { return known }
      let new = try NoteKeyFile.make(path, named: "modq", awayFrom: log.path)
      complain(
        "made a key at \(visible(path)); its public half, for `modq verify --pubkey`:\n\(new.verifier.text)")
      return new
    } catch {
      throw Failure(error, path: path)
    }
  }

  /// For `modq doctor`; a log that can't be written to has a note all the same.
  private func remember(_ checkpoint: LogCheckpoint, _ verifier: NoteVerifier) {
    try? withLog(log.path, for: .writing) { workspace in
      try workspace.transaction { () throws(LogError) in
        try FileMemo(seq: checkpoint.seq, at: .now, value: verifier.text).write(
          .checkpoint, in: workspace.database)
      }
    }
  }
}

extension Failure {
  init(_ fault: NoteKeyFile.Fault, path: String) {
    switch fault {
    case .unreadable(let why):
      self.init(.noInput, "\(visible(path)): \(why)")
    case .unwritable(let why): self.init(io: visible(path), why: why)
    case .notAKey:
      self.init(
        .data, "\(visible(path)) holds no key of modq's",
        advice: "Name another file; this one was not touched.")
    case .open(let mode):
      self.init(
        .usage, "others can read the key in \(visible(path)) (its mode is \(String(mode, radix: 8)))",
        advice: "Whoever has it can sign: make a new one, or at least `chmod 600` it.")
    case .besideTheLog:
      self.init(
        .usage, "\(visible(path)) is in the folder of the log",
        advice: "Whoever can change the log could sign for it there: name a file elsewhere.")
    }
  }
}

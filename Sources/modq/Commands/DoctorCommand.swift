import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQJudge
import ModQueue

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what is set, how large everything is, and what is wrong.",
    discussion: """
      Examples:
        modq doctor
        modq doctor --format json | jq .problems
        modq doctor --db /mnt/elsewhere/modq-2026-05-01.db    a backup, and drafts that lie beside it

      The exit status is 3 if there is anything to do. Whether the entries are those that were appended is for
      `modq verify` to say.
      """)

  @OptionGroup var log: DatabaseOptions
  @OptionGroup var form: ObjectOptions

  func run() throws {
    let examination: Examination
    do throws(LogError) {
      examination = try Examination(log.path, at: .now)
    } catch {
      throw Failure(error)
    }
    try printOut(form.isJSON ? examination.json : Array(examination.text(form.terminal).utf8))
    guard examination.problems.isEmpty else { throw Failure(.integrity, "") }
  }
}

extension Examination {
  fileprivate var json: [UInt8] {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.key("ok")
    writer.bool(problems.isEmpty)
    writer.key("problems")
    writer.beginArray()
    for problem in problems {
      let words = words(for: problem)
      writer.beginObject()
      writer.member("what", words.what)
      writer.member("do", words.advice)
      writer.endObject()
    }
    writer.endArray()
    writer.object("versions") {
      $0.member("modq", ModQ.version)
      $0.member("sqlite", file.sqliteVersion)
      $0.member("pcre2", PatternLibrary.version)
      $0.key("jit")
      $0.bool(PatternLibrary.hasJIT)
      $0.member("unicode", PatternLibrary.unicodeVersion)
    }
    writer.object("file") {
      $0.member("path", file.path)
      $0.integer("bytes", file.bytes)
      $0.integer("wal_bytes", file.logBytes)
      $0.member("mode", String(file.mode, radix: 8))
      if let free = file.freeBytes { $0.integer("free_bytes", free) }
    }
    writer.object("settings") {
      $0.member("journal_mode", file.journalMode)
      $0.integer("page_size", file.pageBytes)
      $0.integer("free_pages", file.freePages)
      $0.integer("schema", Int64(file.schemaVersion))
      $0.integer("schema_known", Int64(Schema.version))
    }
    writer.integer("entries", entries)
    if let folded { writer.integer("folded", folded) }
    writer.object("lock") {
      $0.key("held")
      $0.bool(file.isLocked)
      $0.key("open_by")
      $0.beginArray()
      for process in file.processes { $0.integer(Int(process)) }
      $0.endArray()
    }
    writer.optional("erasure", unfinished?.rawValue)
    if let expired { writer.integer("expired", expired) }
    if let checkpoint {
      writer.object("checkpoint") {
        $0.integer("seq", checkpoint.seq)
        $0.member("at", checkpoint.at.rfc3339)
        $0.member("key", checkpoint.value)
      }
    }
    if let tables = file.tables {
      writer.object("tables") { for table in tables { $0.integer(table.name, table.bytes) } }
    }
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  fileprivate func text(_ terminal: Terminal) -> String {
    var page = Page(terminal)
    page.head("modq \(ModQ.version)")
    page.line(
      "SQLite \(file.sqliteVersion), PCRE2 \(PatternLibrary.version), Unicode \(PatternLibrary.unicodeVersion)"
    )
    page.line(
      PatternLibrary.hasJIT
        ? "patterns are compiled (JIT)" : "patterns are interpreted: PCRE2 has no JIT here")
    page.head(visible(file.path))
    page.line("\(entries) entries, \(folded.map { "\($0) folded" } ?? "projections of another version")")
    page.line(
      "\(file.bytes) bytes, write-ahead log \(file.logBytes), free on the disk \(file.freeBytes.map { "\($0)" } ?? "?")"
    )
    page.line(
      "schema \(file.schemaVersion) of \(Schema.version), journal \(file.journalMode), pages of \(file.pageBytes), "
        + "\(file.freePages) free, mode \(String(file.mode, radix: 8))")
    page.line(
      file.processes.isEmpty
        ? "nobody else has it open"
        : "open by process \(file.processes.map { "\($0)" }.joined(separator: ", "))"
          + (file.isLocked ? "; one is writing" : ""))
    if let checkpoint { page.line("last checkpoint: entry \(checkpoint.seq), \(checkpoint.at.second)") }
    for table in file.tables ?? [] { page.line("  \(visible(table.name)): \(table.bytes)") }
    page.head(problems.isEmpty ? "Nothing to do" : "To do")
    for problem in problems {
      let words = words(for: problem)
      page.line("\(words.what): \(words.advice)")
    }
    return page.text
  }

  /// What is wrong, and what to do about it.
  private func words(for problem: Problem) -> (what: String, advice: String) {
    let path = visible(file.path)
    switch problem {
    case .readableByOthers:
      let which =
        file.mode & 0o077 != 0
        ? "the log (its mode is \(String(file.mode, radix: 8)))"
        : file.exposed.map { visible($0) }.joined(separator: ", ")
      return ("others can read \(which)", "run `chmod 600 \(path)*`")
    case .alteredGuards:
      return (
        "guards of the log were altered: \(file.alteredGuards.joined(separator: ", "))",
        "find out who did it; `modq verify --since NOTE` tells whether entries were changed, and what to do then"
      )
    case .entriesGone:
      return ("\(folded ?? 0) entries are folded and the log has but \(entries)", "restore a backup")
    case .commitsLost:
      return (lost ?? "", "keep a copy of both files, then restore a backup or send what is missing again")
    case .outdatedProjections:
      return ("the projections are those of another version of modq, or not whole", "run `modq replay`")
    case .indexesGone:
      return (
        "indexes of the projections are gone: of \(tablesWithoutIndexes.joined(separator: ", "))",
        "run `modq replay`, which makes them anew"
      )
    case .erasureUnfinished:
      return ("an erasure was stopped: bytes may still be in the file", "run `modq erase --finish`")
    case .privatesExpired:
      return (
        "\(expired ?? 0) events have private parts for longer than private_retention",
        "run `modq erase --expired`"
      )
    case .longWriteAheadLog:
      return (
        "the write-ahead log has \(file.logBytes) bytes: a reader keeps it from being emptied",
        "end it; `fuser \(path)` names it"
      )
    case .draftsLeft:
      return (
        "a backup or a restoration was stopped and left \(file.drafts.map { visible($0) }.joined(separator: ", "))",
        "remove it: it is no whole copy, and holds what was said"
      )
    case .littleSpace:
      return (
        "\(file.freeBytes ?? 0) bytes are free, less than twice the file",
        "make space: an erasure needs as much to write it anew"
      )
    }
  }
}

extension JSONWriter {
  fileprivate mutating func object(_ name: String, _ write: (inout JSONWriter) -> Void) {
    key(name)
    beginObject()
    write(&self)
    endObject()
  }

  fileprivate mutating func integer(_ name: String, _ value: Int64) {
    key(name)
    integer(value)
  }
}

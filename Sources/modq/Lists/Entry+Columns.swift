import ModQEvent
import ModQEventLog

/// How `modq log` lists entries.
extension Entry {
  static func columns(_ sites: [String], withPrivate: Bool) -> [Column<Entry>] {
    var columns: [Column<Entry>] = [
      Column("seq", .right(9)) { .integer($0.seq) },
      Column("at", .left(16)) { .time($0.at) },
      Column("recorded_at") { .time($0.recordedAt) },
      Column("site", sites.count > 1 ? .left(10) : .none) { .text($0.site) },
      Column("id", .left(14)) { .text($0.id) },
      Column("kind", .left(8)) { .text($0.kind.rawValue) },
      Column("thread", .none, .ifAny) { .text($0.content.thread) },
      Column("comment", .none, .ifAny) { .text($0.content.target) },
      Column("actor") { .integer($0.actor) },
      Column("facts", .none, .ifAny) { .json($0.content.facts) },
      Column("payload", .none, .ifAny) { $0.payloadCell },
    ]
    if withPrivate {
      columns.append(Column("private", .none, .ifAny) { .json($0.content.privates) })
    }
    columns += [
      Column("verdict", .none, .ifAny) { .json($0.verdict) },
      Column("hash") {
        .text($0.hash.map { String($0 >> 4, radix: 16) + String($0 & 0xF, radix: 16) }.joined())
      },
      Column("what", .rest, .inTables) { $0.what(withPrivate: withPrivate) },
    ]
    return columns
  }

  /// What was said; of rule sets the files' names and sizes, because their texts are long and `export --full` has them.
  private var payloadCell: Cell {
    guard kind == .ruleset, let payload = content.payload,
      let files = try? JSONValue.parse(payload)["files"]?.array
    else { return .json(content.payload) }
    return .compound(words: "\(files.count) files") { writer in
      writer.beginObject()
      writer.key("files")
      writer.beginArray()
      for file in files {
        writer.beginObject()
        writer.member("path", file["path"]?.string)
        writer.key("size")
        writer.integer(file["size"]?.integer ?? Int64(file["body"]?.string?.utf8.count ?? 0))
        writer.endObject()
      }
      writer.endArray()
      writer.endObject()
    }
  }

  /// In a few words, for tables.
  private func what(withPrivate: Bool) -> Cell {
    let target = content.target ?? ""
    switch event?.action {
    case .comment(let comment), .reply(let comment, _):
      return .text(content.payload == nil ? "(erased)" : "\(comment.nick): \(comment.body)")
    case .vote(let vote): return .text("\(vote.value > 0 ? "+" : "")\(vote.value) \(target)")
    case .edit(let edit): return .text("\(target): \(content.payload == nil ? "(erased)" : edit.body)")
    case .delete: return .text(target)
    case .report(let report): return .text("\(target)\(report.reason.map { ": \($0)" } ?? "")")
    case .decision(let decision):
      let reason = decision.reason.map { ": \($0)" } ?? ""
      let subject =
        decision.target.isPrivate && !withPrivate ? "(\(decision.target.name))" : decision.target.value
      return .text("\(decision.verb.rawValue) \(subject) by \(decision.by)\(reason)")
    case nil where kind == .erase:
      let count = facts?["entries"]?.array?.count ?? 0
      return .text("\(count) \(count == 1 ? "entry" : "entries") by \(facts?["by"]?.string ?? "")")
    case nil where facts?["release"]?.string != nil:
      return .text("release \(facts?["release"]?.string ?? "") by \(facts?["by"]?.string ?? "")")
    case nil:
      return .text(facts?["digest"]?.string ?? content.facts.map { String(decoding: $0, as: UTF8.self) })
    }
  }
}

extension Decision.Target {
  /// Whether it names a person by what is private.
  fileprivate var isPrivate: Bool {
    switch self {
    case .ip, .email, .proof: true
    case .comment, .nick, .undoes: false
    }
  }
}

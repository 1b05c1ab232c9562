import ModQEvent
import ModQEventLog
import ModQJudge
import ModQProjections

/// Recording which rules are in use: the log alone explains every verdict.
extension Engine {
  /// What the ids of such entries begin with.
  static let rulesetPrefix = "modq:ruleset-"

  /// Appends a `ruleset` entry if the rules in use are not those of the last one.
  ///
  /// The files are logged the first time that a digest is used; a switch back is a short entry.
  func recordRuleset(_ rules: RuleBook, at: Timestamp, arrival: Timestamp) throws(LogError) {
    let ruleSet = rules.ruleSet
    guard projections.regime.digest != ruleSet.digest else { return }
    var facts = JSONWriter()
    facts.beginObject()
    facts.member("digest", ruleSet.digest)
    facts.key("policy")
    facts.raw(ruleSet.policy.json)
    let isNew = !projections.regimes.contains { $0.digest == ruleSet.digest }
    if isNew {
      facts.key("rules")
      RuleUse.write(RuleUse.all(of: ruleSet), to: &facts)
    }
    facts.endObject()
    let content = Content(facts: facts.bytes, payload: isNew ? Engine.payload(of: ruleSet) : nil)
    let id = try ownID("ruleset", site: "")
    let entry = try log.append(
      Draft(site: "", id: id, kind: .ruleset, at: at, actor: nil, content: content), recordedAt: arrival)
    try projections.apply(entry)
  }

  /// Appends that a braked rule is released: the rules and the policy in force stay what they are.
  func recordRelease(
    of rule: String, by moderator: String, reason: String?, at: Timestamp, arrival: Timestamp
  ) throws(LogError) -> Entry {
    var facts = JSONWriter()
    facts.beginObject()
    facts.member("by", moderator)
    facts.member("digest", projections.regime.digest)
    facts.key("policy")
    facts.raw(projections.regime.policy.json)
    facts.member("release", rule)
    facts.endObject()
    let payload = reason.map { reason in
      var writer = JSONWriter()
      writer.beginObject()
      writer.member("reason", reason)
      writer.endObject()
      return writer.bytes
    }
    let id = try ownID("ruleset", site: "")
    let entry = try log.append(
      Draft(
        site: "", id: id, kind: .ruleset, at: at, actor: nil,
        content: Content(facts: facts.bytes, payload: payload)), recordedAt: arrival)
    try projections.apply(entry)
    return entry
  }

  private static func payload(of ruleSet: RuleSet) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("files")
    writer.beginArray()
    for file in ruleSet.files {
      writer.beginObject()
      if file.isList {
        writer.member("digest", file.digest)
        writer.member("path", file.path)
        writer.key("size")
        writer.integer(file.bytes.count)
      } else {
        writer.member("body", String(decoding: file.bytes, as: UTF8.self))
        writer.member("path", file.path)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }

  /// A name for a batch of our own that no decision has, whether made here or imported, and that no undo waits for, as one
  /// may that was imported without what it takes back.
  func ownBatch() throws(LogError) -> String {
    var name = "modq:batch-\(log.headSeq + 1)"
    let query = try PreparedQuery(
      workspace.database, "SELECT 1 FROM \(workspace.layer.readName("decision")) WHERE batch = ?")
    while true {
      query.bind(1, name)
      let isTaken = try query.step()
      query.reset()
      if !isTaken, try !projections.isAwaited(name) { return name }
      name += "x"
    }
  }

  /// An id for an entry of our own: `modq:NAME-` and the number it will have, if that is not taken by an import, and no
  /// undo waits for it.
  func ownID(_ name: String, site: String) throws(LogError) -> String {
    var id = "modq:\(name)-\(log.headSeq + 1)"
    while true {
      if try log.seq(site: site, id: id) == nil, try !projections.isAwaited(id) { return id }
      id += "x"
    }
  }
}

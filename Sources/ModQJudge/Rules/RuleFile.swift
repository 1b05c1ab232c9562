/// One file of a rule set: what the log keeps, so that an old verdict can be explained.
package struct RuleFile: Sendable, Equatable {
  /// Relative to the rules directory, with `/` between names.
  package var path: String
  package var bytes: [UInt8]
  /// True of a file of phrases that a rule's `list` names; false of YAML.
  package var isList: Bool

  package init(path: String, bytes: [UInt8], isList: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isList = isList
  }

  /// The policy is the file of this name at the top of the directory (or the same with `.yaml`).
  package var isPolicy: Bool {
    path.utf8.elementsEqual("policy.yml".utf8) || path.utf8.elementsEqual("policy.yaml".utf8)
  }
}

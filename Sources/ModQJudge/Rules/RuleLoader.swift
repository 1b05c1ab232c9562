/// Makes a rule set of the files of a directory: reads each, then checks what they say about one another.
final class RuleLoader {
  private let prefix: String
  private let compiling: RuleSet.Compiling
  private let checks: RuleChecks
  private let fetch: (String) -> Result<[UInt8], RuleFileFault>
  /// Whether a list may have no phrases.
  var isEmptyListSound = false
  private var problems = ProblemLog()
  private var sources: [String: SourceText] = [:]
  private var lists: [String: RuleFile] = [:]

  /// Makes a loader for one rule set.
  ///
  /// - Parameters:
  ///   - prefix: what stands before a file's path when it is shown.
  ///   - compiling: whether patterns and phrases are tried out.
  ///   - checks: what tries them out.
  ///   - fetch: the bytes of a list file, by its path in the directory.
  init(
    prefix: String, compiling: RuleSet.Compiling, checks: RuleChecks,
    fetch: @escaping (String) -> Result<[UInt8], RuleFileFault>
  ) {
    self.prefix = prefix
    self.compiling = compiling
    self.checks = checks
    self.fetch = fetch
  }

  /// Reads and checks all files.
  ///
  /// - Parameters:
  ///   - files: the YAML files, in the order of their paths.
  ///   - found: what went wrong while they were looked for.
  /// - Returns: the rule set, with its warnings.
  /// - Throws: all problems, if one of them is an error.
  func load(_ files: [RuleFile], problems found: ProblemLog) throws(RuleProblems) -> RuleSet {
    problems = found
    var policy = Policy()
    var drafts: [RuleDraft] = []
    for file in files {
      guard let source = source(of: file) else { continue }
      sources[source.file] = source
      guard let root = YAMLComposer.compose(source, problems: &problems) else { continue }
      if file.isPolicy {
        var reader = PolicyReader(nodes: NodeReader(source), nickKey: checks.nickKey)
        policy = reader.policy(root)
        problems.append(contentsOf: reader.nodes.problems)
      } else {
        drafts += self.drafts(root, of: file, source: source)
      }
    }
    var checker = RuleSetChecker(sources: sources, problems: problems)
    checker.check(drafts)
    problems = checker.problems
    guard problems.errorCount == 0 else {
      throw RuleProblems(problems.sorted, unlisted: problems.unlisted)
    }
    var set = Self.assemble(drafts)
    set.policy = policy
    set.files = (files + lists.values).inOrder
    set.digest = RuleFile.digest(of: set.files)
    set.warnings = problems.sorted
    set.unlistedWarnings = problems.unlisted
    return set
  }

  private func source(of file: RuleFile) -> SourceText? {
    guard String(validating: file.bytes, as: UTF8.self) != nil else {
      let source = SourceText(file: prefix + file.path, bytes: file.bytes)
      let place = source.location(ofByte: UTF8Check.firstInvalid(in: file.bytes))
      problems.append(source.problem(at: place, "the file is not UTF-8", hint: "save it as UTF-8"))
      return nil
    }
    return SourceText(file: prefix + file.path, bytes: file.bytes)
  }

  private func drafts(_ root: YAMLNode, of file: RuleFile, source: SourceText) -> [RuleDraft] {
    let folder = file.path.split(separator: "/").dropLast()
    var reader = RuleReader(nodes: NodeReader(source), checks: checks, isCompiling: compiling == .all) {
      path, node, view, nodes in
      self.phrases(of: path, beside: folder, node, view, &nodes)
    }
    let drafts = reader.rules(root)
    problems.append(contentsOf: reader.nodes.problems)
    return drafts
  }

  /// The phrases of a list file, one a line; blanks around them are not theirs, and empty lines and lines
  /// that begin with `# ` say nothing.
  private func phrases(
    of path: String, beside folder: ArraySlice<Substring>, _ node: YAMLNode, _ view: View,
    _ nodes: inout NodeReader
  ) -> [String]? {
    guard let path = Self.resolve(path, beside: folder) else {
      nodes.error(
        node, "the list lies outside of the rules", hint: "put it beside this file, and name it without ../")
      return nil
    }
    let bytes: [UInt8]
    if let known = lists[path] {
      bytes = known.bytes
    } else {
      switch fetch(path) {
      case .success(let read): bytes = read
      case .failure(let fault):
        nodes.error(node, "the list can't be read: \(fault.message)", hint: fault.hint)
        return nil
      }
      lists[path] = RuleFile(path: path, bytes: bytes, isList: true)
    }
    let reader = PhraseList(file: prefix + path, bytes: bytes)
    let phrases = reader.phrases { [checks, compiling] phrase in
      compiling == .all && checks.isEmpty(phrase, view)
    }
    problems.append(contentsOf: phrases.problems)
    if phrases.found.isEmpty, phrases.problems.errorCount == 0, !isEmptyListSound {
      nodes.error(node, "the list \(path) has no phrases", hint: "write one a line")
    }
    return phrases.found
  }

  /// The path in the directory of what `path` names in `folder`; nil if that lies outside.
  static func resolve(_ path: String, beside folder: ArraySlice<Substring>) -> String? {
    guard !path.hasPrefix("/") else { return nil }
    var names = folder
    for name in path.split(separator: "/") {
      switch name {
      case ".": break
      case "..":
        guard names.popLast() != nil else { return nil }
      default: names.append(name)
      }
    }
    return names.isEmpty ? nil : names.joined(separator: "/")
  }

  private static func assemble(_ drafts: [RuleDraft]) -> RuleSet {
    var set = RuleSet()
    for draft in drafts.sorted(by: { $0.rule.id.utf8.lexicographicallyPrecedes($1.rule.id.utf8) }) {
      var rule = draft.rule
      rule.matches = Array(set.tests.count..<set.tests.count + draft.matches.count)
      set.tests += draft.matches
      set.rules.append(rule)
    }
    return set
  }
}

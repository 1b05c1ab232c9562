extension RuleSet {
  /// Reads and checks every `*.yml` and `*.yaml` of a directory and of the folders in it.
  ///
  /// - Parameters:
  ///   - directory: as it is to be shown in problems.
  ///   - compiling: whether patterns and phrases are tried out.
  ///   - checks: what tries them out, and what makes keys of shared nicknames.
  /// - Returns: the rules of all files, with their policy.
  /// - Throws: every problem of every file, warnings included, if one of them is an error.
  package static func load(
    directory: String, compiling: Compiling = .all, checks: RuleChecks = .standard
  ) throws(RuleProblems) -> RuleSet {
    var folder = try RuleFolder(opening: directory)
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    let loader = RuleLoader(prefix: prefix, compiling: compiling, checks: checks) { path in folder.list(path)
    }
    let (files, problems) = folder.files()
    return try loader.load(files, problems: problems)
  }

  /// Reads and checks files that were kept, as the log keeps them.
  ///
  /// - Parameters:
  ///   - files: all files of the set, in any order.
  ///   - compiling: whether patterns and phrases are tried out.
  ///   - checks: what tries them out, and what makes keys of shared nicknames.
  ///   - isMissingListEmpty: true for explaining an old verdict: the log keeps no bodies of lists. What such a set
  ///     finds in texts means nothing, and neither does its digest.
  /// - Returns: the rules of all files, with their policy.
  /// - Throws: as ``load(directory:compiling:checks:)``.
  package static func load(
    files: [RuleFile], compiling: Compiling = .none, checks: RuleChecks = .standard,
    isMissingListEmpty: Bool = false
  ) throws(RuleProblems) -> RuleSet {
    let loader = RuleLoader(prefix: "", compiling: compiling, checks: checks) { path in
      guard let file = files.first(where: { $0.isList && $0.path.utf8.elementsEqual(path.utf8) }) else {
        return isMissingListEmpty
          ? .success([]) : .failure(RuleFileFault(message: "there is no file \(path)"))
      }
      return .success(file.bytes)
    }
    loader.isEmptyListSound = isMissingListEmpty
    return try loader.load(files.filter { !$0.isList }.inOrder, problems: ProblemLog())
  }
}

/// Why a file could not be read.
struct RuleFileFault: Error {
  var message: String
  var hint: String?
}

import Glibc

/// A rules directory on disk: finds and reads its files, and nothing outside of it.
///
/// Folders are walked in the order of their names; names that begin with a dot are left out. A link to a file
/// inside of the directory is read as that file; a link to a folder inside is not followed, because the
/// folder is walked anyway; a link that leads outside, or nowhere, is a problem. Devices, pipes and sockets
/// are not opened for reading.
struct RuleFolder {
  /// As it is shown.
  private let name: String
  /// Absolute, without links.
  private let root: String
  private var problems = ProblemLog()

  /// Finds the directory.
  ///
  /// - Parameter name: the directory as the caller named it.
  /// - Throws: one problem, without a place, if there is no such directory.
  init(opening name: String) throws(RuleProblems) {
    self.name = name
    guard let root = Self.resolved(name) else {
      throw RuleProblems([
        RuleProblem(severity: .error, message: "\(name): \(Self.reason())", hint: Self.hint)
      ])
    }
    guard Self.mode(of: root) & S_IFMT == S_IFDIR else {
      throw RuleProblems([
        RuleProblem(severity: .error, message: "\(name): not a directory", hint: Self.hint)
      ])
    }
    self.root = root
  }

  /// How a directory of rules is named.
  private static let hint = "name a directory of rules with --rules or $MODQ_RULES"

  /// Every YAML file, in the order of the paths' UTF-8 bytes, and what went wrong.
  mutating func files() -> ([RuleFile], ProblemLog) {
    problems = ProblemLog()
    var paths: [String] = []
    walk("", depth: 0, into: &paths)
    paths.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if paths.count > RuleBounds.files {
      note("", "\(paths.count) files, more than \(RuleBounds.files)", hint: "is this a directory of rules?")
      return ([], problems)
    }
    var files: [RuleFile] = []
    for path in paths {
      switch read(path) {
      case .success(let bytes): files.append(RuleFile(path: path, bytes: bytes))
      case .failure(let fault): note(path, fault.message, hint: fault.hint)
      }
    }
    return (files, problems)
  }

  /// The bytes of a file that a rule names.
  func list(_ path: String) -> Result<[UInt8], RuleFileFault> { read(path) }

  private mutating func walk(_ folder: String, depth: Int, into paths: inout [String]) {
    guard depth <= RuleBounds.folderDepth else {
      note(folder, "folders within folders, more than \(RuleBounds.folderDepth) deep")
      return
    }
    guard let names = Self.names(in: folder.isEmpty ? root : root + "/" + folder) else {
      note(folder, Self.reason())
      return
    }
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".") {
      let path = folder.isEmpty ? name : folder + "/" + name
      let mode = Self.mode(of: root + "/" + path, followingLinks: false)
      if mode & S_IFMT == S_IFDIR {
        walk(path, depth: depth + 1, into: &paths)
      } else if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
        // A link to a folder may end in .yml too; reading says what it is.
        paths.append(path)
      } else if mode & S_IFMT == S_IFLNK, let target = Self.resolved(root + "/" + path),
        Self.mode(of: target) & S_IFMT == S_IFDIR, !isInside(target)
      {
        note(path, "a link that leads out of \(self.name)", hint: "put the files into the directory itself")
      }
    }
  }

  private func read(_ path: String) -> Result<[UInt8], RuleFileFault> {
    guard let target = Self.resolved(root + "/" + path) else {
      return .failure(RuleFileFault(message: Self.reason()))
    }
    guard isInside(target) else {
      return .failure(
        RuleFileFault(
          message: "a link that leads out of \(name)", hint: "put the file into the directory itself"))
    }
    // A pipe would wait for a writer without O_NONBLOCK.
    let descriptor = open(target, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return .failure(RuleFileFault(message: Self.reason())) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(RuleFileFault(message: Self.reason())) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure(RuleFileFault(message: "not a file", hint: "only plain files are read"))
    }
    return Self.bytes(of: descriptor)
  }

  private static func bytes(of descriptor: Int32) -> Result<[UInt8], RuleFileFault> {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= RuleBounds.fileBytes {
      // SAFETY: read(2) writes at most the count it is given.
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { return .success(bytes) }
      if count < 0 {
        if errno == EINTR { continue }
        return .failure(RuleFileFault(message: reason()))
      }
      bytes += buffer.prefix(count)
    }
    return .failure(
      RuleFileFault(
        message: "longer than \(RuleBounds.fileBytes >> 20) MiB",
        hint: "split it: a rule set may have many files"))
  }

  private mutating func note(_ path: String, _ message: String, hint: String? = nil) {
    let separator = name.hasSuffix("/") || path.isEmpty ? "" : "/"
    problems.append(
      RuleProblem(severity: .error, message: "\(name)\(separator)\(path): \(message)", hint: hint))
  }

  private func isInside(_ path: String) -> Bool {
    path.utf8.elementsEqual(root.utf8) || path.utf8.starts(with: (root == "/" ? root : root + "/").utf8)
  }

  private static func resolved(_ path: String) -> String? {
    // SAFETY: realpath(3) returns nil or a string that is ours to free.
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  private static func mode(of path: String, followingLinks: Bool = true) -> mode_t {
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status.st_mode : 0
  }

  private static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count <= 100 * RuleBounds.files, let entry = readdir(directory) {
      // SAFETY: d_name is a NUL-terminated string within the entry, which lives until the next readdir(3).
      names.append(
        withUnsafePointer(to: entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

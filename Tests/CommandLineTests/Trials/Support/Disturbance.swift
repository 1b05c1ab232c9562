import Foundation

/// A library that stands between `modq` and the C library in a child: it records what is done to the files of the log,
/// or lets calls fail (`Disturbance/disturbance.c`).
enum Disturbance {
  /// The built library; nil where there is no C compiler.
  static let library: URL? = {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Disturbance/disturbance.c")
    let library = ModQProcess.executable.deletingLastPathComponent()
      .appendingPathComponent("disturbance-\(ProcessInfo.processInfo.processIdentifier).so")
    for compiler in ["cc", "gcc", "clang"] {
      let arguments = [
        compiler, "-shared", "-fPIC", "-O1", "-o", library.path, source.path, "-ldl", "-lpthread",
      ]
      let run = try? ModQProcess(
        program: URL(fileURLWithPath: "/usr/bin/env"), arguments, input: [],
        environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
      if run?.status == 0 { return library }
    }
    return nil
  }()

  /// Kinds of calls that can be told to fail.
  enum Call: String, CaseIterable { case open, read, write, truncate, sync, unlink, allocate }

  /// Which calls fail, and how.
  struct Fault: CustomStringConvertible {
    var call: Call
    /// The first that fails, counted from 1.
    var first: Int
    /// Whether every later one fails too.
    var isLasting = false
    var code = EIO
    /// The end of the paths that are meant; nil for every file of the log.
    var only: String?

    var description: String {
      "\(call.rawValue) \(first)\(isLasting ? " and on" : ""): \(String(cString: strerror(code)))"
    }
  }
}

extension Trial {
  /// Runs `modq` on the log of this folder with a fault, or recorded in the file `trace`; `tally` in the folder then says how many calls of each kind there were.
  func disturbed(
    _ arguments: String, by fault: Disturbance.Fault? = nil, trace: String? = nil, input: String = ""
  ) throws -> Run {
    let words = disturbance(fault, trace: trace).sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }
    return try shell("env \(words.joined(separator: " ")) modq \(arguments)", input: input)
  }

  /// The variables that disturb a run on the log of this folder.
  func disturbance(_ fault: Disturbance.Fault? = nil, trace: String? = nil) -> [String: String] {
    var variables = ["LD_PRELOAD": Disturbance.library?.path ?? "", "DISTURB_PREFIX": file("modq.db").path]
    variables["DISTURB_TALLY"] = file("tally").path
    variables["DISTURB_TRACE"] = trace.map { file($0).path }
    if let fault {
      variables["DISTURB_CALL"] = fault.call.rawValue
      variables["DISTURB_FROM"] = String(fault.first)
      variables["DISTURB_TIMES"] = fault.isLasting ? "1000000000" : "1"
      variables["DISTURB_ERRNO"] = String(fault.code)
      variables["DISTURB_ONLY"] = fault.only
    }
    return variables
  }

  /// How many calls of each kind the last disturbed run made.
  func tally() throws -> [Disturbance.Call: Int] {
    let words = try text(of: "tally").split(whereSeparator: \.isWhitespace).map(String.init)
    return Dictionary(
      stride(from: 0, to: words.count - 1, by: 2).compactMap { index in
        Disturbance.Call(rawValue: words[index]).map { ($0, Int(words[index + 1]) ?? 0) }
      }, uniquingKeysWith: { $1 })
  }
}

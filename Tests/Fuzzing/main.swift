import Foundation

/// One of the readers of foreign bytes, under libFuzzer (https://llvm.org/docs/LibFuzzer.html): `modq-fuzz TARGET CORPUS…`.
///
/// `.ci/fuzz` builds it and runs every target; a crash leaves its input in a file beside.
let asked = CommandLine.arguments.dropFirst().first ?? ""
let variable = "MODQ_FUZZ_TARGET"
// What libFuzzer starts itself, to merge, has its arguments without the target.
let inherited = ProcessInfo.processInfo.environment[variable]
guard let target = Target(rawValue: inherited ?? asked) else {
  FileHandle.standardError.write(
    Data("usage: modq-fuzz \(Target.allCases.map(\.rawValue).joined(separator: "|")) CORPUS…\n".utf8))
  exit(64)
}
Target.current = target
setenv(variable, target.rawValue, 1)

// The driver takes the arguments after the name of the target, with the program's own in front.
let skipped: Int32 = inherited == nil ? 1 : 0
var arguments = CommandLine.unsafeArgv.advanced(by: Int(skipped))
arguments[0] = CommandLine.unsafeArgv[0]
var count = CommandLine.argc - skipped
exit(
  withUnsafeMutablePointer(to: &arguments) { arguments in
    runDriver(&count, arguments) { bytes, count in
      Target.current.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
  })

import Foundation

/// One of the readers of foreign bytes, under libFuzzer (https://llvm.org/docs/LibFuzzer.html): `modq-fuzz TARGET CORPUS…`.
///
/// `.ci/fuzz` builds it and runs every target; a crash leaves its input in a file beside.
guard let target = Target(rawValue: CommandLine.arguments.dropFirst().first ?? "") else {
  FileHandle.standardError.write(
    Data("usage: modq-fuzz \(Target.allCases.map(\.rawValue).joined(separator: "|")) CORPUS…\n".utf8))
  exit(64)
}
Target.current = target

// The driver takes the arguments after the name of the target, with the program's own in front.
var arguments = CommandLine.unsafeArgv.advanced(by: 1)
arguments[0] = CommandLine.unsafeArgv[0]
var count = CommandLine.argc - 1
exit(
  withUnsafeMutablePointer(to: &arguments) { arguments in
    runDriver(&count, arguments) { bytes, count in
      Target.current.take(Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
  })

import Foundation
import Testing

extension Trials.Processes {
  /// Collections of input that has broken other programs: every line ends accepted, or refused with its number.
  @Suite(.enabled(if: Trials.sharedFolder != nil)) struct HostileInputTrials {
    private func files(_ folder: String, _ type: String) throws -> [(name: String, bytes: [UInt8])] {
      let folder = URL(fileURLWithPath: Trials.sharedFolder ?? "").appendingPathComponent("data/" + folder)
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(type) }
        .sorted().map { ($0, [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))) }
    }

    /// How many lines of `input` are no blanks.
    private func lineCount(_ input: [UInt8]) -> Int {
      input.split(separator: 0x0A).filter { $0.contains { ![0x20, 0x09, 0x0D].contains($0) } }.count
    }

    /// Takes `input` in, and requires that each line is accounted for and the memory stays bounded.
    private func expectAccounted(_ input: [UInt8]) throws {
      let trial = try Trial()
      try Data(input).write(to: trial.file("input"))
      let run = try trial.modq("ingest", "--verbose", "input")
      #expect([0, 1].contains(run.status), "\(run.errors.suffix(300))")
      let refused = run.errors.split(separator: "\n").filter { $0.hasPrefix("modq: line ") }
      #expect(run.lines.count + refused.count == lineCount(input))
      let numbers = refused.compactMap { Int($0.dropFirst("modq: line ".count).prefix { $0.isNumber }) }
      #expect(numbers.count == refused.count && numbers == numbers.sorted())
      try trial.verify()
    }

    /// https://github.com/nst/JSONTestSuite, each file as lines of its own and as the value of an unknown key.
    @Test func theTestSuiteOfJSONIsTakenInOrRefusedLineByLine() throws {
      let files = try files("json_testsuite", ".json")
      try #require(files.count > 200)
      try expectAccounted(Array(files.map { $0.bytes.filter { $0 != 0x0A } }.joined(separator: [0x0A])))
      let wrapped = files.enumerated().map { number, file in
        Array(#"{"type":"comment","id":"j\#(number)","at":0,"thread":"t","nick":"n","body":"b","x":"#.utf8)
          + file.bytes.filter { $0 != 0x0A } + Array("}".utf8)
      }
      try expectAccounted(Array(wrapped.joined(separator: [0x0A])))
    }

    /// https://github.com/minimaxir/big-list-of-naughty-strings, as bodies, as nicknames and as they are.
    @Test func naughtyStringsAreTakenInOrRefusedLineByLine() throws {
      let list = try #require(try files("unicode_blns", ".json").first).bytes
      try expectAccounted(list)
      let strings = try JSONDecoder().decode([String].self, from: Data(list))
      try #require(strings.count > 300)
      try expectAccounted(Array(strings.joined(separator: "\n").utf8))
      let lines = try strings.enumerated().map { number, string in
        let quoted = String(decoding: try JSONEncoder().encode(string), as: UTF8.self)
        return
          #"{"type":"comment","id":"n\#(number)","at":\#(number)000,"thread":"t","nick":\#(quoted),"body":\#(quoted)}"#
      }
      try expectAccounted(Array(lines.joined(separator: "\n").utf8))
    }
  }
}

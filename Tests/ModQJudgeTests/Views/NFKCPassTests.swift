import Foundation
import Testing

@testable import ModQJudge

struct NFKCPassTests {
  @Test func sampleOfUnicodesTestHolds() throws {
    let sample = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "NormalizationSample.txt")
    let lines = Self.tests(in: try String(contentsOf: sample, encoding: .utf8))
    #expect(lines.count > 300)
    #expect(failures(in: lines).isEmpty)
  }

  /// All 19,965 lines, and every scalar that has no line of its own is left alone.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["MODQ_SHARED"] != nil))
  func unicodesTestHolds() throws {
    let shared = try #require(ProcessInfo.processInfo.environment["MODQ_SHARED"])
    let text = try Self.decompressed(shared + "/data/unicode/NormalizationTest.txt.bz2")
    let lines = Self.tests(in: text)
    #expect(lines.count > 19_000)
    #expect(failures(in: lines).isEmpty)

    let listed = Set(lines.compactMap { $0.prefix { $0 != ";" } }.filter { !$0.contains(" ") })
    let changed = (0..<UInt32(0x110000)).filter { value in
      guard let scalar = Unicode.Scalar(value) else { return false }
      let hex = String(value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      return !listed.contains(Substring(padded))
        && plain(Array(String(scalar).utf8)) != Array(String(scalar).utf8)
    }
    #expect(changed == [])
  }

  private static func tests(in text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("@") }
  }

  /// NFKC of every column is the fourth or, of NFC and NFD, the fourth too.
  private func failures(in lines: [Substring]) -> [Substring] {
    lines.filter { line in
      let columns = line.prefix { $0 != "#" }.split(separator: ";").prefix(5).map(Self.bytes)
      return columns.count != 5 || columns.contains { plain($0) != columns[3] }
    }
  }

  private func plain(_ bytes: [UInt8]) -> [UInt8] {
    NFKCPass(ViewedText(original: bytes), isPlain: true, limit: 1_000).viewed().bytes
  }

  private static func bytes(_ column: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    for hex in column.split(separator: " ") {
      if let value = UInt32(hex, radix: 16) { bytes.append(scalar: value) }
    }
    return bytes
  }

  private static func decompressed(_ path: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["bzip2", "-dc", path]
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func letterWithSixtyThousandBytesOfMarksIsOrderedAndComposed() {
    // Alternating classes 230 and 220: an insertion sort would take 10^8 steps.
    let marks = String(repeating: "\u{300}\u{323}", count: 15_000)
    var views = Views("a" + marks)
    let expected =
      "ạ" + String(repeating: "\u{323}", count: 14_999) + String(repeating: "\u{300}", count: 15_000)
    #expect(views.text(in: .nfkc).bytes == Array(expected.utf8))
    #expect(views.text(in: .fold).bytes == Array("ạ\u{323}\u{323}\u{300}\u{300}".utf8))
  }
}

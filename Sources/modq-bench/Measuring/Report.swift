import Foundation
import Glibc
import ModQEvent

/// What one run of a benchmark found, as tables or as JSON Lines.
struct Report {
  let benchmark: String
  /// When it was made, in RFC 3339.
  let at: String
  /// What it was given: enough to make it again.
  let arguments: [String]
  let machine: [(key: String, value: String)]
  var figures: [Figure] = []
  var comparisons: [Comparison] = []
  /// What else the machine had to do, when all was measured.
  var loadAtEnd: String?

  init(_ benchmark: String, at: String, arguments: [String], machine: [(key: String, value: String)]) {
    self.benchmark = benchmark
    self.at = at
    self.arguments = arguments
    self.machine = machine
  }

  /// A report of this process, now.
  init(_ benchmark: String, folder: String) {
    self.init(
      benchmark, at: Timestamp(milliseconds: Int64(time(nil)) * 1_000).rfc3339,
      arguments: Array(CommandLine.arguments.dropFirst()), machine: Machine(folder: folder).facts)
  }

  /// The line that says what and where.
  var headLine: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("benchmark", benchmark)
    writer.member("at", at)
    writer.key("arguments")
    writer.beginArray()
    for argument in arguments { writer.string(argument) }
    writer.endArray()
    writer.key("machine")
    writer.beginObject()
    for fact in machine { writer.member(fact.key, fact.value) }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  /// A line for each comparison, and one for the load at the end.
  var lastLines: [UInt8] {
    var writer = JSONWriter()
    for comparison in comparisons { write(comparison, to: &writer) }
    if let loadAtEnd {
      writer.beginObject()
      writer.member("benchmark", benchmark)
      writer.member("load_at_end", loadAtEnd)
      writer.endObject()
      writer.endLine()
    }
    return writer.bytes
  }

  /// Figures, comparisons, and the machine, each as a table.
  var text: String {
    var keys: [String] = []
    for figure in figures {
      for member in figure.members where !keys.contains(member.key) { keys.append(member.key) }
    }
    var table = TextTable(["what"] + keys.map { $0.replacing("_", with: " ") })
    for figure in figures {
      table.add(
        [figure.name]
          + keys.map { key in figure.members.first { $0.key == key }.map { Self.text($0.cell) } ?? "" })
    }
    var ratios = TextTable(["compared", "value", "lowest", "highest", "to reach", "reached"])
    for comparison in comparisons {
      ratios.add(
        [comparison.name] + [comparison.value, comparison.lowest, comparison.highest].map(Self.text)
          + Self.text(comparison.goal, for: comparison.value))
    }
    var facts = machine
    if let loadAtEnd { facts.append((key: "load_at_end", value: loadAtEnd)) }
    let footer = facts.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return [table.text, comparisons.isEmpty ? "" : ratios.text, "\(at), \(footer)\n"]
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// The line of one figure.
  func line(of figure: Figure) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("benchmark", benchmark)
    writer.member("figure", figure.name)
    for member in figure.members {
      writer.key(member.key)
      switch member.cell {
      case .count(let count): writer.integer(count)
      case .number(let number), .share(let number): writer.number(Self.rounded(number))
      case .text(let text): writer.string(text)
      }
    }
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private func write(_ comparison: Comparison, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("benchmark", benchmark)
    writer.member("compared", comparison.name)
    for (key, number) in [
      ("value", comparison.value), ("lowest", comparison.lowest), ("highest", comparison.highest),
    ] {
      writer.key(key)
      writer.number(Self.rounded(number))
    }
    if let goal = comparison.goal {
      switch goal {
      case .atLeast(let bound):
        writer.key("at_least")
        writer.number(bound)
      case .atMost(let bound):
        writer.key("at_most")
        writer.number(bound)
      }
      writer.key("reached")
      writer.bool(goal.isReached(by: comparison.value))
    }
    writer.endObject()
    writer.endLine()
  }

  /// Four digits: more are noise.
  static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    return Double(String(format: "%.4g", value)) ?? value
  }

  private static func text(_ cell: Figure.Cell) -> String {
    switch cell {
    case .count(let count): TextTable.grouped(count)
    case .number(let number): text(number)
    case .share(let share): String(format: "%.4f", share)
    case .text(let text): text
    }
  }

  private static func text(_ number: Double) -> String {
    let size = abs(number)
    guard number.isFinite else { return "-" }
    return size >= 100
      ? TextTable.grouped(Int(number.rounded())) : String(format: size >= 10 ? "%.1f" : "%.2f", number)
  }

  private static func text(_ goal: Comparison.Goal?, for value: Double) -> [String] {
    guard let goal else { return ["", ""] }
    let answer = goal.isReached(by: value) ? "yes" : "no"
    switch goal {
    case .atLeast(let bound): return ["≥ \(text(bound))", answer]
    case .atMost(let bound): return ["≤ \(text(bound))", answer]
    }
  }
}

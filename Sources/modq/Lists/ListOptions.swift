import ArgumentParser
import ModQueue

/// How a list is printed.
struct ListOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "table, json, jsonl, csv, ids or count (default: table on a terminal, else jsonl).", valueName: "form"))
  var format: ListFormat?

  @Option(help: ArgumentHelp("No more than this many.", valueName: "n"))
  var limit: Int?

  @OptionGroup var color: ColorOptions

  var chosenFormat: ListFormat { format ?? (Output.isTerminal ? .table : .jsonl) }

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1.") }
  }

  /// A list with these columns on standard output.
  func list<Row>(
    _ columns: [Column<Row>], as format: ListFormat? = nil, identifier: @escaping (Row) -> String
  ) -> ListWriter<Row> {
    ListWriter(
      format ?? chosenFormat, columns: columns, identifier: identifier,
      terminal: Terminal(withoutColor: color.withoutColor))
  }
}

/// Whether words are emphasised.
struct ColorOptions: ParsableArguments {
  @Flag(name: .customLong("no-color"), help: "No colours on a terminal (as with $NO_COLOR).")
  var withoutColor = false
}

/// The forms of a list.
enum ListFormat: String, ExpressibleByArgument, CaseIterable {
  /// For people.
  case table
  /// One array.
  case json
  /// One object a line.
  case jsonl
  /// For spreadsheets (RFC 4180).
  case csv
  /// One id a line, for other commands.
  case ids
  /// How many.
  case count
}

/// How one thing is printed.
struct ObjectOptions: ParsableArguments {
  @Option(help: ArgumentHelp("table or json (default: table on a terminal, else json).", valueName: "form"))
  var format: ObjectFormat?

  @OptionGroup var color: ColorOptions

  var isJSON: Bool { (format ?? (Output.isTerminal ? .table : .json)) != .table }
  var terminal: Terminal { Terminal(withoutColor: color.withoutColor) }
}

/// The forms of one thing: for people, or as one object in one line.
enum ObjectFormat: String, ExpressibleByArgument, CaseIterable {
  case table, json, jsonl
}

extension ListOptions {
  /// Prints all of `rows`, which are at hand, on standard output.
  func print<Row>(
    _ rows: [Row], _ columns: [Column<Row>], identifier: @escaping (Row) -> String
  ) throws(Failure) {
    do throws(OutputFailure) {
      var writer = list(columns, identifier: identifier)
      for row in rows.prefix(limit ?? .max) { try writer.add(row) }
      try writer.finish()
    } catch {
      throw Failure(error)
    }
  }
}

package import GRDB
package import ModQEventLog

/// Making, stacking and swapping the projection tables.
package enum ProjectionSchema {
  /// Makes the tables of the file where they are missing, and all anew where some are, or where an earlier modq shaped them.
  ///
  /// They are then empty, and the next fold starts from the first entry. Says whether it made any.
  package static func prepareFile(_ database: Database) throws(LogError) -> Bool {
    try run(database) {
      if try isWhole($0) { return false }
      for table in Tables.all { try $0.execute(sql: "DROP TABLE IF EXISTS \(table.name)") }
      for table in Tables.all {
        try $0.execute(sql: table.create(as: table.name))
      }
      return true
    }
  }

  /// Whether the file has projection tables of this version.
  package static func isCurrent(_ database: Database) throws(LogError) -> Bool {
    try run(database) { try isWhole($0) }
  }

  /// Whether all tables are there in the shape of this version, and say how far they are folded unless there is nothing to
  /// fold.
  private static func isWhole(_ database: Database) throws -> Bool {
    let names = Tables.all.map { "'\($0.name)'" }.joined(separator: ", ")
    let count = try Int.fetchOne(
      database, sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN (\(names))")
    guard count == Tables.all.count else { return false }
    if let version = try Int64.fetchOne(database, sql: "SELECT version FROM state WHERE one = 1") {
      return version == Tables.version
    }
    return try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM event)") ?? true
  }

  /// The tables of the file that lack an index: every answer is the same without, and takes long.
  package static func tablesWithoutIndexes(_ database: Database) throws(LogError) -> [String] {
    try run(database) {
      var found: [String] = []
      for table in Tables.all {
        let count = try Int.fetchOne(
          $0,
          sql: "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
          arguments: [table.name])
        if (count ?? 0) < table.indexes.count { found.append(table.name) }
      }
      return found
    }
  }

  /// Makes empty temporary tables on top of those of the file, and views that show both as one.
  package static func makeOverlay(_ database: Database) throws(LogError) {
    try run(database) {
      for table in Tables.all {
        try $0.execute(sql: table.create(as: "new_\(table.name)", temporary: true))
        try $0.execute(sql: view(over: table.name, columns: table.columnNames, key: table.key))
      }
      let columns = try $0.columns(in: "event").map { $0.name }
      try $0.execute(
        sql: """
          CREATE TEMP TABLE new_event AS SELECT * FROM main.event WHERE FALSE;
          CREATE UNIQUE INDEX temp.new_event_seq ON new_event (seq);
          CREATE UNIQUE INDEX temp.new_event_id ON new_event (site, id);
          """)
      try $0.execute(sql: view(over: "event", columns: columns, key: ["seq"]))
    }
  }

  private static func view(over table: String, columns: [String], key: [String]) -> String {
    let names = columns.joined(separator: ", ")
    let same = key.map { "new.\($0) = old.\($0)" }.joined(separator: " AND ")
    return """
      CREATE TEMP VIEW over_\(table) AS
      SELECT \(names) FROM temp.new_\(table)
      UNION ALL
      SELECT \(names) FROM main.\(table) AS old
      WHERE NOT EXISTS (SELECT 1 FROM temp.new_\(table) AS new WHERE \(same));
      """
  }

  /// Makes empty temporary tables of their own, for the layer `scratch` or a `trial`.
  package static func makeScratch(_ database: Database, layer: Layer = .scratch) throws(LogError) {
    try run(database) {
      for table in Tables.all {
        let name = String(layer.writeName(table.name).dropFirst("temp.".utf8.count))
        try $0.execute(sql: table.create(as: name, temporary: true))
      }
    }
  }

  /// Makes empty tables beside those of the file, for a fold from the first entry; remains of one that was stopped go.
  ///
  /// They know their generation from the start: another process that had begun to fold sees that these are not its own.
  package static func makeBeside(_ database: Database, generation: Int64) throws(LogError) {
    try run(database) {
      for table in Tables.all {
        let name = Layer.beside.writeName(table.name)
        try $0.execute(sql: "DROP TABLE IF EXISTS \(name)")
        try $0.execute(sql: table.create(as: name, generation: generation))
      }
      try $0.execute(
        sql: """
          INSERT INTO \(Layer.beside.writeName(Tables.state.name)) (one, folded, version, generation) VALUES (1, 0, ?, ?)
          """, arguments: [Tables.version, generation])
    }
  }

  /// Whether there are tables beside those of the file, which another process may have taken away.
  package static func hasBeside(_ database: Database) throws(LogError) -> Bool {
    try run(database) {
      let name = Layer.beside.writeName(Tables.state.name)
      return try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?)", arguments: [name]) ?? false
    }
  }

  /// Puts the tables beside those of the file in their place, whoever made them.
  ///
  /// Call inside a transaction.
  package static func swapBeside(_ database: Database) throws(LogError) {
    try run(database) {
      for table in Tables.all {
        try $0.execute(
          sql: """
            DROP TABLE IF EXISTS \(table.name);
            ALTER TABLE \(Layer.beside.writeName(table.name)) RENAME TO \(table.name);
            """)
      }
    }
  }

  /// The number that the next tables beside those of the file get: larger than that of any before, those that somebody
  /// makes at this moment included, since their indexes have it in their names.
  package static func nextGeneration(_ database: Database) throws(LogError) -> Int64 {
    try run(database) {
      let start = "\(Tables.site.name)_0_"
      let last = try Int64.fetchOne(
        $0,
        sql: """
          SELECT max(CAST(substr(name, ?) AS INTEGER)) FROM sqlite_schema
          WHERE type = 'index' AND substr(name, 1, ?) = ?
          """, arguments: [start.utf8.count + 1, start.utf8.count, start])
      return (last ?? 0) + 1
    }
  }

  private static func run<Result>(
    _ database: Database, _ body: (Database) throws -> Result
  ) throws(LogError) -> Result {
    do {
      return try body(database)
    } catch {
      throw LogError(error, path: database.path)
    }
  }
}

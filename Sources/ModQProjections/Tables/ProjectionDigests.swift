import Crypto
package import GRDB
package import ModQEventLog

/// Digests of the projections, by which two folds of a log are compared.
package enum ProjectionDigests {
  /// SHA-256 in hexadecimal by the name of the projection, over all rows in the order of their keys.
  ///
  /// Each value is preceded by its storage class, text and blobs by their length as well, so that no two tables give the
  /// same bytes.
  package static func compute(_ database: Database, layer: Layer) throws(LogError) -> [String: String] {
    var digests: [String: String] = [:]
    for (name, tables) in Tables.projections {
      var hasher = SHA256()
      for table in tables { try add(table, of: database, layer: layer, to: &hasher) }
      digests[name] = hexadecimal(hasher.finalize())
    }
    return digests
  }

  /// Bytes hashed at once: a call of the hash function costs as much as some hundred bytes.
  private static let portion = 16 << 10

  private static func add(
    _ table: Table, of database: Database, layer: Layer, to hasher: inout SHA256
  ) throws(LogError) {
    hasher.update(data: Array(table.name.utf8))
    let query = try PreparedQuery(
      database,
      """
      SELECT \(table.columnNames.joined(separator: ", ")) FROM \(layer.readName(table.name))
      ORDER BY \(table.key.joined(separator: ", "))
      """)
    var bytes: [UInt8] = []
    while try query.step() {
      for column in 0..<query.columnCount {
        query.append(column, to: &bytes)
      }
      if bytes.count >= portion {
        hasher.update(data: bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    hasher.update(data: bytes)
  }
}

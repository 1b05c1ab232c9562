package import ModQEventLog

/// A site, with how many actors the log has numbered on it.
package struct SiteRow: Row, Equatable {
  package static let table = Tables.site
  package var no: Int64
  package var name: String
  package var actors: Int64

  package var key: Int64 { no }

  init(no: Int64, name: String, actors: Int64) {
    self.no = no
    self.name = name
    self.actors = actors
  }

  package init(from row: PreparedQuery) {
    self.init(no: row.int(0), name: row.string(1), actors: row.int(2))
  }

  package func bind(to query: PreparedQuery) {
    query.bind(1, no)
    query.bind(2, name)
    query.bind(3, actors)
  }
}

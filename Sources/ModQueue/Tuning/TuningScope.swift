package import ModQEvent
import ModQEventLog

/// Which texts are looked at: those of some time, or of one site.
///
/// What came before is folded all the same.
package struct TuningScope: Sendable {
  /// The first event time.
  package var since: Timestamp?
  /// The first event time that is too late.
  package var until: Timestamp?
  package var site: String?

  package init(since: Timestamp? = nil, until: Timestamp? = nil, site: String? = nil) {
    self.since = since
    self.until = until
    self.site = site
  }

  func contains(_ text: Entry) -> Bool { contains(site: text.site, at: text.at) }

  func contains(site: String, at: Timestamp) -> Bool {
    if let since, at < since { return false }
    if let until, at >= until { return false }
    return self.site.map { $0.utf8.elementsEqual(site.utf8) } ?? true
  }
}

import ArgumentParser
import ModQEvent
import ModQEventLog
import ModQueue

/// Which comments are meant, by what they have in common.
struct FilterOption: ParsableArguments {
  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Which comments, as in 'rule=flood_new and (tier=new or score>6)'.", valueName: "filter"))
  var text: String?

  /// The filter; nil if none is given.
  func filter(now: Timestamp) throws(Failure) -> CommentFilter? {
    guard let text else { return nil }
    do throws(FilterFault) {
      return try CommentFilter(text, now: now)
    } catch {
      throw Failure(error, in: text)
    }
  }
}

extension CommentFilter {
  /// Requires that the log knows what is named.
  func requireKnownNames(in workspace: Workspace, site: String?) throws {
    if let fault = try unknownName(in: workspace, site: site) { throw Failure(fault, in: text) }
  }
}

extension Failure {
  /// With the place shown: the filter, and a caret under where it is wrong.
  init(_ fault: FilterFault, in text: String) {
    let before = Substring(decoding: Array(text.utf8.prefix(fault.offset)), as: UTF8.self).unicodeScalars
    let after = Substring(decoding: Array(text.utf8.dropFirst(fault.offset)), as: UTF8.self).unicodeScalars
    let start = (before.count > 60 ? "…" : "") + String(Substring(before.suffix(60)))
    let end = String(Substring(after.prefix(40))) + (after.count > 40 ? "…" : "")
    let indent = VisibleText(start, defanging: false).width
    let line = VisibleText(start + end, defanging: false).line
    self.init(
      .usage,
      "--where: \(VisibleText(fault.message, defanging: false).line)\n      \(line)\n      "
        + String(repeating: " ", count: indent) + "^",
      advice: fault.hint.map { VisibleText($0, defanging: false).line })
  }
}

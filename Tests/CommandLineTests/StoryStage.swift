import Foundation

/// A log of its own and the shipped rules, for one story; gone with the test.
final class StoryStage {
  private let folder: URL
  private let rules: URL

  /// Judges by these files of `Rules`; nil is all of them.
  init(packs: [String]? = nil) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("modq-story-\(UUID().uuidString)")
    let shipped = Story.repository.appendingPathComponent("Rules")
    rules = packs == nil ? shipped : folder.appendingPathComponent("rules")
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("rules"), withIntermediateDirectories: true)
    for pack in packs ?? [] {
      try FileManager.default.copyItem(
        at: shipped.appendingPathComponent(pack), to: rules.appendingPathComponent(pack))
    }
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func modq(_ arguments: [String], input: String = "") throws -> ModQProcess {
    try ModQProcess(
      arguments, input: input,
      environment: ["MODQ_DB": folder.appendingPathComponent("modq.db").path, "MODQ_RULES": rules.path])
  }
}

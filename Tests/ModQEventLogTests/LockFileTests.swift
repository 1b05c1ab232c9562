import Foundation
import Testing

@testable import ModQEventLog

struct LockFileTests {
  /// Else whoever has the folder could have root make a file anywhere, and be given it.
  @Test func noLinkIsFollowed() throws {
    let log = try LogFolder()
    let elsewhere = log.path + "-elsewhere"
    try FileManager.default.createSymbolicLink(atPath: log.path + "-link", withDestinationPath: elsewhere)
    #expect(throws: LogError.self) { try openLockFile(log.path + "-link", beside: log.path) }
    #expect(!FileManager.default.fileExists(atPath: elsewhere))
  }
}

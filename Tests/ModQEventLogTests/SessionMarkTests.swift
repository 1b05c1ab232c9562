import Foundation
import ModQEventLog
import Testing

struct SessionMarkTests {
  @Test func aSessionIsGoneWhenItsMarkIs() throws {
    let log = try LogFolder()
    var mark: SessionMark? = try SessionMark(beside: log.path)
    let name = try #require(mark?.name)
    #expect(!SessionMark.isGone(name, beside: log.path))
    mark = nil
    #expect(SessionMark.isGone(name, beside: log.path))
  }

  @Test func aSessionWhoseLockFileWasRemovedIsNotTakenForGone() throws {
    let log = try LogFolder()
    let mark = try SessionMark(beside: log.path)
    try FileManager.default.removeItem(atPath: log.path + "-lock")
    #expect(!SessionMark.isGone(mark.name, beside: log.path))
    let next = try SessionMark(beside: log.path)
    #expect(!SessionMark.isGone(mark.name, beside: log.path))
    #expect(!SessionMark.isGone(next.name, beside: log.path))
  }

  @Test(arguments: ["", "session-", "session-1", "session-1-2", "session-x-9999999", "aya"])
  func whatIsNoNameOfASessionIsNotGone(name: String) throws {
    let log = try LogFolder()
    _ = try SessionMark(beside: log.path)
    #expect(!SessionMark.isGone(name, beside: log.path))
  }
}

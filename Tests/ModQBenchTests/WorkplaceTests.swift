import Foundation
import Testing

@testable import modq_bench

struct WorkplaceTests {
  @Test func eachHasAFolderOfItsOwnThatGoesWithIt() throws {
    let parent = FileManager.default.temporaryDirectory.appendingPathComponent(
      "modq-place-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: parent) }
    try Workplace.with(in: parent.path) { one in
      try Workplace.with(in: parent.path) { other in
        let found = try FileManager.default.contentsOfDirectory(atPath: parent.path)
        #expect(Set(found.map { "\(parent.path)/\($0)" }) == [one.folder, other.folder])
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == [])
  }

  @Test func aParentThatIsNotThereIsAnError() {
    #expect {
      try Workplace.with(in: "/nowhere") { _ in }
    } throws: { error in
      "\(error)" == "can't make a folder in /nowhere: No such file or directory"
    }
  }
}

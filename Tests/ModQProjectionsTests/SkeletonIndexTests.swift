import Testing

@testable import ModQProjections

struct SkeletonIndexTests {
  @Test func theTableIsReadOnceAndWhoIsNewIsAdded() {
    let index = SkeletonIndex()
    var reads = 0
    func ask(_ skeleton: String, site: Int64 = 0, _ stored: [Int64] = []) -> [Int64] {
      index.numbers(of: skeleton, site: site) { () throws(Never) in
        reads += 1
        return stored
      }
    }
    index.add(3, skeleton: "lvy", site: 0)
    #expect(ask("lvy", [1, 3]) == [1, 3])
    index.add(7, skeleton: "lvy", site: 0)
    index.add(8, skeleton: "lvy", site: 1)
    index.add(5, skeleton: "lvy", site: 0)
    #expect(ask("lvy") == [1, 3, 5, 7] && reads == 1)
    index.noteWritten()
    #expect(ask("lvy", site: 1, [8]) == [8])
    #expect(ask("none").isEmpty)
    index.trim(all: false)
    #expect(ask("lvy") == [1, 3, 5, 7])
    index.trim(all: true)
    #expect(ask("lvy", [1]) == [1])
  }

  @Test func noMoreThanTheFirstAreKept() {
    let index = SkeletonIndex()
    for number in (1...Int64(60)).reversed() { index.add(number, skeleton: "a", site: 0) }
    let numbers = index.numbers(of: "a", site: 0) { () throws(Never) in [61, 62] }
    #expect(numbers == Array(1...Int64(SkeletonIndex.looked)))
    index.add(0, skeleton: "a", site: 0)
    #expect(
      index.numbers(of: "a", site: 0) { () throws(Never) in [] } == Array(0..<Int64(SkeletonIndex.looked)))
  }
}

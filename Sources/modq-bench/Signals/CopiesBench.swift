import ArgumentParser
import Glibc
import ModQEvent
import ModQJudge

/// `modq-bench copies`: looking a text up among few and among many others, and keeping it.
struct CopiesBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: "Times near-copy detection with 1,000 and with 100,000 texts in the window.")

  @Argument(help: "A file of events whose comments are the texts.")
  var events: String

  func run() throws {
    let bodies = try readBodies()
    let size = bodies.reduce(0) { $0 + $1.utf8.count } / max(1, bodies.count)
    print(bodies.count, "texts of", size, "bytes on average")
    guard bodies.count >= 400 else { throw ValidationError("that is less than 400 texts") }
    let texts = mixed(bodies, 120_000)
    let prints = measure("make a print", texts.count) { texts.map { TextPrint(body: $0) } }
    let few = lookUp(prints, among: 1_000)
    let many = lookUp(prints, among: 100_000)
    print("100,000 / 1,000  ", many / few)
    print("most memory      ", peakKiB() / 1_024, "MiB")
  }

  /// So many different texts, each made of the beginning of one and the end of another.
  private func mixed(_ bodies: [String], _ count: Int) -> [String] {
    (0..<count).map { number in
      let (start, end) = (
        bodies[number % bodies.count], bodies[(number / bodies.count * 7 + number * 3) % bodies.count]
      )
      return String(start.prefix(start.count / 2)) + " \(number) " + String(end.suffix(end.count / 2))
    }
  }

  /// Nanoseconds to find the copies of a text and add it, with `count` others in the window.
  private func lookUp(_ prints: [TextPrint], among count: Int) -> Double {
    var index = CopyIndex()
    // Time runs so that the window holds `count`.
    let step = Double(CopyIndex.windowMilliseconds) / Double(count)
    var found = 0
    func post(_ number: Int) {
      let print = prints[number % prints.count]
      let time = Int64(Double(number) * step)
      let copies = index.copies(
        of: print, by: nil, except: nil, after: time - CopyIndex.windowMilliseconds)
      found += copies.authors
      index.add(CopyIndex.Post(seq: Int64(number), author: nil, time: time, print: print))
    }
    for number in 0..<count { post(number) }
    let rounds = 20_000
    let time = ContinuousClock().measure { for number in count..<(count + rounds) { post(number) } }
    let nanoseconds = Double(time.components.attoseconds) * 1e-9 + Double(time.components.seconds) * 1e9
    print("among \(count):", Int(nanoseconds / Double(rounds)), "ns a text,", found, "copies")
    return nanoseconds / Double(rounds)
  }

  private func readBodies() throws -> [String] {
    var reader = try LineReader(path: events)
    var bodies: [String] = []
    while try reader.nextLine() {
      let event = reader.withLine { span in try? EventDecoder.decode(line: span.withUnsafeBytes { Array($0) })
      }
      switch event?.action {
      case .comment(let comment), .reply(let comment, _): bodies.append(comment.body)
      case .vote, .edit, .delete, .report, .decision, nil: break
      }
    }
    return bodies
  }

  private func measure<Result>(_ name: String, _ count: Int, _ work: () -> Result) -> Result {
    let start = ContinuousClock.now
    let result = work()
    let time = ContinuousClock.now - start
    let nanoseconds = Double(time.components.attoseconds) * 1e-9 + Double(time.components.seconds) * 1e9
    print("\(name):", Int(nanoseconds / Double(max(1, count))), "ns a text")
    return result
  }

  private func peakKiB() -> Int {
    var usage = rusage()
    return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 ? usage.ru_maxrss : 0
  }
}

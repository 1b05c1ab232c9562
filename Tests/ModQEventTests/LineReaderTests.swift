import Foundation
import Glibc
import SeededNumbers
import Testing

@testable import ModQEvent

struct LineReaderTests {
  @Test(
    arguments: [
      ("", []),
      ("\n", [""]),
      ("a", ["a"]),
      ("a\nb\n", ["a", "b"]),
      ("a\r\n\r\nb\r", ["a", "", "b"]),
      ("a\r\r\n", ["a\r"]),
      ("\u{FEFF}a\n\u{FEFF}b\n", ["a", "\u{FEFF}b"]),
      ("\u{FEFF}", [""]),
      ("\u{FEFF}\r\n", [""]),
      ("折\0口\n\n\n", ["折\0口", "", ""]),
    ] as [(String, [String])])
  func linesEndWithNewlinesOrTheInput(_ input: String, expected: [String]) throws {
    for chunk in [1, 2, 1_000] {
      let pipe = FedPipe(Array(input.utf8), chunks: { chunk })
      #expect(try pipe.steps() == expected.enumerated().map { .line($0 + 1, Array($1.utf8)) })
    }
  }

  @Test func chunksOfAnySizeGiveTheSameLines() throws {
    for seed in 0..<60 {
      var generator = SplitMix64(seed: seed)
      var (input, expected): ([UInt8], [ShownLine]) = ([], [])
      for number in 1...Int.random(in: 1...40, using: &generator) {
        let count = generator.once(in: 8) ? Int.random(in: 0...300_000, using: &generator) : number * 7 % 90
        let line = [UInt8](repeating: UInt8(ascii: "a") + UInt8(number % 26), count: count)
        input += line + (generator.once(in: 2) ? [0x0A] : [0x0D, 0x0A])
        expected.append(.line(number, line))
      }
      let pipe = FedPipe(input) { Int.random(in: 1...100_000, using: &generator) }
      #expect(try pipe.steps() == expected, "seed \(seed)")
    }
  }

  @Test func theLimitIsWithoutNewlineReturnAndMark() throws {
    let longest = [UInt8](repeating: UInt8(ascii: "x"), count: Bounds.lineBytes)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let input = mark + longest + [0x0D, 0x0A] + longest + [0x0A] + longest + [0x78, 0x0A] + longest + [0x0D]
    let expected: [ShownLine] = [
      .line(1, longest), .line(2, longest), .tooLong(3, longest), .line(4, longest),
    ]
    #expect(try FedPipe(input, chunks: { 65_536 }).steps() == expected)
    #expect(
      try FedPipe(mark + longest + [0x78, 0x0D, 0x0A], chunks: { 50_001 }).steps() == [.tooLong(1, longest)])
  }

  @Test func aLineOf100MiBTakesBoundedMemory() throws {
    let chunk = [UInt8](repeating: UInt8(ascii: "y"), count: 1 << 16)
    let pipe = try FedPipe { descriptor in
      for _ in 0..<1_600 {
        write(chunk, to: descriptor)
      }
      write(Array("\nnext\n".utf8), to: descriptor)
    }.opened()
    var reader = LineReader(descriptor: pipe.readEnd)
    #expect(try reader.next() == .tooLong(number: 1))
    let count = reader.lineBytes.count
    #expect(count == Bounds.lineBytes)
    #expect(try reader.next() == .line(number: 2))
    #expect(try reader.next() == .end)
    let room = reader.bufferCount
    #expect(room < 1_200_000)
  }

  @Test func whatIsNotThereIsNotWaitedFor() throws {
    let pipe = try OpenPipe()
    var reader = LineReader(descriptor: pipe.readEnd)
    #expect(try !reader.hasCompleteLine())
    let hadInput = reader.waitForInput(milliseconds: 0)
    #expect(!hadInput)
    write(Array("a\nb".utf8), to: pipe.writeEnd)
    let hasInput = reader.waitForInput(milliseconds: -1)
    #expect(hasInput)
    #expect(try reader.hasCompleteLine())
    #expect(try reader.next() == .line(number: 1))
    #expect(try !reader.hasCompleteLine())
    write(Array("c\n".utf8), to: pipe.writeEnd)
    #expect(try reader.hasCompleteLine())
    #expect(try reader.next() == .line(number: 2))
    let bytes = reader.lineBytes
    #expect(bytes == Array("bc".utf8))
    #expect(try !reader.hasCompleteLine())
    pipe.closeWriteEnd()
    #expect(try reader.hasCompleteLine())
    let hasEnd = reader.waitForInput(milliseconds: -1)
    #expect(hasEnd)
    #expect(try reader.next() == .end)
    #expect(try reader.next() == .end)
  }

  @Test func aReaderThatMayNotBlockWaitsAllTheSame() throws {
    let pipe = try OpenPipe()
    #expect(fcntl(pipe.readEnd, F_SETFL, O_NONBLOCK) == 0)
    let writer = Thread { [pipe] in
      usleep(20_000)
      write(Array("late\n".utf8), to: pipe.writeEnd)
    }
    writer.start()
    var reader = LineReader(descriptor: pipe.readEnd)
    #expect(try reader.next() == .line(number: 1))
    let bytes = reader.lineBytes
    #expect(bytes == Array("late".utf8))
  }

  @Test func aSignalEndsWaitingButNotReading() throws {
    // A handler without SA_RESTART, so that the calls come back with EINTR.
    var handler = sigaction()
    handler.__sigaction_handler.sa_handler = { _ in }
    #expect(sigaction(SIGUSR2, &handler, nil) == 0)
    // The threads of libdispatch block signals.
    var (signals, before) = (sigset_t(), sigset_t())
    sigemptyset(&signals)
    sigaddset(&signals, SIGUSR2)
    pthread_sigmask(SIG_UNBLOCK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let (pipe, waiter, hasReturned) = (try OpenPipe(), pthread_self(), try OpenPipe())
    Thread { [pipe, hasReturned] in
      var flag = pollfd(fd: hasReturned.readEnd, events: Int16(POLLIN), revents: 0)
      repeat {
        pthread_kill(waiter, SIGUSR2)
      } while poll(&flag, 1, 1) == 0
      for _ in 0..<20 {
        pthread_kill(waiter, SIGUSR2)
        usleep(1_000)
      }
      write(Array("a\n".utf8), to: pipe.writeEnd)
    }.start()
    var reader = LineReader(descriptor: pipe.readEnd)
    let hasInput = reader.waitForInput(milliseconds: -1)
    #expect(!hasInput)
    write([0], to: hasReturned.writeEnd)
    #expect(try reader.next() == .line(number: 1))
    hasReturned.closeWriteEnd()
    pipe.closeWriteEnd()
  }

  @Test func aFileIsReadAndADirectoryIsNot() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("modq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("events.jsonl")
    try Data("a\nb".utf8).write(to: file)
    var reader = try LineReader(path: file.path)
    #expect(try reader.hasCompleteLine())
    #expect(try reader.steps() == [.line(1, Array("a".utf8)), .line(2, Array("b".utf8))])

    #expect(throws: InputFailure(code: ENOENT, operation: .open)) {
      _ = try LineReader(path: folder.appendingPathComponent("none").path)
    }
    #expect(throws: InputFailure(code: EISDIR, operation: .read)) {
      var directory = try LineReader(path: folder.path)
      _ = try directory.next()
    }
    #expect(InputFailure(code: EISDIR, operation: .read).description == "can't read: Is a directory")
  }
}

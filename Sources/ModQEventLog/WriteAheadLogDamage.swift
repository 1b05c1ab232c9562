import Glibc

/// What is wrong with a write-ahead log that SQLite takes for a shorter one.
///
/// SQLite ends a write-ahead log at the first frame whose checksum is wrong, since a power cut may leave the last
/// transaction in part (https://www.sqlite.org/fileformat.html#the_write_ahead_log). A frame that was spoilt later ends it
/// too, and what was committed behind it is gone without a word. The two can be told apart: with `synchronous=FULL` the
/// frames of a transaction are on the disk before the next one writes any, and the header before all of them. So a
/// commit with a frame of the same salts behind it was whole once.
///
/// What this cannot tell: a spoilt last transaction, a tail that was cut off, a write-ahead log of another time; and what two
/// power cuts left of transactions that were never whole, where nothing was moved into the database in between.
package enum WriteAheadLogDamage {
  /// What is wrong with the write-ahead log of the database at `path`; nil if nothing is, or there is none.
  ///
  /// Reads all of it, beside whoever writes: what is half written at one look is not at the next.
  package static func finding(path: String) throws(LogError) -> String? {
    // A log in memory has none.
    guard !path.isEmpty else { return nil }
    let log = standingPath(of: path) + "-wal"
    guard let first = try scan(log) else { return nil }
    return try scan(log) == first ? first : nil
  }

  private static let headerBytes = 32
  private static let frameHeaderBytes = 24

  private static func scan(_ path: String) throws(LogError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .io(path: path, why: systemError())
    }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: headerBytes)
    guard try fill(&buffer, headerBytes, from: descriptor, at: 0, path) else { return nil }
    guard let header = WriteAheadLogHeader(buffer) else {
      var frame = [UInt8](repeating: 0, count: frameHeaderBytes)
      let hasFrames = try fill(&frame, frameHeaderBytes, from: descriptor, at: headerBytes, path)
      return hasFrames
        ? "the header of the write-ahead log is spoilt: what was committed into it is lost" : nil
    }
    let frameBytes = frameHeaderBytes + header.pageBytes
    buffer = [UInt8](repeating: 0, count: frameBytes)
    var checksum = header.checksum
    var (number, firstBad, hasCommit) = (0, 0, false)
    while try fill(&buffer, frameBytes, from: descriptor, at: headerBytes + number * frameBytes, path) {
      number += 1
      let isOurs = buffer[8..<16].elementsEqual(header.salts)
      if firstBad == 0 {
        checksum.add(buffer[..<8])
        checksum.add(buffer[frameHeaderBytes...])
        if isOurs && buffer[16..<24].elementsEqual(checksum.bytes) { continue }
        firstBad = number
      }
      guard isOurs else { continue }
      if hasCommit {
        return "frame \(firstBad) of the write-ahead log is spoilt: commits behind it may be lost"
      }
      hasCommit = buffer[4..<8].contains { $0 != 0 }
    }
    return nil
  }

  /// Reads `count` bytes at `offset`; false where the file ends before.
  private static func fill(
    _ buffer: inout [UInt8], _ count: Int, from descriptor: Int32, at offset: Int, _ path: String
  ) throws(LogError) -> Bool {
    while true {
      // Unsafe: pread(2) gets the buffer with its own length.
      let got = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .io(path: path, why: systemError()) }
      return got == count
    }
  }
}

/// The first 32 bytes of a write-ahead log.
private struct WriteAheadLogHeader {
  let pageBytes: Int
  let salts: [UInt8]
  /// As it stands behind the header, from which the frames' go on.
  let checksum: WriteAheadLogChecksum

  /// Nil if these are no such bytes, or not as they were written.
  init?(_ bytes: [UInt8]) {
    let size = Int(bytes[8..<12].reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
    guard bytes[..<3].elementsEqual([0x37, 0x7F, 0x06]), bytes[3] & 0xFE == 0x82,
      512...65_536 ~= size, size & (size - 1) == 0
    else { return nil }
    var checksum = WriteAheadLogChecksum(isBigEndian: bytes[3] & 1 == 1)
    checksum.add(bytes[..<24])
    guard bytes[24..<32].elementsEqual(checksum.bytes) else { return nil }
    pageBytes = size
    salts = Array(bytes[16..<24])
    self.checksum = checksum
  }
}

/// The running sums over words of 32 bits (https://www.sqlite.org/fileformat.html#checksum_algorithm).
private struct WriteAheadLogChecksum {
  private var sums: (UInt32, UInt32) = (0, 0)
  private let isBigEndian: Bool

  init(isBigEndian: Bool) {
    self.isBigEndian = isBigEndian
  }

  /// As a frame or header carries them.
  var bytes: [UInt8] {
    [sums.0, sums.1].flatMap { sum in (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32($0))) }
    }
  }

  /// Adds bytes, a multiple of eight.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { words in
      for place in stride(from: 0, to: words.count - 7, by: 8) {
        sums.0 &+= word(words, place) &+ sums.1
        sums.1 &+= word(words, place + 4) &+ sums.0
      }
    }
  }

  private func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
    return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
  }
}

/// The write-ahead log of an SQLite file, read as https://www.sqlite.org/fileformat.html#the_write_ahead_log describes it.
struct WriteAheadLog {
  /// How many transactions are in it.
  private(set) var commits = 0

  private static let headerBytes = 32
  private static let frameHeaderBytes = 24

  init(_ bytes: [UInt8]) {
    func number(_ offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard bytes.count >= WriteAheadLog.headerBytes else { return }
    let pageBytes = number(8)
    let salts = [number(16), number(20)]
    var frame = WriteAheadLog.headerBytes
    // Frames with other salts are left from before the last checkpoint.
    while frame + WriteAheadLog.frameHeaderBytes + pageBytes <= bytes.count,
      [number(frame + 8), number(frame + 12)] == salts
    {
      if number(frame + 4) != 0 { commits += 1 }
      frame += WriteAheadLog.frameHeaderBytes + pageBytes
    }
  }
}

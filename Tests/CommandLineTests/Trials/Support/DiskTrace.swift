import Foundation
import SeededNumbers

/// What was done to the files of a log, and what was printed when, as `Disturbance/disturbance.c` records it.
struct DiskTrace {
  let records: [Record]

  struct Record {
    var operation: Operation
    var path: String
    var offset: Int
    var bytes: Data
    var hasFailed: Bool
  }

  enum Operation: UInt8 {
    case created = 0x43
    case printed = 0x50
    case synced = 0x53
    case truncated = 0x54
    case unlinked = 0x55
    case written = 0x57
  }

  init(_ data: Data) {
    var records: [Record] = []
    var position = 0
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reversed().reduce(0) { $0 << 8 | Int(data[position + offset + $1]) }
    }
    while position + 16 <= data.count, let operation = Operation(rawValue: data[position]) {
      let (pathBytes, byteCount) = (number(2, 2), number(4, 4))
      let start = position + 16 + pathBytes
      records.append(
        Record(
          operation: operation, path: String(decoding: data[position + 16..<start], as: UTF8.self),
          offset: number(8, 8), bytes: Data(data[start..<start + byteCount]),
          hasFailed: data[position + 1] != 0))
      position = start + byteCount
    }
    self.records = records
  }

  /// The trace as it would be if a commit did not sync the write-ahead log: only a checkpoint does
  /// (`synchronous = NORMAL`, https://www.sqlite.org/pragma.html#pragma_synchronous).
  var withoutSyncsOfCommits: DiskTrace {
    DiskTrace(
      records: records.enumerated().filter { index, record in
        guard record.operation == .synced, record.path.hasSuffix("-wal") else { return true }
        let next = records[(index + 1)...].first { $0.operation == .written }
        return next.map { !$0.path.hasSuffix("-wal") } ?? true
      }.map(\.element))
  }

  private init(records: [Record]) { self.records = records }
}

/// A disk with a volatile cache in front: a write is on it for certain only once its file was synced, and a name once its
/// folder was.
struct CachedDisk {
  /// Files by a number of their own: a name may be given again.
  private var files: [CachedFile] = []
  private var names: [String: Int] = [:]
  private var durableNames: [String: Int] = [:]
  /// What happened to names since their folder was synced; nil for a file that is gone.
  private var pendingNames: [(path: String, file: Int?)] = []

  private struct CachedFile {
    var durable = Data()
    var pending: [Change] = []
  }

  private enum Change {
    case write(offset: Int, bytes: Data)
    case truncate(size: Int)
  }

  mutating func apply(_ record: DiskTrace.Record) {
    let path = record.path
    switch record.operation {
    case .printed: break
    case .created:
      files.append(CachedFile())
      names[path] = files.count - 1
      pendingNames.append((path, files.count - 1))
    case .unlinked:
      names[path] = nil
      pendingNames.append((path, nil))
    case .written:
      guard let file = names[path] else { return }
      files[file].pending.append(.write(offset: record.offset, bytes: record.bytes))
    case .truncated:
      guard let file = names[path] else { return }
      files[file].pending.append(.truncate(size: record.offset))
    case .synced:
      guard let file = names[path] else {
        // A name of a folder whose sync failed may be on the disk or not.
        guard !record.hasFailed else { return }
        for change in pendingNames { durableNames[change.path] = change.file }
        pendingNames.removeAll()
        return
      }
      // Pages whose sync failed count as clean afterwards: they are never written (fsync(2), "Linux notes").
      if !record.hasFailed {
        for change in files[file].pending { CachedDisk.make(change, in: &files[file].durable) }
      }
      files[file].pending.removeAll()
    }
  }

  /// What is on the disk when the power fails now: of each change that was not synced some pieces, of the names' changes
  /// the first few.
  func cut(_ random: inout SplitMix64) -> [String: Data] {
    var names = durableNames
    for change in pendingNames.prefix(random.below(pendingNames.count + 1)) {
      names[change.path] = change.file
    }
    // Nothing, a little, half, nearly all of what was under way.
    let keptPercent = [0, 10, 50, 90, 100][random.below(5)]
    let pieceBytes = random.below(2) == 0 ? 512 : 4_096
    var result: [String: Data] = [:]
    for (path, number) in names.sorted(by: { $0.key < $1.key }) {
      var content = files[number].durable
      for change in files[number].pending {
        switch change {
        case .truncate:
          if random.below(100) < keptPercent { CachedDisk.make(change, in: &content) }
        case .write(let offset, let bytes):
          var start = 0
          while start < bytes.count {
            let end = min(bytes.count, (offset + start) / pieceBytes * pieceBytes + pieceBytes - offset)
            if random.below(100) < keptPercent {
              CachedDisk.make(.write(offset: offset + start, bytes: Data(bytes[start..<end])), in: &content)
            }
            start = end
          }
        }
      }
      result[path] = content
    }
    return result
  }

  private static func make(_ change: Change, in content: inout Data) {
    switch change {
    case .truncate(let size):
      if size < content.count { content = Data(content.prefix(size)) } else { extend(&content, to: size) }
    case .write(let offset, let bytes):
      extend(&content, to: offset + bytes.count)
      content.replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
  }

  private static func extend(_ content: inout Data, to size: Int) {
    if content.count < size { content.append(Data(count: size - content.count)) }
  }
}

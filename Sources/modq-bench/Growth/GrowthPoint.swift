import Foundation

/// A point of a curve, as `modq-bench growth --json` wrote it.
struct GrowthPoint: Equatable {
  let curve: GrowthCurve
  let x: Double
  let eventsPerSecond: Double
  let peakMiB: Double

  private struct Line: Decodable {
    var benchmark: String
    var figure: String?
    var x: Double?
    var eventsPerSecond: Double?
    var peakMiB: Double?

    enum CodingKeys: String, CodingKey {
      case benchmark, figure, x
      case eventsPerSecond = "events_per_s"
      case peakMiB = "peak_mib"
    }
  }

  /// Reads JSON Lines; those of other benchmarks are passed over.
  ///
  /// Of points of one curve at one place the last counts, so that a curve can be measured again behind the others.
  ///
  /// - Throws: for a line that is no JSON object of a benchmark.
  static func points(in text: String) throws(BenchFailure) -> [GrowthPoint] {
    let decoder = JSONDecoder()
    var points: [GrowthPoint] = []
    for (index, text) in text.split(separator: "\n").enumerated() {
      guard let line = try? decoder.decode(Line.self, from: Data(text.utf8)) else {
        throw BenchFailure("line \(index + 1) is no line of a benchmark")
      }
      guard
        line.benchmark == "growth", let curve = line.figure.flatMap(GrowthCurve.init(rawValue:)),
        let x = line.x, let rate = line.eventsPerSecond, let memory = line.peakMiB, x > 0, rate > 0,
        memory > 0
      else { continue }
      points.removeAll { $0.curve == curve && $0.x == x }
      points.append(GrowthPoint(curve: curve, x: x, eventsPerSecond: rate, peakMiB: memory))
    }
    return points.sorted { $0.x < $1.x }
  }
}

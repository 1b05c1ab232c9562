/// Numbers as bars, one a line: where the shape says more than the digits.
struct BarChart {
  private let bars: [(name: String, count: Int)]

  /// The columns of the longest bar.
  private static let longest = 40

  /// The names are ours, or visible already.
  init(_ bars: [(name: String, count: Int)]) { self.bars = bars }

  /// Each line with the name, the bar in eighths of a column, and the number.
  var lines: [String] {
    let width = bars.map { VisibleText($0.name, defanging: false).width }.max() ?? 0
    let most = max(1, bars.map(\.count).max() ?? 0)
    return bars.map { name, count in
      let eighths = (count * BarChart.longest * 8 + most - 1) / most
      let bar =
        String(repeating: "█", count: eighths / 8) + ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
      return "  \(padded(name, to: width))  \(bar)\(bar.isEmpty ? "" : " ")\(count)"
    }
  }
}

/// Panels of curves: a row for each thing that grows, events a second on the left, memory on the right.
///
/// All panels of a column have one scale, so that slopes can be compared by eye.
struct GrowthPicture {
  private let points: [GrowthPoint]

  private enum Size {
    static let width = 760.0
    static let head = 44.0
    static let row = 172.0
    static let panelWidth = 290.0
    static let panelHeight = 104.0
    static let left = [74.0, 452.0]
  }

  /// There is at least one point.
  init(_ points: [GrowthPoint]) {
    self.points = points
  }

  var svg: String {
    let curves = GrowthCurve.allCases.filter { curve in points.contains { $0.curve == curve } }
    var picture = SVGPicture(
      width: Size.width, height: Size.head + Size.row * Double(curves.count),
      title: "Events a second and memory of modq ingest, as things grow")
    let measures: [(name: String, value: (GrowthPoint) -> Double)] = [
      ("events a second", \.eventsPerSecond), ("most memory, MiB", \.peakMiB),
    ]
    for (column, measure) in measures.enumerated() {
      let axis = LogAxis(holding: points.map(measure.value))
      picture.text(measure.name, x: Size.left[column], y: 24, .heading)
      for (row, curve) in curves.enumerated() {
        let panel = Panel(
          left: Size.left[column], top: Size.head + Size.row * Double(row) + 18,
          xAxis: LogAxis(holding: points.filter { $0.curve == curve }.map(\.x)), yAxis: axis)
        let values = points.filter { $0.curve == curve }.map { ($0.x, measure.value($0)) }
        panel.draw(values, under: curve.title, into: &picture)
      }
    }
    return picture.svg
  }

  /// One pair of axes.
  private struct Panel {
    let left: Double
    let top: Double
    let xAxis: LogAxis
    let yAxis: LogAxis

    private var bottom: Double { top + Size.panelHeight }

    func draw(_ values: [(x: Double, y: Double)], under title: String, into picture: inout SVGPicture) {
      for tick in yAxis.ticks {
        let y = self.y(tick.value)
        picture.line(left, y, left + Size.panelWidth, y, .grid)
        picture.text(tick.label, x: left - 6, y: y + 4, .yLabel)
      }
      for tick in xAxis.ticks {
        let x = self.x(tick.value)
        picture.line(x, top, x, bottom, .grid)
        picture.text(tick.label, x: x, y: bottom + 15, .xLabel)
      }
      picture.text(title, x: left + Size.panelWidth / 2, y: bottom + 31, .xLabel)
      let places = values.map { (x: x($0.x), y: y($0.y)) }
      picture.polyline(places, .curve)
      for (place, value) in zip(places, values) {
        picture.dot(place.x, place.y, saying: "\(Self.short(value.x)): \(Self.short(value.y))")
      }
    }

    private func x(_ value: Double) -> Double { left + xAxis.place(of: value) * Size.panelWidth }
    private func y(_ value: Double) -> Double { bottom - yAxis.place(of: value) * Size.panelHeight }

    private static func short(_ value: Double) -> String {
      TextTable.grouped(Int(value.rounded()))
    }
  }
}

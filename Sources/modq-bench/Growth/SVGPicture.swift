import Foundation

/// A picture of lines and words that can be read on a light page and on a dark one.
///
/// Colours follow the reader's preference by a media query (Media Queries Level 5, prefers-color-scheme), which browsers
/// apply inside of an image too. Numbers have at most two digits behind the point: the same picture, the same bytes.
struct SVGPicture {
  private let width: Double
  private let height: Double
  private let title: String
  private var elements: [String] = []

  /// What the style sheet knows.
  enum Class: String {
    case grid, curve, heading, xLabel, yLabel
  }

  /// An empty picture; `title` says what it shows, for who can't see it.
  init(width: Double, height: Double, title: String) {
    self.width = width
    self.height = height
    self.title = title
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: Class) {
    elements.append(
      #"<line class="\#(kind)" x1="\#(n(x1))" y1="\#(n(y1))" x2="\#(n(x2))" y2="\#(n(y2))"/>"#)
  }

  mutating func polyline(_ points: [(x: Double, y: Double)], _ kind: Class) {
    let list = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    elements.append(#"<polyline class="\#(kind)" points="\#(list)"/>"#)
  }

  /// A point of a curve; what it says is shown when it is pointed at.
  mutating func dot(_ x: Double, _ y: Double, saying text: String) {
    elements.append(
      #"<circle class="dot" cx="\#(n(x))" cy="\#(n(y))" r="3"><title>\#(Self.escaped(text))</title></circle>"#
    )
  }

  mutating func text(_ text: String, x: Double, y: Double, _ kind: Class) {
    elements.append(#"<text class="\#(kind)" x="\#(n(x))" y="\#(n(y))">\#(Self.escaped(text))</text>"#)
  }

  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" \
    height="\(n(height))" role="img" aria-label="\(Self.escaped(title))">
    <style>\(Self.style)</style>
    <rect class="page" width="100%" height="100%"/>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  private static let style = """

    text { font: 12px system-ui, sans-serif; fill: #444 }
    .heading { font-size: 14px; font-weight: 600; fill: #111 }
    .xLabel { text-anchor: middle }
    .yLabel { text-anchor: end }
    .page { fill: #fff }
    .grid { stroke: #ddd }
    .curve { fill: none; stroke: #0969da; stroke-width: 2 }
    .dot { fill: #0969da }
    @media (prefers-color-scheme: dark) {
      text { fill: #bbb }
      .heading { fill: #eee }
      .page { fill: #0d1117 }
      .grid { stroke: #30363d }
      .curve { stroke: #58a6ff }
      .dot { fill: #58a6ff }
    }

    """

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  /// A number of pixels.
  private func n(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    guard hundredths % 100 != 0 else { return "\(hundredths / 100)" }
    return String(format: "%.2f", Double(hundredths) / 100)
  }
}

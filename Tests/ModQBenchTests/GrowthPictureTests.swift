import Foundation
import Testing

@testable import modq_bench

struct GrowthPictureTests {
  /// Set `MODQ_UPDATE_FIXTURES=1` to write the picture anew; look at it before you keep it.
  @Test func thePictureIsThis() throws {
    let points = [
      GrowthPoint(curve: .log, x: 10_000, eventsPerSecond: 81_000, peakMiB: 70),
      GrowthPoint(curve: .log, x: 100_000, eventsPerSecond: 79_000, peakMiB: 90),
      GrowthPoint(curve: .log, x: 1_000_000, eventsPerSecond: 75_000, peakMiB: 95),
      GrowthPoint(curve: .length, x: 20, eventsPerSecond: 120_000, peakMiB: 60),
      GrowthPoint(curve: .length, x: 16_000, eventsPerSecond: 2_000, peakMiB: 110),
    ]
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/growth.svg")
    let picture = GrowthPicture(points).svg
    if ProcessInfo.processInfo.environment["MODQ_UPDATE_FIXTURES"] == "1" {
      try picture.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(try picture == String(contentsOf: file, encoding: .utf8))
    }
  }

  @Test func whatIsWrittenIsEscaped() throws {
    var picture = SVGPicture(width: 10, height: 2.5, title: "\"a\" & <b>")
    picture.text("1 < 2 & 3", x: 1.006, y: 0, .heading)
    picture.dot(0, 0, saying: "<x>")
    #expect(
      picture.svg.hasPrefix(#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 2.50" width="10" "#))
    #expect(picture.svg.contains(#"aria-label="&quot;a&quot; &amp; &lt;b>""#))
    #expect(picture.svg.contains(#"<text class="heading" x="1.01" y="0">1 &lt; 2 &amp; 3</text>"#))
    #expect(picture.svg.contains(#"<circle class="dot" cx="0" cy="0" r="3"><title>&lt;x></title></circle>"#))
  }
}

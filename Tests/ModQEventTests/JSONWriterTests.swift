import SeededNumbers
import Testing

@testable import ModQEvent

struct JSONWriterTests {
  @Test func commasComeByThemselves() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("id", "c1")
    writer.member("by", nil)
    writer.key("reasons")
    writer.beginArray()
    writer.beginObject()
    writer.endObject()
    writer.integer(-7)
    writer.bool(true)
    writer.beginArray()
    writer.endArray()
    writer.null()
    writer.endArray()
    writer.key("verdict")
    writer.raw(Array(#"{"score":1}"#.utf8))
    writer.key("values")
    writer.value(.object([.init(key: "b", value: .number("1.50")), .init(key: "a", value: .bool(false))]))
    writer.endObject()
    writer.endLine()
    writer.beginObject()
    writer.endObject()
    #expect(
      text(writer.bytes) == """
        {"id":"c1","reasons":[{},-7,true,[],null],"verdict":{"score":1},"values":{"a":false,"b":1.50}}
        {}
        """)
    writer.removeAll()
    writer.string("again")
    #expect(text(writer.bytes) == #""again""#)
  }

  @Test(
    arguments: [
      (0, "0"), (-0.0, "-0"), (1, "1"), (-17, "-17"), (6.5, "6.5"), (0.1, "0.1"),
      (0.1 + 0.2, "0.30000000000000004"),
      (1e15, "1000000000000000"), (0x1p53, "9007199254740992"), (-0x1p54, "-1.8014398509481984e+16"),
      (1e16, "1e+16"), (1e-7, "1e-07"),
      (.leastNonzeroMagnitude, "5e-324"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
      (.infinity, "null"), (.nan, "null"),
    ] as [(Double, String)])
  func aNumberIsWrittenShort(_ value: Double, expected: String) {
    var writer = JSONWriter()
    writer.number(value)
    #expect(text(writer.bytes) == expected)
  }

  @Test func everyDoubleReadsBackAsItself() throws {
    for seed in 0..<20_000 {
      var generator = SplitMix64(seed: seed)
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      var writer = JSONWriter()
      writer.number(value)
      #expect(try JSONValue.parse(writer.bytes).double?.bitPattern == value.bitPattern, "seed \(seed)")
    }
  }

  @Test func escapesAreTheShortest() {
    let everything =
      String(String.UnicodeScalarView((0...0x80).compactMap(Unicode.Scalar.init))) + "折😀\u{2028}\u{202E}"
    #expect(
      text(JSONValue.string(everything).canonical)
        == #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
        + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f"#
        + ##" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"##
        + "\u{7F}\u{80}折😀\u{2028}\u{202E}\"")
  }

  @Test func outputShowsWhatCannotBeSeen() {
    var writer = JSONWriter(escapingInvisible: true)
    writer.beginObject()
    writer.member(
      "\u{202E}key", "a\u{7F}\u{85}\u{AD}\u{200B}\u{2028}\u{2029}\u{FEFF}\u{E0041}折 口\u{3000}é😀\u{301}\n\"\\")
    writer.endObject()
    #expect(
      text(writer.bytes)
        == #"{"\u202ekey":"a\u007f\u0085\u00ad\u200b\u2028\u2029\ufeff\udb40\udc41折 口"# + "\u{3000}é😀\u{301}"
        + #"\n\"\\"}"#)
  }

  @Test func theTableOfTheInvisibleIsThatOfUnicode() {
    let categories: [Unicode.GeneralCategory] = [.control, .format, .lineSeparator, .paragraphSeparator]
    var wrong: [Unicode.Scalar] = []
    for scalar in (0x80...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init) {
      let isInvisible = categories.contains(scalar.properties.generalCategory)
      if InvisibleCharacter.contains(scalar.value) != isInvisible {
        wrong.append(scalar)
      }
      // The scan passes kana and ideographs by their first byte; all of that is in the first plane.
      let scanned =
        scalar.value <= 0xFFFF ? InvisibleCharacter.first(from: 0, in: String(scalar).utf8.span) : nil
      if let scanned, (scanned == 0) != isInvisible {
        wrong.append(scalar)
      }
    }
    #expect(wrong == [])
  }

  @Test func whatIsWrittenForPeopleSaysTheSame() throws {
    for seed in 0..<2_000 {
      var generator = SplitMix64(seed: seed)
      let value = generator.value(depth: 4)
      var writer = JSONWriter(escapingInvisible: true)
      writer.value(value)
      #expect(try JSONValue.parse(writer.bytes).canonical == value.canonical, "seed \(seed)")
      #expect(try JSONValue.parse(value.canonical).canonical == value.canonical, "seed \(seed)")
    }
  }
}

import Testing

@testable import modq

/// What is private in a refused line is not shown, however broken the line is.
struct PrivateMarksTests {
  @Test(arguments: [
    ("", ""), ("hello", "hello"),
    (#"{"id":"c1","ip":"192.0.2.1","body":"x"}"#, #"{"id":"c1","ip":"…","body":"x"}"#),
    (#"{"email" : "a@b", "proof":"p\"q","agent":"a"#, #"{"email" : "…", "proof":"…","agent":"…""#),
    (#"{"ip":"192.0.2"#, #"{"ip":"…""#), (#"{"ip":7,"nick":"ip"}"#, #"{"ip":"…","nick":"ip"}"#),
    (#"{"cookie":{"a":["x","}"]},"at":1}"#, #"{"cookie":"…","at":1}"#), (#"{"ip":null}"#, #"{"ip":"…"}"#),
    (#"{"body":"\"ip\":\"192.0.2.1\""}"#, #"{"body":"\"ip\":\"192.0.2.1\""}"#), (#"{"ip":"#, #"{"ip":"#),
    (#"{"ip":"1","ip":"2"}"#, #"{"ip":"…","ip":"…"}"#), (#"{"\u0069p":"1"}"#, #"{"\u0069p":"…"}"#),
  ])
  func onlyWhatIsNoSecretIsShown(line: String, shown: String) {
    #expect(PrivateMarks.mask(line) == shown)
  }
}

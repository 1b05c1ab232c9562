import Testing

@testable import ModQJudge

struct ClassifierTests {
  @Test func storedAndReadItIsTheSame() throws {
    let classifier = try #require(MadeComments.lessons(80, seed: 1).classifier(of: 0..<80))
    #expect(Classifier(bytes: classifier.bytes) == classifier)
  }

  @Test func brokenBytesAreNoClassifier() throws {
    let bytes = try #require(MadeComments.lessons(80, seed: 1).classifier(of: 0..<80)).bytes
    for count in [0, 39, 40, bytes.count - 12, bytes.count - 1] {
      #expect(Classifier(bytes: Array(bytes.prefix(count))) == nil, "\(count) bytes")
    }
    var other = bytes
    other[4] = 99
    #expect(Classifier(bytes: other) == nil)
    other = bytes
    other.replaceSubrange(40..<44, with: [255, 255, 255, 255])
    #expect(Classifier(bytes: other) == nil)
  }

  @Test func cluesSayWhatTheTextHas() throws {
    let classifier = try #require(MadeComments.lessons(200, seed: 1).classifier(of: 0..<200))
    let spam = classifier.clues(of: LearnedText(body: "Check out MY channel", nick: "n1"))
    #expect(spam.count == 10)
    #expect(spam.map(\.weight.magnitude) == spam.map(\.weight.magnitude).sorted(by: >))
    #expect(spam.contains { $0.kind == "word" && $0.text == "channel" && $0.weight > 0 })
    let fine = classifier.clues(of: LearnedText(body: "とても面白かった", nick: nil))
    #expect(fine.contains { $0.weight < 0 && $0.text.contains("面白") })
  }

  @Test func theCluesOfATextAddUpToItsScore() throws {
    let classifier = try #require(MadeComments.lessons(200, seed: 1).classifier(of: 0..<200))
    let text = LearnedText(body: "check out my article", nick: "n2")
    let sum = classifier.clues(of: text, limit: .max).reduce(classifier.slope * classifier.bias) {
      $0 + $1.weight
    }
    let probability = classifier.probability(text, using: LearnedReader())
    #expect(abs(PortableMath.logistic(sum) - probability) < 0.0001)
  }
}

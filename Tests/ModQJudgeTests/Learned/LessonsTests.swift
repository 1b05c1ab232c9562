import SeededNumbers
import Testing

@testable import ModQJudge

/// Made comments of two kinds, some words of which are in both.
enum MadeComments {
  static func comment(isSpam: Bool, _ random: inout SplitMix64) -> String {
    let fine = ["今日の記事", "とても面白かった", "散歩に行きます", "the article", "was good", "天気がいい", "thank you", "読みました"]
    let spam = [
      "副業で稼げる", "check out my channel", "http://shop.example/buy", "登録してください", "FREE gift", "月収30万円",
    ]
    let own = isSpam ? spam : fine
    var parts = (0..<Int.random(in: 2...5, using: &random)).map { _ in own.randomElement(using: &random) ?? ""
    }
    if Int.random(in: 0..<4, using: &random) == 0 { parts.append((isSpam ? fine : spam)[0]) }
    return parts.joined(separator: " ")
  }

  static func lessons(_ count: Int, seed: Int) -> Lessons {
    var random = SplitMix64(seed: seed)
    var lessons = Lessons()
    for index in 0..<count {
      let isSpam = index % 2 == 0
      lessons.add(body: comment(isSpam: isSpam, &random), nick: "n\(index % 7)", isSpam: isSpam)
    }
    return lessons
  }
}

struct LessonsTests {
  @Test func theSameLessonsGiveTheSameBytes() throws {
    let first = try #require(MadeComments.lessons(120, seed: 1).classifier(of: 0..<120))
    let second = try #require(MadeComments.lessons(120, seed: 1).classifier(of: 0..<120))
    #expect(first.bytes == second.bytes)
    #expect(try #require(MadeComments.lessons(120, seed: 2).classifier(of: 0..<120)).bytes != first.bytes)
  }

  /// The machine that computes it must not matter.
  @Test func theseProbabilitiesAreTheSameEverywhere() throws {
    let classifier = try #require(MadeComments.lessons(120, seed: 1).classifier(of: 0..<120))
    let reader = LearnedReader()
    let texts = ["check out my channel", "とても面白かった", "副業で稼げる 今日の記事", "", "something else altogether"]
    let found = texts.map { classifier.probability(LearnedText(body: $0, nick: nil), using: reader) }
    #expect(found == [1, 0, 0.9986, 0.1308, 0.1108])
    #expect(classifier.bias.bitPattern == 13_808_231_126_552_606_942)
  }

  @Test func whatIsLikeSpamIsMoreLikelySpam() throws {
    for seed in 0..<10 {
      let lessons = MadeComments.lessons(400, seed: seed)
      let classifier = try #require(lessons.classifier(of: 0..<200))
      let right = (200..<400).count {
        (classifier.probability(of: $0, in: lessons) >= 0.5) == lessons.isSpam[$0]
      }
      #expect(right >= 194, "seed \(seed): \(right) of 200")
    }
  }

  @Test(arguments: [(19, 100, false), (100, 19, false), (20, 20, true)])
  func thereIsNoOpinionBeforeTwentyOfEachKind(fine: Int, spam: Int, isReady: Bool) {
    var lessons = Lessons()
    for _ in 0..<fine { lessons.add(body: "a good day", nick: nil, isSpam: false) }
    for _ in 0..<spam { lessons.add(body: "buy now", nick: nil, isSpam: true) }
    #expect((lessons.classifier(of: 0..<lessons.count) != nil) == isReady)
  }

  /// Nearly every text of two kinds that differ is well on its own side of the border.
  @Test func kindsThatDifferAreFarApart() {
    for seed in 0..<5 {
      let lessons = MadeComments.lessons(200, seed: seed)
      let fit = LinearFit(lessons, Array(0..<200))
      let near = (0..<200).count { fit.score(of: $0) * (lessons.isSpam[$0] ? 1 : -1) < 0.5 }
      #expect(near <= 2, "seed \(seed): \(near)")
    }
  }

  @Test func turnedRoundTwiceTheyAreAsBefore() {
    let lessons = MadeComments.lessons(30, seed: 3)
    var turned = lessons
    turned.reverse()
    #expect(turned.list(of: 0).places == lessons.list(of: 29).places)
    #expect(turned.isSpam[0] == lessons.isSpam[29])
    turned.reverse()
    #expect(turned.places == lessons.places && turned.ends == lessons.ends && turned.isSpam == lessons.isSpam)
  }

  @Test func everyTextAfterTheFirstStepIsPredictedOnce() {
    let validation = MadeComments.lessons(300, seed: 4).validate()
    #expect(validation.predicted == 260)
    #expect(validation.f1 > 0.9)
    #expect(MadeComments.lessons(40, seed: 4).validate() == Validation())
    #expect(Lessons().validate() == Validation())
  }
}

import ModQEvent
import Testing

@testable import modq_bench

struct MailFileTests {
  @Test func aCommentIsThePlainestMail() {
    #expect(
      MailFile("今日は\nhttps://a.example/", number: 3, at: Timestamp(milliseconds: 1_641_600_005_678)).text
        == """
        From: user3 <user3@example.org>
        To: site@example.org
        Subject: comment
        Date: 08 Jan 2022 00:00:05 +0000
        Message-ID: <3@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        今日は
        https://a.example/

        """)
  }
}

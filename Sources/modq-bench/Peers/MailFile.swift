import ModQEvent

/// A comment as the plainest mail (RFC 5322) that programs for mail can read.
struct MailFile {
  let text: String

  /// A mail whose addresses and id are made of `number`.
  init(_ body: String, number: Int, at: Timestamp) {
    let subject = "comment"
    text = """
      From: user\(number) <user\(number)@example.org>
      To: site@example.org
      Subject: \(subject)
      Date: \(Self.date(at))
      Message-ID: <\(number)@example.org>
      MIME-Version: 1.0
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: 8bit

      \(body)

      """
  }

  /// As in `08 Jan 2022 00:00:00 +0000`; the day of the week may be left out.
  static func date(_ time: Timestamp) -> String {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = time.rfc3339.split { !$0.isNumber }.compactMap { Int($0) }
    guard parts.count == 7 else { return "" }
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    return
      "\(two(parts[2])) \(months[parts[1] - 1]) \(parts[0]) \(two(parts[3])):\(two(parts[4])):\(two(parts[5])) +0000"
  }
}

package struct Condition: Sendable, Equatable {}
package struct RuleTest: Sendable, Equatable {}
package func nickKey(_ nick: String) -> String { nick.lowercased() }
extension Verdict {
  package init?(json: [UInt8]) { return nil }
  package var links: Int { 0 }
}
extension Policy { package init?(json: [UInt8]) { return nil } }
package struct TextSignals { package init(body: String) {} ; package func value(of s: Signal) -> SignalValue? { nil } ; package var links: Int { 0 } }

package func nickKey(_ nick: String) -> String { nick.lowercased() }
package struct TextSignals { package init(body: String) {} ; package func value(of s: Signal) -> SignalValue? { nil } ; package var links: Int { 0 } }
package struct MatchMode: Sendable { package init(prefilter: Bool = true, jit: Bool = true, budget: Bool = true) {} }
package final class MatchScratch { package init() {} }
package final class Matcher { package init(_ t: [MatchTest], mode: MatchMode) {}; package func matches(in s: Subject, scratch: MatchScratch) -> Matches { Matches() } }
extension Verdict { package init?(json: [UInt8]) { return nil } ; package var json: [UInt8] { [] } }
extension Policy { package init?(json: [UInt8]) { return nil } ; package var json: [UInt8] { Array("{}".utf8) }}
extension Subject { package func text(of f: Field) -> String? { nil } }
extension RuleFile { package var digest: String { "" } }

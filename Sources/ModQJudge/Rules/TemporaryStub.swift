package struct Condition: Sendable, Equatable {}
package struct RuleTest: Sendable, Equatable {}
package func nickKey(_ nick: String) -> String { nick.lowercased() }

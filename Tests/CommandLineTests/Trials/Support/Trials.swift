import Foundation
import Testing

/// The whole program tried from outside: killed, starved, fed with rubbish, run beside itself.
///
/// `MODQ_TRIALS=long` takes the long forms, which `MODQ_ROUNDS=n` cuts short; `MODQ_SEED=n` draws others. Of each kind one
/// runs at a time, because each needs several processes.
enum Trials {
  /// The program is stopped in the middle: killed, without power, without room or disk.
  @Suite(.serialized) enum Interruptions {}

  /// The file is not what it was, or not what it should be.
  @Suite(.serialized) enum Files {}

  /// Everything else around a run: what it is fed with, who reads it, who runs beside it.
  @Suite(.serialized) enum Processes {}

  /// Whether the long forms were asked for: more rounds, larger logs.
  static let areLong = ProcessInfo.processInfo.environment["MODQ_TRIALS"] == "long"

  /// Where what is drawn at random begins, `MODQ_SEED`.
  static let seed = number("MODQ_SEED").map(UInt64.init) ?? 5

  /// How many rounds a random trial goes, `MODQ_ROUNDS`; nil for as many as its form has.
  static let rounds = number("MODQ_ROUNDS")

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The folder with real data that is no part of the product; nil where it is not there.
  static let sharedFolder = ProcessInfo.processInfo.environment["MODQ_SHARED"]
}

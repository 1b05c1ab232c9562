import Foundation
import Testing

/// The whole program tried from outside: killed, starved, fed with rubbish, run beside itself.
///
/// One trial runs at a time, because each needs several processes. `MODQ_TRIALS=long` takes the long forms.
@Suite(.serialized)
enum Trials {
  /// Whether the long forms were asked for: more rounds, larger logs.
  static let areLong = ProcessInfo.processInfo.environment["MODQ_TRIALS"] == "long"

  /// The folder with real data that is no part of the product; nil where it is not there.
  static let sharedFolder = ProcessInfo.processInfo.environment["MODQ_SHARED"]
}

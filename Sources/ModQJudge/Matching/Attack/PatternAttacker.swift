/// Attacks patterns with texts written for them, to find those that a comment could slow down.
///
/// Not to be used by two threads at once.
package final class PatternAttacker {
  /// Whether patterns run as machine code; if not they are tried on short texts only.
  package let jit: Bool
  private let scratch = MatchScratch()

  /// An attacker that runs patterns as matching will: just-in-time compiled where PCRE2 can, if `jit` is true.
  package init(jit: Bool = true) {
    self.jit = jit && Pattern.hasMachineCode
    scratch.budget.nanoseconds = AttackBounds.nanoseconds
  }

  /// What an attack found.
  package struct Weakness: Sendable, Equatable {
    package var attack: AttackText
    /// The size that the text was made for.
    package var bytes: Int
    package var fault: Fault
    /// Whether PCRE2's interpreter ran it, though there is machine code.
    package var isInterpreted: Bool

    /// What went wrong.
    package enum Fault: Sendable, Equatable {
      /// CPU time in nanoseconds until it ended or was stopped: more than 20 ms.
      case slow(nanoseconds: UInt64)
      /// It reached a limit of PCRE2 on a short text: such a comment would be held with an error.
      case gaveUp(MatchFailure)

      var isSlow: Bool { if case .slow = self { true } else { false } }
    }
  }

  /// The first attack on a pattern that takes more than 20 ms of CPU time, or that makes it give up on 2 KiB.
  ///
  /// Sound patterns take some ms, and no pattern more than a second. Where there is machine code, up to 16 KiB are
  /// tried with it and 2 KiB with the interpreter; where there is none, 2 KiB.
  ///
  /// - Throws: what PCRE2 has against the pattern.
  package func weakness(
    of source: String, flags: RegexFlags = [], view: View = .raw
  ) throws(PatternError) -> Weakness? {
    let target = Target(
      view: view,
      bank: RegexBank([
        RegexBank.Entry(test: 0, source: source, flags: flags, atLeast: 1, exceptions: nil)
      ]),
      pattern: try Pattern(source, flags: flags, jit: jit, slicing: true))
    let machine = target.pattern.isCompiledToMachineCode
    let interpreted = machine ? try target.interpreted(source, flags) : target
    for attack in AttackWriter.attacks(on: source, flags: flags) {
      if machine {
        let short = run(attack, bytes: AttackBounds.shortBytes, on: target)
        if let fault = short.fault {
          return Weakness(attack: attack, bytes: AttackBounds.shortBytes, fault: fault, isInterpreted: false)
        }
        // What the prefilter leaves out is run nowhere.
        guard short.nanoseconds > 0 else { continue }
        if short.nanoseconds > AttackBounds.suspectNanoseconds {
          let fault = run(attack, bytes: MatchingBounds.subjectBytes, on: target).fault
          if let fault, fault.isSlow {
            return Weakness(
              attack: attack, bytes: MatchingBounds.subjectBytes, fault: fault, isInterpreted: false)
          }
        }
      }
      // The interpreter counts every step, and gives up where machine code does not.
      let first = run(attack, bytes: AttackBounds.interpretedBytes, on: interpreted)
      guard first.nanoseconds > AttackBounds.suspectNanoseconds else { continue }
      let fault = run(attack, bytes: AttackBounds.shortBytes, on: interpreted).fault
      if let fault, !machine || fault.isSlow {
        return Weakness(
          attack: attack, bytes: AttackBounds.shortBytes, fault: fault, isInterpreted: machine)
      }
    }
    return nil
  }

  /// What is attacked.
  private struct Target {
    var view: View
    var bank: RegexBank
    var pattern: Pattern

    func interpreted(_ source: String, _ flags: RegexFlags) throws(PatternError) -> Target {
      Target(view: view, bank: bank, pattern: try Pattern(source, flags: flags, jit: false, slicing: true))
    }
  }

  private func run(
    _ attack: AttackText, bytes: Int, on target: Target
  ) -> (nanoseconds: UInt64, fault: Weakness.Fault?) {
    var views = Views(attack.text(bytes: bytes))
    let seen = views.text(in: target.view)
    // What a view makes longer than is matched ends as `subject_cap` and costs nothing.
    guard !seen.isCut, seen.bytes.count <= MatchingBounds.subjectBytes else { return (0, nil) }
    return seen.bytes.withUnsafeBufferPointer { text in
      let bankScratch = RegexBankScratch(for: target.bank)
      target.bank.findCandidates(in: text, scratch: bankScratch)
      guard !bankScratch.candidates.isEmpty else { return (0, nil) }
      var best = UInt64.max
      // What another program did to the caches is not the pattern's fault: the better of two tries counts.
      for _ in 0..<2 {
        let start = MatchBudget.threadTime()
        scratch.budget.begin(isLimited: true)
        let finding = target.pattern.firstMatch(in: text, scratch: scratch)
        let took = MatchBudget.threadTime() - start
        if case .failed(let failure) = finding, failure != .budget { return (took, .gaveUp(failure)) }
        best = min(best, took)
        guard best > AttackBounds.nanoseconds else { return (best, nil) }
      }
      return (best, .slow(nanoseconds: best))
    }
  }
}

extension Pattern {
  /// Whether PCRE2 compiles patterns to machine code here: not every build of it does, nor does every system let it.
  package static let hasMachineCode = (try? Pattern("a"))?.isCompiledToMachineCode ?? false
}

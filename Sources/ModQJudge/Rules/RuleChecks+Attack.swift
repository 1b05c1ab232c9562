extension RuleChecks {
  /// As ``standard``, and every sound pattern is attacked with texts written for it (``PatternAttacker``).
  ///
  /// Some ms for a pattern. `jit` false tries the patterns with PCRE2's interpreter alone.
  package static func attacking(jit: Bool = true) -> RuleChecks {
    var checks = standard
    let check = standard.pattern
    checks.pattern = { regex, flags, view in
      let finding = check(regex, flags, view)
      guard finding == .sound else { return finding }
      do throws(PatternError) {
        let weakness = try PatternAttacker(jit: jit).weakness(of: regex, flags: flags, view: view)
        return weakness.map { .weak(message: $0.message, hint: $0.hint) } ?? .sound
      } catch {
        return .refused(message: error.description, offset: min(error.offset, regex.utf8.count))
      }
    }
    return checks
  }
}

extension PatternAttacker.Weakness {
  /// As the end of "the regex …".
  fileprivate var message: String {
    let text = attack.shown(bytes: bytes)
    switch fault {
    case .slow(let nanoseconds):
      let how = isInterpreted ? " where PCRE2 has no just-in-time compiler" : ""
      return "takes \(nanoseconds / 1_000_000) ms\(how) on \(text)"
    case .gaveUp(let failure): return "gives up (\(failure.rawValue)) on \(text)"
    }
  }

  fileprivate var hint: String {
    switch fault {
    case .slow:
      "bound the repetition, as with {0,40}, or make it possessive, as with *+, or begin with what is rare"
    case .gaveUp:
      "two repetitions can share one text in too many ways: let them have no characters in common"
    }
  }
}

import Testing

@testable import modq_bench

struct ProcessRunTests {
  @Test func whatAProgramDidIsTold() throws {
    let run = try ProcessRun(["sh", "-c", "echo gone; echo one >&2; echo two >&2; exit 3"], expecting: [3])
    #expect(run.status == 3)
    #expect(run.said == "one\ntwo")
    #expect(run.peakMiB > 0)
    #expect(run.seconds >= 0)
  }

  @Test func anotherStatusFails() {
    #expect { try ProcessRun(["sh", "-c", "echo oh no >&2; exit 1"]) } throws: { error in
      "\(error)" == "sh -c echo oh no >&2; exit 1 ended with 1\noh no"
    }
    #expect { try ProcessRun(["/nowhere/modq"]) } throws: { error in
      "\(error)" == "can't start /nowhere/modq: No such file or directory"
    }
  }
}

import Testing

/// Who decides is looked for in three places; where none says it, all three are named in the order they are tried.
struct ModeratorNameTests {
  @Test func whereNobodyIsNamedAllPlacesAreToldInTheirOrder() throws {
    let run = try ModQProcess(["approve", "c3"], environment: ["MODQ_DB": "no-such-folder/modq.db"])
    #expect(run.status == 64 && run.output == "")
    #expect(
      run.errors
        == "modq: who decides is not known: no --by, no $MODQ_MODERATOR, no $USER\n"
        + "      Give --by NAME or set MODQ_MODERATOR.\n")
  }
}

/// Every table that is folded from the log.
///
/// Numbers of sites, threads, authors and senders are given in the order of first appearance; times are
/// milliseconds since 1970.
package enum Tables {
  /// The version of these shapes and of the folds that fill them: a file with another one is folded anew.
  package static let version: Int64 = 7

  package static let all = [
    state, site, thread, author, sender, comment, fact, evidence, vote, report, reaction, decision, undo,
    pending, change, ruleset, tally, trial, release,
  ]

  /// How far the folds have come: a single row.
  static let state = Table(
    "state", key: [("one", "INTEGER")],
    mutable: [("folded", "INTEGER"), ("version", "INTEGER"), ("generation", "INTEGER")])

  static let site = Table(
    "site", key: [("no", "INTEGER")], fixed: [("name", "TEXT")], mutable: [("actors", "INTEGER")],
    indexes: [("name", nil)])

  static let thread = Table(
    "thread", key: [("no", "INTEGER")], fixed: [("site", "INTEGER"), ("name", "TEXT")],
    indexes: [("name, site", nil)])

  /// Who has a standing.
  ///
  /// `no` is the site's number in the upper 32 bits and the log's `actor` in the lower.
  static let author = Table(
    "author", key: [("no", "INTEGER")],
    fixed: [("site", "INTEGER")],
    mutable: [
      ("nick_key", "TEXT"), ("nick", "TEXT"), ("proof", "TEXT"), ("proven", "INTEGER"),
      ("skeleton", "TEXT"),
    ],
    busy: [
      ("first_seen", "INTEGER"), ("last_seen", "INTEGER"), ("r", "REAL"), ("s", "REAL"), ("as_of", "INTEGER"),
      ("earned", "TEXT"), ("ruling", "INTEGER"), ("ruling_until", "INTEGER"), ("comments", "INTEGER"),
      ("approved", "INTEGER"), ("settled", "INTEGER"), ("rejected", "INTEGER"), ("threads", "TEXT"),
      ("days", "TEXT"), ("votes_up", "INTEGER"), ("votes_down", "INTEGER"), ("next_due", "INTEGER"),
      ("reports_upheld", "INTEGER"), ("reports_refused", "INTEGER"),
    ],
    indexes: [
      ("nick_key, site", "nick_key IS NOT NULL"), ("skeleton, site", "skeleton IS NOT NULL"),
    ])

  /// Proofs and addresses of those who sign with no name of their own, and addresses of all: keys of windows.
  static let sender = Table(
    "sender", key: [("no", "INTEGER")], fixed: [("site", "INTEGER"), ("key", "TEXT")],
    indexes: [("key, site", nil)])

  /// `writer` is an author's number, the negative of a sender's, or NULL.
  ///
  /// The `_shift`s lead from `at` to the time that counts in the windows of that key; NULL keeps the comment
  /// out of them.
  static let comment = Table(
    "comment", key: [("seq", "INTEGER")],
    fixed: [
      ("site", "INTEGER"), ("thread", "INTEGER"), ("writer", "INTEGER"), ("ip", "INTEGER"),
      ("parent", "INTEGER"),
      ("is_reply", "INTEGER"), ("is_first", "INTEGER"), ("at", "INTEGER"), ("links", "INTEGER"),
      ("posted", "INTEGER"),
      ("posted_score", "REAL"),
      ("writer_shift", "INTEGER"), ("thread_shift", "INTEGER"), ("ip_shift", "INTEGER"),
      ("site_shift", "INTEGER"),
    ],
    mutable: [
      ("text_seq", "INTEGER"), ("status", "INTEGER"), ("machine", "INTEGER"), ("human", "INTEGER"),
      ("questioned", "INTEGER"), ("escalated", "INTEGER"), ("snoozed_until", "INTEGER"), ("due", "INTEGER"),
      ("settled_at", "INTEGER"), ("judged", "INTEGER"), ("judged_seq", "INTEGER"), ("judged_at", "INTEGER"),
    ],
    busy: [
      ("score", "REAL"), ("risk", "REAL"), ("up", "INTEGER"), ("down", "INTEGER"), ("weighted", "REAL"),
      ("vote_r", "REAL"), ("vote_s", "REAL"), ("reports", "INTEGER"), ("replies", "INTEGER"),
    ],
    indexes: [
      ("writer", "writer IS NOT NULL"), ("thread", nil), ("ip", "ip IS NOT NULL"),
      ("risk DESC", "status = 1"), ("writer, due", "due IS NOT NULL"), ("risk DESC", "escalated = 1"),
      ("site", "site_shift IS NOT NULL"), ("judged_seq, judged", "judged_seq IS NOT NULL"),
    ])

  /// What happened to a comment beside decisions: edits, reports, doubts raised by rules on votes and reports, deletion.
  static let fact = Table(
    "fact", key: [("comment", "INTEGER"), ("seq", "INTEGER"), ("kind", "INTEGER")],
    fixed: [("value", "INTEGER"), ("at", "INTEGER"), ("score", "REAL")])

  /// Evidence from comments: at most one piece of each kind a comment; `void` ones were taken back.
  static let evidence = Table(
    "evidence", key: [("author", "INTEGER"), ("comment", "INTEGER"), ("kind", "INTEGER")],
    mutable: [
      ("seq", "INTEGER"), ("folded", "INTEGER"), ("at", "INTEGER"), ("r", "REAL"), ("s", "REAL"),
      ("void", "INTEGER"),
    ])

  /// The last vote of each voter with a name; `r` and `s` are what it gave to the author, `weight` what it weighs after
  /// its `discount`.
  static let vote = Table(
    "vote", key: [("author", "INTEGER"), ("voter", "INTEGER"), ("comment", "INTEGER")],
    mutable: [
      ("value", "INTEGER"), ("seq", "INTEGER"), ("at", "INTEGER"), ("weight", "REAL"), ("r", "REAL"),
      ("s", "REAL"), ("discount", "INTEGER"),
    ],
    indexes: [("voter, seq", nil), ("comment, value, at", nil)])

  /// The first report of each reporter with a name, and what became of it.
  static let report = Table(
    "report", key: [("comment", "INTEGER"), ("reporter", "INTEGER")], fixed: [("seq", "INTEGER")],
    mutable: [("outcome", "INTEGER")])

  /// Every vote and report, for windows: `writer` is who sent it, `target` the author of what it is about.
  static let reaction = Table(
    "reaction", key: [("seq", "INTEGER")],
    fixed: [
      ("site", "INTEGER"), ("writer", "INTEGER"), ("ip", "INTEGER"), ("comment", "INTEGER"),
      ("target", "INTEGER"), ("thread", "INTEGER"), ("value", "INTEGER"), ("at", "INTEGER"),
      ("writer_shift", "INTEGER"), ("ip_shift", "INTEGER"), ("comment_shift", "INTEGER"),
      ("target_shift", "INTEGER"),
    ],
    indexes: [
      ("writer", "writer IS NOT NULL"), ("ip", "ip IS NOT NULL"), ("comment", "comment IS NOT NULL"),
      ("target", "target IS NOT NULL"),
    ])

  /// Every decision; `undone` counts the undos in force that name it.
  static let decision = Table(
    "decision", key: [("seq", "INTEGER")],
    fixed: [
      ("site", "INTEGER"), ("verb", "TEXT"), ("at", "INTEGER"), ("by", "TEXT"), ("until", "INTEGER"),
      ("batch", "TEXT"), ("field", "TEXT"), ("subject", "TEXT"), ("author", "INTEGER"),
      ("outcome", "INTEGER"),
      ("score", "REAL"),
    ],
    mutable: [("comment", "INTEGER"), ("undone", "INTEGER")],
    indexes: [
      ("comment", "comment IS NOT NULL"), ("author", "author IS NOT NULL"),
      ("batch, site", "batch IS NOT NULL"),
      ("subject, field, site", "subject IS NOT NULL"), ("by", nil),
    ])

  static let undo = Table("undo", key: [("undo", "INTEGER"), ("target", "INTEGER")])

  /// Entries that name something not seen yet, by the name they wait for.
  static let pending = Table(
    "pending", key: [("target", "TEXT"), ("site", "INTEGER"), ("seq", "INTEGER")],
    mutable: [("done", "INTEGER")])

  /// Every change of a status: `no` is the `seq` of the entry that caused it in the upper bits, and a running number
  /// within that entry in the lower 24.
  ///
  /// What nearly every row would say is left out, since there is one for each comment: `why` is NULL for the verdict that a
  /// comment came with, and `cause` where it is the entry itself.
  static let change = Table(
    "change", key: [("no", "INTEGER")],
    fixed: [
      ("comment", "INTEGER"), ("old", "INTEGER"), ("new", "INTEGER"), ("why", "TEXT"), ("cause", "INTEGER"),
    ])

  static let ruleset = Table(
    "ruleset", key: [("seq", "INTEGER")], fixed: [("at", "INTEGER"), ("digest", "TEXT"), ("policy", "TEXT")])

  /// Counts by name: kinds of entry, verdicts, statuses, hits of rules, comments that a human decided on.
  static let tally = Table(
    "tally", key: [("name", "TEXT"), ("item", "TEXT"), ("site", "INTEGER")], mutable: [("n", "INTEGER")])

  /// How the rules fared that were ever active, each as it is written; `braked` and `released` are entries.
  static let trial = Table(
    "trial", key: [("rule", "TEXT"), ("digest", "TEXT")], fixed: [("watched", "INTEGER")],
    mutable: [
      ("since", "INTEGER"), ("since_at", "INTEGER"), ("seen", "INTEGER"), ("held", "INTEGER"),
      ("braked", "INTEGER"), ("braked_at", "INTEGER"), ("released", "INTEGER"),
    ])

  /// The releases of braked rules, each with the trial that it ended, or that its undo did.
  static let release = Table(
    "release", key: [("seq", "INTEGER")],
    mutable: [
      ("rule", "TEXT"), ("digest", "TEXT"), ("watched", "INTEGER"), ("since", "INTEGER"),
      ("since_at", "INTEGER"), ("seen", "INTEGER"), ("held", "INTEGER"), ("braked", "INTEGER"),
      ("braked_at", "INTEGER"), ("released", "INTEGER"),
    ],
    indexes: [("rule, digest", nil)])

  /// The projections as `verify` names them, each with its tables.
  package static let projections: [(name: String, tables: [Table])] = [
    ("changes", [change]),
    ("comments", [comment, fact, thread]),
    ("counts", [tally, site]),
    ("decisions", [decision, undo, pending]),
    ("reputation", [author, evidence, vote, report, reaction, sender]),
    ("rulesets", [ruleset, trial, release]),
  ]
}

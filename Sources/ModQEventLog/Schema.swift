import GRDB

/// The tables of the log, and how older files become current ones.
package enum Schema {
  /// `PRAGMA application_id` of a modq file: "modq" in ASCII.
  package static let applicationID: Int32 = 0x6D6F_6471
  /// `PRAGMA user_version` of a current file.
  package static let version = 2

  /// Makes the tables of a new file, or brings those of an older one up to date, in one transaction.
  ///
  /// - Precondition: the file is empty or a modq file of version `from`.
  static func migrate(_ database: Database, from: Int, to version: Int = version) throws {
    try database.inTransaction(.immediate) {
      for step in from..<version {
        try database.execute(sql: steps[step])
      }
      try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
      return .commit
    }
  }

  /// `steps[n]` leads from version n to n + 1.
  private static let steps = [first, second]

  /// Version 1.
  ///
  /// The guards refuse what SQL itself would allow: any UPDATE or DELETE of an entry, and any INSERT that is
  /// not the next one, which also covers INSERT OR REPLACE: that would delete without firing a delete
  /// trigger. The one change let through is erasing bytes of an entry that an `erase` entry names. That is
  /// found in the canonical JSON of its facts as text, because with `trusted_schema = OFF` SQLite 3.40
  /// refuses a trigger any `json_extract`; in a string of that JSON the quotes would be escaped.
  ///
  /// The kinds are compared one by one: for a list behind IN of more than two SQLite fills a temporary tree with each row
  /// that comes, which is a third of what an append costs. Files made before have the list, which says the same.
  private static let first = """
    CREATE TABLE event (
      seq INTEGER PRIMARY KEY,
      site TEXT NOT NULL,
      id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (
        kind = 'vote' OR kind = 'comment' OR kind = 'reply' OR kind = 'edit' OR kind = 'delete' OR kind = 'report'
        OR kind = 'decision' OR kind = 'ruleset' OR kind = 'erase'),
      at INTEGER NOT NULL,
      recorded_at INTEGER NOT NULL,
      thread TEXT,
      target TEXT,
      actor INTEGER,
      facts TEXT,
      payload BLOB,
      private BLOB,
      payload_salt BLOB CHECK (length(payload_salt) = 16),
      private_salt BLOB CHECK (length(private_salt) = 16),
      verdict TEXT,
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE UNIQUE INDEX event_id ON event (site, id);
    CREATE INDEX event_own ON event (kind, seq) WHERE kind = 'ruleset' OR kind = 'erase';

    CREATE TRIGGER event_insert BEFORE INSERT ON event
    WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
      OR EXISTS (SELECT 1 FROM event WHERE site = NEW.site AND id = NEW.id)
    BEGIN
      SELECT RAISE(ABORT, 'the log is append-only: this is not its next entry');
    END;

    CREATE TRIGGER event_delete BEFORE DELETE ON event
    BEGIN
      SELECT RAISE(ABORT, 'the log is append-only: entries are never deleted');
    END;

    CREATE TRIGGER event_update BEFORE UPDATE ON event
    WHEN NOT (
      NEW.seq IS OLD.seq AND NEW.site IS OLD.site AND NEW.id IS OLD.id AND NEW.kind IS OLD.kind
      AND NEW.at IS OLD.at AND NEW.recorded_at IS OLD.recorded_at AND NEW.thread IS OLD.thread
      AND NEW.target IS OLD.target AND NEW.actor IS OLD.actor AND NEW.facts IS OLD.facts
      AND NEW.verdict IS OLD.verdict AND NEW.hash IS OLD.hash
      AND (NEW.payload IS OLD.payload AND NEW.payload_salt IS OLD.payload_salt
        OR NEW.payload IS NULL AND NEW.payload_salt IS NULL)
      AND (NEW.private IS OLD.private AND NEW.private_salt IS OLD.private_salt
        OR NEW.private IS NULL AND NEW.private_salt IS NULL)
      AND EXISTS (
        SELECT 1 FROM event AS e WHERE e.kind = 'erase'
          AND (instr(e.facts, '"seq":' || OLD.seq || ',') OR instr(e.facts, '"seq":' || OLD.seq || '}'))))
    BEGIN
      SELECT RAISE(ABORT, 'the log is append-only: entries are never changed');
    END;

    CREATE TABLE refusal (
      digest BLOB PRIMARY KEY,
      reason TEXT NOT NULL,
      message TEXT NOT NULL,
      line INTEGER NOT NULL,
      seen INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      start BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX refusal_age ON refusal (last_at);
    """

  /// Version 2.
  ///
  /// The guard of version 1 looked through every `erase` entry for each row that was emptied, and let what was named once
  /// be emptied ever after. Now only what the last entry of the log names may go, so that an erasure is one entry and the
  /// rows it names, in one transaction. An item of its facts ends with `"seq"`, its last key.
  ///
  /// `memo` holds what is to be remembered of the file itself, such as an erasure that is not finished: no part of the
  /// log, and folded from nothing.
  private static let second = """
    DROP TRIGGER event_update;
    CREATE TRIGGER event_update BEFORE UPDATE ON event
    WHEN NOT (
      NEW.seq IS OLD.seq AND NEW.site IS OLD.site AND NEW.id IS OLD.id AND NEW.kind IS OLD.kind
      AND NEW.at IS OLD.at AND NEW.recorded_at IS OLD.recorded_at AND NEW.thread IS OLD.thread
      AND NEW.target IS OLD.target AND NEW.actor IS OLD.actor AND NEW.facts IS OLD.facts
      AND NEW.verdict IS OLD.verdict AND NEW.hash IS OLD.hash
      AND (NEW.payload IS OLD.payload AND NEW.payload_salt IS OLD.payload_salt
        OR NEW.payload IS NULL AND NEW.payload_salt IS NULL)
      AND (NEW.private IS OLD.private AND NEW.private_salt IS OLD.private_salt
        OR NEW.private IS NULL AND NEW.private_salt IS NULL)
      AND EXISTS (
        SELECT 1 FROM event AS e WHERE e.seq = (SELECT max(seq) FROM event) AND e.kind = 'erase'
          AND instr(e.facts, '"seq":' || OLD.seq || '}')))
    BEGIN
      SELECT RAISE(ABORT, 'the log is append-only: entries are never changed');
    END;

    CREATE TABLE memo (
      name TEXT PRIMARY KEY,
      seq INTEGER NOT NULL,
      at INTEGER NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// The names of the guards: a file that lacks one of them was opened by somebody else.
  package static let guards = ["event_delete", "event_insert", "event_update"]
}

-- The append-only, chained log. The columns beside record repeat what it says, for filters; verify compares them.
CREATE TABLE log (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    actor INTEGER NOT NULL,
    shift INTEGER,
    kind TEXT NOT NULL,
    contact INTEGER,
    customer INTEGER,
    record TEXT NOT NULL,                    -- canonical JSON (RFC 8785)
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX log_shift ON log (shift, seq);
CREATE INDEX log_contact ON log (contact, seq) WHERE contact IS NOT NULL;
CREATE INDEX log_customer ON log (customer, seq) WHERE customer IS NOT NULL;

CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_is_never_cut BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
-- INSERT OR REPLACE slips past the two above, an inserted gap past both
CREATE TRIGGER log_grows_by_one BEFORE INSERT ON log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log)
BEGIN SELECT RAISE(ABORT, 'the log grows by one entry at a time'); END;

-- Personal and free text of entries: erasable with its salt; the record keeps only SHA-256(salt + text).
CREATE TABLE log_text (
    seq INTEGER NOT NULL REFERENCES log (seq),
    field TEXT NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    text TEXT NOT NULL,
    PRIMARY KEY (seq, field)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_text_is_never_changed BEFORE UPDATE ON log_text
BEGIN SELECT RAISE(ABORT, 'the text of the log is kept or erased, never changed'); END;

-- Signed statements about the chain: at shift close and every so many entries.
CREATE TABLE checkpoints (
    last INTEGER PRIMARY KEY REFERENCES log (seq),
    statement TEXT NOT NULL,                 -- canonical JSON
    key TEXT NOT NULL,                       -- id of the signing key
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

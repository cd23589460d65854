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
CREATE TRIGGER checkpoints_are_never_changed BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
CREATE TRIGGER checkpoints_are_never_cut BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;

-- The public halves of every key that ever signed here; the private ones lie in files beside the store.
CREATE TABLE signing_keys (
    id TEXT PRIMARY KEY CHECK (length(id) = 32),
    public BLOB NOT NULL CHECK (length(public) = 32),
    made_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER signing_keys_are_never_changed BEFORE UPDATE ON signing_keys
BEGIN SELECT RAISE(ABORT, 'a signing key is never changed'); END;
CREATE TRIGGER signing_keys_are_never_cut BEFORE DELETE ON signing_keys
BEGIN SELECT RAISE(ABORT, 'a signing key is never removed'); END;

-- Which texts were erased, by which act: a text that is gone without a row here was taken away.
CREATE TABLE log_erasures (
    seq INTEGER NOT NULL REFERENCES log (seq),
    field TEXT NOT NULL,
    act TEXT NOT NULL,
    PRIMARY KEY (seq, field)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER log_erasures_are_never_changed BEFORE UPDATE ON log_erasures
BEGIN SELECT RAISE(ABORT, 'an erasure is never changed'); END;
CREATE TRIGGER log_erasures_are_never_cut BEFORE DELETE ON log_erasures
BEGIN SELECT RAISE(ABORT, 'an erasure is never taken back'); END;

CREATE TRIGGER log_text_is_erased_on_record BEFORE DELETE ON log_text
WHEN NOT EXISTS (SELECT 1 FROM log_erasures WHERE seq = OLD.seq AND field = OLD.field)
BEGIN SELECT RAISE(ABORT, 'the text of the log is erased on record only'); END;
CREATE TRIGGER log_text_comes_with_its_entry BEFORE INSERT ON log_text
WHEN NEW.seq IS NOT (SELECT max(seq) FROM log)
  OR EXISTS (SELECT 1 FROM log_text WHERE seq = NEW.seq AND field = NEW.field)
  OR EXISTS (SELECT 1 FROM log_erasures WHERE seq = NEW.seq AND field = NEW.field)
BEGIN SELECT RAISE(ABORT, 'a text comes with its entry, once'); END;

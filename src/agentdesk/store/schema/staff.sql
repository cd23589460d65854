-- People and roles. Row 0 is the installer: who acts where no name is given.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('agent', 'senior', 'supervisor', 'owner')),
    pin TEXT,                                -- Argon2id, encoded with its parameters
    added_at TEXT NOT NULL,
    retired_at TEXT
) STRICT;

CREATE TABLE shifts (
    id INTEGER PRIMARY KEY,
    staff INTEGER NOT NULL REFERENCES staff (id),
    desk TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    paused_at TEXT,
    closed_at TEXT,
    closed_by INTEGER REFERENCES staff (id),
    note TEXT
) STRICT;
-- one open shift a person
CREATE UNIQUE INDEX shifts_open ON shifts (staff) WHERE closed_at IS NULL;

-- What a closed shift left behind, item by item; its owner's until somebody takes it.
CREATE TABLE handovers (
    id INTEGER PRIMARY KEY,
    shift INTEGER NOT NULL REFERENCES shifts (id),
    owner INTEGER NOT NULL REFERENCES staff (id),
    kind TEXT NOT NULL CHECK (kind IN ('promise', 'contact', 'request', 'note')),
    subject INTEGER,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'returned', 'over')),
    taken_by INTEGER REFERENCES staff (id),
    note TEXT,                               -- of kind note
    reason TEXT,                             -- why it was handed back
    at TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((kind = 'note') = (subject IS NULL))
) STRICT;
CREATE INDEX handovers_waiting ON handovers (id) WHERE state IN ('waiting', 'returned');
CREATE INDEX handovers_shift ON handovers (shift);

-- Every try at a PIN, kept before it is checked, so that killing the program resets nothing.
CREATE TABLE pin_tries (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by INTEGER NOT NULL,                     -- who typed it
    desk TEXT NOT NULL,
    whose INTEGER,                           -- whose PIN, where a name was given
    purpose TEXT NOT NULL,
    ok INTEGER NOT NULL DEFAULT 0 CHECK (ok IN (0, 1))
) STRICT;
CREATE INDEX pin_tries_by ON pin_tries (by, id);

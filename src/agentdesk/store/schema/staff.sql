-- People and roles. Row 0 is the installer: who acts where no name is given.
CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    role TEXT NOT NULL CHECK (role IN ('agent', 'senior', 'supervisor', 'owner')),
    pin TEXT,                                -- Argon2id, encoded with its parameters
    pin_failures INTEGER NOT NULL DEFAULT 0 CHECK (pin_failures >= 0),
    pin_locked_until TEXT,
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

-- The store itself: who it is, and acts done once.
CREATE TABLE store (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id TEXT NOT NULL,                        -- random, bound into the log's first row
    created_at TEXT NOT NULL
) STRICT;

-- An act with an idempotency key is done once; a repeat gets the first one's answer.
CREATE TABLE acts (
    key TEXT PRIMARY KEY,
    act TEXT NOT NULL,
    at TEXT NOT NULL,
    answer TEXT                              -- JSON
) STRICT;

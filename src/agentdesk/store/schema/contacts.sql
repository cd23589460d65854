-- Contacts: one conversation with one customer or walk-in.
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customers (id),
    owner INTEGER NOT NULL REFERENCES staff (id),
    shift INTEGER NOT NULL REFERENCES shifts (id),
    channel TEXT NOT NULL CHECK (channel IN ('counter', 'phone')),
    state TEXT NOT NULL CHECK (state IN ('open', 'parked', 'finished')),
    situation TEXT,
    mood_in TEXT,
    mood_out TEXT,
    outcome TEXT,
    language TEXT,
    note TEXT,
    opened_at TEXT NOT NULL,
    parked_at TEXT,
    finished_at TEXT,
    CHECK ((state = 'finished') = (finished_at IS NOT NULL)),
    CHECK ((state = 'parked') = (parked_at IS NOT NULL))
) STRICT;
-- a person talks with one customer at a time; the others are parked
CREATE UNIQUE INDEX contacts_open ON contacts (owner) WHERE state = 'open';
CREATE INDEX contacts_parked ON contacts (parked_at) WHERE state = 'parked';
CREATE INDEX contacts_customer ON contacts (customer, opened_at DESC) WHERE customer IS NOT NULL;
CREATE INDEX contacts_shift ON contacts (shift);
CREATE INDEX contacts_opened ON contacts (opened_at);

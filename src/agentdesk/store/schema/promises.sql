-- Promises: anything dated that somebody owes a customer. A hold or a voucher has one here too, under its subject.
CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('call-back', 'find-out', 'hold', 'voucher')),
    customer INTEGER REFERENCES customers (id),
    contact INTEGER REFERENCES contacts (id),
    owner INTEGER NOT NULL REFERENCES staff (id),
    what TEXT NOT NULL,
    due_at TEXT,                             -- none while no date can honestly be said
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'cancelled')),
    at_risk TEXT,                            -- why it may not be kept
    made_at TEXT NOT NULL,
    ended_at TEXT,
    CHECK ((state = 'open') = (ended_at IS NULL))
) STRICT;
CREATE INDEX promises_open ON promises (due_at) WHERE state = 'open';
CREATE INDEX promises_at_risk ON promises (at_risk) WHERE state = 'open' AND at_risk IS NOT NULL;
CREATE INDEX promises_customer ON promises (customer) WHERE state = 'open';
CREATE INDEX promises_kept ON promises (ended_at, due_at) WHERE state = 'kept';

-- Holds: units promised to a customer. A hold that moves in part splits under one promise: each has one state.
CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    promise INTEGER NOT NULL REFERENCES promises (id),
    customer INTEGER NOT NULL REFERENCES customers (id),
    product INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'aside', 'told', 'collected', 'expired', 'cancelled')),
    queued INTEGER NOT NULL,                 -- place in line: first come, first served; a split keeps its parent's
    needed_by TEXT,                          -- date
    tell TEXT NOT NULL DEFAULT 'call' CHECK (tell IN ('call', 'sms', 'email', 'none')),
    contact INTEGER REFERENCES contacts (id),
    placed_by INTEGER NOT NULL REFERENCES staff (id),
    placed_at TEXT NOT NULL,
    aside_at TEXT,
    told_at TEXT,
    collect_by TEXT,                         -- end of the pick-up window
    ended_at TEXT,
    reason TEXT                              -- code: why it was cancelled or overtaken
) STRICT;
CREATE INDEX holds_queue ON holds (product, queued, id) WHERE state = 'waiting';
CREATE INDEX holds_aside ON holds (product) WHERE state IN ('aside', 'told');
CREATE INDEX holds_customer ON holds (customer);
CREATE INDEX holds_window ON holds (collect_by) WHERE state = 'told';

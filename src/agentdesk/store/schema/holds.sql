-- Holds: units promised to a customer. A hold that moves in part splits under one promise: each has one state.
CREATE TABLE holds (
    id INTEGER PRIMARY KEY,
    promise INTEGER NOT NULL REFERENCES promises (id),
    customer INTEGER REFERENCES customers (id),  -- none: a walk-in with a label in hand, or erased
    product INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'aside', 'told', 'collected', 'expired', 'cancelled')),
    queued INTEGER NOT NULL,                 -- place in line: first come, first served; a split keeps its parent's
    queue_reason TEXT,                       -- code: why it stands elsewhere than where it came
    needed_by TEXT,                          -- date
    said TEXT,                               -- date that the customer was told to count on, while it waits
    tell TEXT NOT NULL DEFAULT 'call' CHECK (tell IN ('call', 'sms', 'email', 'none')),
    contact INTEGER REFERENCES contacts (id),
    placed_by INTEGER NOT NULL REFERENCES staff (id),
    placed_at TEXT NOT NULL,
    aside_at TEXT,
    told_at TEXT,
    collect_by TEXT,                         -- end of the pick-up window; runs once the customer knows
    next_try TEXT,                           -- when to try to reach them again; none: now
    ended_at TEXT,
    reason TEXT,                             -- code: why it was cancelled
    CHECK ((state IN ('collected', 'expired', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (state NOT IN ('aside', 'told') OR aside_at IS NOT NULL),
    CHECK (state <> 'told' OR (told_at IS NOT NULL AND collect_by IS NOT NULL))
) STRICT;
CREATE INDEX holds_queue ON holds (product, queued, id) WHERE state = 'waiting';
CREATE INDEX holds_aside ON holds (product) WHERE state IN ('aside', 'told');
CREATE INDEX holds_customer ON holds (customer) WHERE customer IS NOT NULL;
CREATE INDEX holds_promise ON holds (promise);
CREATE INDEX holds_window ON holds (collect_by) WHERE state IN ('aside', 'told') AND collect_by IS NOT NULL;
CREATE INDEX holds_to_tell ON holds (aside_at) WHERE state = 'aside' AND collect_by IS NULL;
CREATE INDEX holds_short ON holds (id) WHERE state = 'waiting' AND queue_reason = 'short';

-- Every try to reach somebody about a hold.
CREATE TABLE hold_calls (
    id INTEGER PRIMARY KEY,
    hold INTEGER NOT NULL REFERENCES holds (id),
    at TEXT NOT NULL,
    staff INTEGER NOT NULL REFERENCES staff (id),
    result TEXT NOT NULL CHECK (result IN ('reached', 'voicemail', 'message', 'no-answer', 'wrong-number'))
) STRICT;
CREATE INDEX hold_calls_hold ON hold_calls (hold);

-- Limits in force, every version kept; what was given, asked and answered; vouchers.
CREATE TABLE limits (
    version INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,                      -- SHA-256 of text
    text TEXT NOT NULL,                      -- the TOML as it was set
    seq INTEGER NOT NULL REFERENCES log (seq),   -- the log entry that says the same hash
    set_by INTEGER NOT NULL REFERENCES staff (id),
    set_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER limits_are_never_changed BEFORE UPDATE ON limits
BEGIN SELECT RAISE(ABORT, 'a version of the limits is kept as it was set'); END;
CREATE TRIGGER limits_are_never_cut BEFORE DELETE ON limits
BEGIN SELECT RAISE(ABORT, 'a version of the limits is kept as it was set'); END;

CREATE TABLE remedies (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('percent', 'amount', 'price-match', 'voucher', 'gift', 'rescind', 'refund')),
    -- redeemed: a request to use a voucher that was approved; its value was counted when the voucher was given
    state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'redeemed', 'refused', 'withdrawn', 'undone')),
    value INTEGER NOT NULL CHECK (value > 0),    -- minor units: what it costs the shop
    points INTEGER,                          -- hundredths of a percent, where it was given as a percentage
    base INTEGER,                            -- minor units it was given on
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    failure TEXT NOT NULL CHECK (failure IN ('money', 'product', 'service', 'attention')),
    customer INTEGER REFERENCES customers (id),
    contact INTEGER REFERENCES contacts (id),
    order_id INTEGER REFERENCES orders (id),
    line INTEGER,                            -- of the order; none: the whole of it
    days INTEGER,                            -- how long a voucher is valid
    redeems INTEGER REFERENCES vouchers (id),    -- the voucher that this asks to use
    staff INTEGER NOT NULL REFERENCES staff (id),
    shift INTEGER NOT NULL REFERENCES shifts (id),
    limits INTEGER NOT NULL REFERENCES limits (version),
    at TEXT NOT NULL,
    -- of a request
    asked_seq INTEGER REFERENCES log (seq),
    expires_at TEXT,
    digest TEXT,                             -- SHA-256 of the exact request, with what was given before and after it
    tries INTEGER NOT NULL DEFAULT 0,        -- at a PIN or code for it
    approver INTEGER REFERENCES staff (id),
    how TEXT CHECK (how IN ('pin', 'terminal', 'code')),
    approver_on_shift INTEGER CHECK (approver_on_shift IN (0, 1)),
    refuser INTEGER REFERENCES staff (id),
    ended_at TEXT,                           -- refused, withdrawn, undone
    CHECK (approver IS NULL OR approver <> staff),
    CHECK ((state = 'refused') = (refuser IS NOT NULL)),
    CHECK ((approver IS NULL) = (how IS NULL)),
    CHECK (state <> 'asked' OR (expires_at IS NOT NULL AND digest IS NOT NULL))
) STRICT;
-- what sums are made of, so that a decision reads the index and no row
CREATE INDEX remedies_staff ON remedies (staff, at, value) WHERE state = 'given' AND approver IS NULL;
CREATE INDEX remedies_customer ON remedies (customer, at, kind, value) WHERE state = 'given' AND customer IS NOT NULL;
CREATE INDEX remedies_contact ON remedies (contact, state, kind, order_id, customer, at, value) WHERE contact IS NOT NULL;
CREATE INDEX remedies_order ON remedies (order_id, contact, kind, value) WHERE state = 'given' AND order_id IS NOT NULL;
CREATE INDEX remedies_asked ON remedies (id) WHERE state = 'asked';
CREATE INDEX remedies_at ON remedies (at);

CREATE TABLE vouchers (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,               -- without hyphens
    remedy INTEGER NOT NULL UNIQUE REFERENCES remedies (id),
    promise INTEGER NOT NULL REFERENCES promises (id),
    customer INTEGER REFERENCES customers (id),
    given_contact INTEGER REFERENCES contacts (id),
    value INTEGER NOT NULL CHECK (value > 0),    -- minor units: the most it takes off
    points INTEGER,                          -- hundredths of a percent, where it takes a percentage off
    currency TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'used', 'cancelled')),
    ended_at TEXT,
    ended_by INTEGER REFERENCES staff (id),
    used_contact INTEGER REFERENCES contacts (id),
    used_order INTEGER REFERENCES orders (id),
    used_value INTEGER CHECK (used_value BETWEEN 1 AND value),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((state = 'used') = (used_value IS NOT NULL))
) STRICT;
CREATE INDEX vouchers_used_contact ON vouchers (used_contact) WHERE state = 'used';
CREATE INDEX vouchers_used_order ON vouchers (used_order) WHERE state = 'used' AND used_order IS NOT NULL;
CREATE INDEX vouchers_customer ON vouchers (customer) WHERE state = 'open' AND customer IS NOT NULL;
-- used once: nothing, no refund either, frees a voucher again
CREATE TRIGGER vouchers_end_once BEFORE UPDATE ON vouchers WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'a voucher that was used or cancelled stays so'); END;
CREATE TRIGGER vouchers_are_never_cut BEFORE DELETE ON vouchers
BEGIN SELECT RAISE(ABORT, 'a voucher is kept'); END;

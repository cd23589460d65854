-- Limits in force, every version kept; what was given, asked and answered.
CREATE TABLE limits (
    version INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,                      -- SHA-256 of text
    text TEXT NOT NULL,                      -- the TOML as it was set
    set_by INTEGER NOT NULL REFERENCES staff (id),
    set_at TEXT NOT NULL
) STRICT;

CREATE TABLE remedies (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('percent', 'amount', 'price-match', 'voucher', 'gift', 'rescind', 'refund')),
    state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'withdrawn', 'expired', 'undone')),
    value INTEGER NOT NULL CHECK (value >= 0),   -- minor units: what it costs the shop
    points INTEGER,                          -- hundredths of a percent, where it was given as a percentage
    base INTEGER,                            -- minor units it was given on
    currency TEXT NOT NULL,
    reason TEXT NOT NULL,
    failure TEXT,                            -- money, product, service, attention
    customer INTEGER REFERENCES customers (id),
    contact INTEGER REFERENCES contacts (id),
    order_id INTEGER REFERENCES orders (id),
    staff INTEGER NOT NULL REFERENCES staff (id),
    shift INTEGER NOT NULL REFERENCES shifts (id),
    approver INTEGER REFERENCES staff (id),
    limits INTEGER NOT NULL REFERENCES limits (version),
    at TEXT NOT NULL,
    expires_at TEXT,                         -- of a request
    ended_at TEXT,
    CHECK (approver IS NULL OR approver <> staff)
) STRICT;
CREATE INDEX remedies_shift ON remedies (shift) WHERE state IN ('given', 'undone');
CREATE INDEX remedies_customer ON remedies (customer, at) WHERE state IN ('given', 'undone') AND customer IS NOT NULL;
CREATE INDEX remedies_contact ON remedies (contact) WHERE contact IS NOT NULL;
CREATE INDEX remedies_staff ON remedies (staff, at);
CREATE INDEX remedies_asked ON remedies (id) WHERE state = 'asked';

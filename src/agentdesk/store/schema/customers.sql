-- Customers and what they are found by.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    ref TEXT UNIQUE,                         -- the id in the system that it was imported from
    name TEXT NOT NULL,
    kana TEXT,
    company TEXT,
    email TEXT,
    language TEXT,
    loyalty TEXT,
    address TEXT,
    postcode TEXT,
    city TEXT,
    country TEXT,
    notes TEXT,
    banner TEXT,                             -- the one line that everybody must see
    since TEXT,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE phones (
    customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,                      -- as it was written
    e164 TEXT,
    PRIMARY KEY (customer, place)
) STRICT, WITHOUT ROWID;

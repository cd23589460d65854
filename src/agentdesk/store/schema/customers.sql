-- Customers, what belongs to them, and the index they are found by.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),  -- the index keeps ids in 32 bits
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
    added_at TEXT NOT NULL,
    imported BLOB,                           -- digest of the row last imported: the same row again changes nothing
    merged_into INTEGER REFERENCES customers (id) CHECK (merged_into <> id),  -- an alias: all it had belongs there
    erased_at TEXT
) STRICT;
CREATE INDEX customers_imported ON customers (imported) WHERE ref IS NULL AND imported IS NOT NULL;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE phones (
    customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,                      -- as it was written
    e164 TEXT,                               -- where it can be a number of its country
    digits TEXT NOT NULL,                    -- what it is searched by: country code and number, where that is known
    PRIMARY KEY (customer, place)
) STRICT, WITHOUT ROWID;

-- e-mail addresses beyond the first
CREATE TABLE emails (
    customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (customer, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
    customer INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (customer, tag)
) STRICT, WITHOUT ROWID;

-- SHA-256 of the refs of erased customers: the next import knows not to bring them back
CREATE TABLE erased_refs (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The lookup index: term -> sorted ids in blocks of 32-bit little-endian numbers. The term's first letter is its kind
-- (see customers/lookup/terms.py). first is the smallest id of the block.
CREATE TABLE lookup_postings (
    term TEXT NOT NULL,
    first INTEGER NOT NULL,
    ids BLOB NOT NULL CHECK (length(ids) > 0 AND length(ids) % 4 = 0),
    PRIMARY KEY (term, first)
) STRICT, WITHOUT ROWID;

-- The words that can be misspelt; their trigrams are terms in lookup_postings, whose ids are these.
CREATE TABLE lookup_words (
    id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 4294967295),
    word TEXT NOT NULL UNIQUE
) STRICT;

-- What was stored but is not in the index yet: ids of customers whose terms, or of words whose trigrams, are missing.
-- An import leaves a row here while it runs; what a killed one left is caught up with by the next, or by doctor.
CREATE TABLE lookup_pending (
    kind TEXT NOT NULL CHECK (kind IN ('customers', 'words', 'orders', 'products')),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, first)
) STRICT, WITHOUT ROWID;

-- What was offered, said and edited, for ranking by what works here.
CREATE TABLE said (
    id INTEGER PRIMARY KEY,
    contact INTEGER NOT NULL REFERENCES contacts (id),
    customer INTEGER REFERENCES customers (id),
    line TEXT NOT NULL,                      -- concept id
    language TEXT NOT NULL,
    situation TEXT NOT NULL,
    mood TEXT,
    position INTEGER NOT NULL,               -- as it was shown, from 1
    shown TEXT NOT NULL,                     -- ids shown, JSON, in order
    edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    at TEXT NOT NULL
) STRICT;
CREATE INDEX said_contact ON said (contact);
CREATE INDEX said_customer ON said (customer, at) WHERE customer IS NOT NULL;
CREATE INDEX said_line ON said (line);

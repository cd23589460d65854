-- Products and stock, deliveries expected and received, orders.
CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    barcode TEXT,                            -- GTIN digits
    price INTEGER CHECK (price >= 0),        -- minor units
    cost INTEGER CHECK (cost >= 0),
    on_hand INTEGER NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
    aside INTEGER NOT NULL DEFAULT 0 CHECK (aside >= 0),      -- units of holds aside or told
    waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0),  -- units of holds in the queue
    queue INTEGER NOT NULL DEFAULT 0 CHECK (queue >= 0),      -- holds in the queue
    on_order INTEGER NOT NULL DEFAULT 0 CHECK (on_order >= 0),
    supplier TEXT,
    category TEXT,
    discontinued INTEGER NOT NULL DEFAULT 0 CHECK (discontinued IN (0, 1)),
    stock_as_of TEXT,                        -- the time of the last snapshot from the till
    CHECK (aside <= on_hand)
) STRICT;
CREATE INDEX products_sku ON products (sku COLLATE NOCASE);
CREATE INDEX products_barcode ON products (barcode) WHERE barcode IS NOT NULL;
CREATE INDEX products_category ON products (category) WHERE category IS NOT NULL;

-- What products are found by: the words of their names and, of long ones, their endings; folded.
CREATE TABLE product_words (
    word TEXT NOT NULL,
    product INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    whole INTEGER NOT NULL CHECK (whole IN (0, 1)),  -- 0: only the end of a word
    PRIMARY KEY (word, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_words_whole ON product_words (word) WHERE whole = 1;
CREATE INDEX product_words_product ON product_words (product);

-- What else may be offered, as the shop says; where it says nothing, the catalog looks for itself.
CREATE TABLE alternatives (
    product INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('substitute', 'variant')),
    PRIMARY KEY (product, other),
    CHECK (product <> other)
) STRICT, WITHOUT ROWID;

-- Units that came or went at this desk, so that a snapshot taken earlier can have them applied on top.
CREATE TABLE stock_moves (
    id INTEGER PRIMARY KEY,
    product INTEGER NOT NULL REFERENCES products (id),
    at TEXT NOT NULL,
    units INTEGER NOT NULL CHECK (units <> 0),  -- negative: they left
    why TEXT NOT NULL CHECK (why IN ('received', 'collected', 'undone')),
    delivery INTEGER REFERENCES deliveries (id),
    hold INTEGER
) STRICT;
CREATE INDEX stock_moves_product ON stock_moves (product, at);

-- How a product is named in a sentence; languages need definite form and gender, stored and never inflected.
CREATE TABLE item_forms (
    product INTEGER NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    indefinite TEXT NOT NULL,
    definite TEXT NOT NULL,
    pronoun TEXT NOT NULL,
    PRIMARY KEY (product, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    ref TEXT UNIQUE,
    supplier TEXT NOT NULL,
    expected TEXT NOT NULL,                  -- date
    state TEXT NOT NULL DEFAULT 'expected' CHECK (state IN ('expected', 'partly', 'received', 'cancelled')),
    received_at TEXT
) STRICT;
CREATE INDEX deliveries_open ON deliveries (expected) WHERE state IN ('expected', 'partly');
CREATE INDEX deliveries_kept ON deliveries (supplier, received_at) WHERE state = 'received';

CREATE TABLE delivery_lines (
    delivery INTEGER NOT NULL REFERENCES deliveries (id),
    product INTEGER NOT NULL REFERENCES products (id),
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    received INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),  -- total so far, damaged not counted
    damaged INTEGER NOT NULL DEFAULT 0 CHECK (damaged >= 0),
    PRIMARY KEY (delivery, product)
) STRICT, WITHOUT ROWID;
CREATE INDEX delivery_lines_product ON delivery_lines (product);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    ref TEXT NOT NULL UNIQUE,
    customer INTEGER REFERENCES customers (id),
    date TEXT,
    status TEXT,
    tracking TEXT,
    promised TEXT                            -- date
) STRICT;
CREATE INDEX orders_customer ON orders (customer, date DESC);

CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,                   -- 1, 2, 3 … as the lines came
    sku TEXT,
    name TEXT,
    quantity INTEGER NOT NULL,               -- negative: taken back
    price INTEGER,                           -- minor units, for one
    discount INTEGER NOT NULL DEFAULT 0,     -- hundredths of a percent
    UNIQUE (order_id, line)
) STRICT;

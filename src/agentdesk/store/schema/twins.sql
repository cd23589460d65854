-- A second copy of every row that nothing else vouches for, so that a letter which a disk has turned shows: SQLite's own
-- integrity_check, and with it doctor, every backup and every restore, compares an index with its table value by value.
-- WHERE id IS id, the first column of the table's key, is always true, but no query asks it: none reads a twin instead of
-- the table (twins.py does, on purpose). Rows come in the table's order, so that a twin grows at its end as the table does.
-- Without a twin: log, log_text, checkpoints (hashed and signed), lookup_words (UNIQUE is one), lookup_postings,
-- product_words (compared with what they were made of), lookup_pending (empty but while an import runs).

CREATE INDEX store_twin ON store (only, id, created_at) WHERE only IS only;
CREATE INDEX acts_twin ON acts (key, act, at, answer) WHERE key IS key;
CREATE INDEX signing_keys_twin ON signing_keys (id, public, made_at) WHERE id IS id;
CREATE INDEX log_erasures_twin ON log_erasures (seq, field, act) WHERE seq IS seq;

CREATE INDEX staff_twin ON staff (id, name COLLATE BINARY, role, pin, added_at, retired_at) WHERE id IS id;
CREATE INDEX shifts_twin ON shifts (id, staff, desk, opened_at, paused_at, closed_at, closed_by, note) WHERE id IS id;
CREATE INDEX handovers_twin
ON handovers (id, shift, owner, kind, subject, state, taken_by, note, reason, at, ended_at) WHERE id IS id;
CREATE INDEX pin_tries_twin ON pin_tries (id, at, by, desk, whose, purpose, ok) WHERE id IS id;

CREATE INDEX customers_twin ON customers (
    id, ref, name, kana, company, email, language, loyalty, address, postcode, city, country, notes, banner, since,
    added_at, imported, merged_into, erased_at
) WHERE id IS id;
CREATE INDEX phones_twin ON phones (customer, place, text, e164, digits) WHERE customer IS customer;
CREATE INDEX emails_twin ON emails (customer, place, text) WHERE customer IS customer;
CREATE INDEX tags_twin ON tags (customer, tag) WHERE customer IS customer;
CREATE INDEX erased_refs_twin ON erased_refs (digest, at) WHERE digest IS digest;

CREATE INDEX products_twin ON products (
    id, sku, name, barcode, price, cost, on_hand, aside, waiting, queue, on_order, supplier, category, discontinued,
    stock_as_of
) WHERE id IS id;
CREATE INDEX alternatives_twin ON alternatives (product, other, kind) WHERE product IS product;
CREATE INDEX item_forms_twin
ON item_forms (product, language, indefinite, definite, pronoun) WHERE product IS product;
CREATE INDEX stock_moves_twin ON stock_moves (id, product, at, units, why, delivery, hold) WHERE id IS id;
CREATE INDEX deliveries_twin ON deliveries (id, ref, supplier, expected, state, received_at) WHERE id IS id;
CREATE INDEX delivery_lines_twin
ON delivery_lines (delivery, product, quantity, received, damaged) WHERE delivery IS delivery;
CREATE INDEX orders_twin ON orders (id, ref, customer, date, status, tracking, promised) WHERE id IS id;
CREATE INDEX order_lines_twin
ON order_lines (id, order_id, line, sku, name, quantity, price, discount) WHERE id IS id;

CREATE INDEX contacts_twin ON contacts (
    id, customer, owner, shift, channel, state, situation, mood_in, mood_out, outcome, language, note, opened_at,
    parked_at, finished_at
) WHERE id IS id;
CREATE INDEX said_twin ON said (
    id, contact, customer, line, language, situation, mood, position, shown, edited, undone, at
) WHERE id IS id;
CREATE INDEX promises_twin ON promises (
    id, kind, customer, contact, owner, what, due_at, state, at_risk, made_at, ended_at
) WHERE id IS id;

CREATE INDEX holds_twin ON holds (
    id, promise, customer, product, quantity, state, queued, queue_reason, needed_by, said, tell, contact, placed_by,
    placed_at, aside_at, told_at, collect_by, next_try, ended_at, reason
) WHERE id IS id;
CREATE INDEX hold_calls_twin ON hold_calls (id, hold, at, staff, result) WHERE id IS id;

CREATE INDEX limits_twin ON limits (version, hash, text, seq, set_by, set_at) WHERE version IS version;
CREATE INDEX remedies_twin ON remedies (
    id, kind, state, value, points, base, currency, reason, failure, customer, contact, order_id, line, days, redeems,
    staff, shift, limits, at, asked_seq, expires_at, digest, tries, approver, how, approver_on_shift, refuser, ended_at
) WHERE id IS id;
CREATE INDEX vouchers_twin ON vouchers (
    id, code, remedy, promise, customer, given_contact, value, points, currency, valid_until, state, ended_at, ended_by,
    used_contact, used_order, used_value
) WHERE id IS id;

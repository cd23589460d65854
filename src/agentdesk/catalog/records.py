"""How products and their stock are kept."""

from collections.abc import Iterable, Sequence

from agentdesk.catalog import naming
from agentdesk.catalog.model import ItemForms, Product, ProductFacts, Stock
from agentdesk.store import Act, Connection, Row

_NAMES = (
    "id", "sku", "name", "barcode", "price", "cost", "supplier", "category", "discontinued", "stock_as_of", "on_hand",
    "aside", "waiting", "queue", "on_order",
)  # fmt: skip
_COLUMNS = ", ".join(f"p.{name}" for name in _NAMES)
_LAST = "\U0010ffff"  # sorts behind every letter


def _product(row: Row) -> Product:
    stock = Stock(row["on_hand"], row["aside"], row["waiting"], row["queue"], row["on_order"])
    return Product(
        row["id"], row["sku"], row["name"], stock, row["barcode"], row["price"], row["cost"], row["supplier"],
        row["category"], bool(row["discontinued"]), row["stock_as_of"],
    )  # fmt: skip


def _all(connection: Connection, rest: str, values: Sequence[object]) -> list[Product]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM products p {rest}", tuple(values)).fetchall()
    return [_product(row) for row in rows]


def by_id(connection: Connection, product: int) -> Product | None:
    """Return one product."""
    found = _all(connection, "WHERE p.id = ?", (product,))
    return found[0] if found else None


def by_sku(connection: Connection, sku: str) -> Product | None:
    """Return the product of an article number, exactly as the shop writes it, else whatever the capitals."""
    found = _all(connection, "WHERE p.sku = ?", (sku,))
    found = found or _all(connection, "WHERE p.sku = ? COLLATE NOCASE ORDER BY p.id LIMIT 1", (sku,))
    return found[0] if found else None


def by_barcode(connection: Connection, codes: Sequence[str]) -> list[Product]:
    """Return the products that carry one of these GTINs."""
    marks = ", ".join("?" * len(codes))
    return _all(connection, f"WHERE p.barcode IN ({marks}) ORDER BY p.id", codes)


def by_sku_start(connection: Connection, start: str, limit: int) -> list[Product]:
    """Return products whose article number begins so."""
    return _all(connection, "WHERE p.sku >= ? AND p.sku < ? ORDER BY p.sku LIMIT ?", (start, start + _LAST, limit))


def is_begun(connection: Connection, start: str) -> bool:
    """Say whether a word of any name, or the end of one, begins so."""
    row = connection.execute(
        "SELECT 1 FROM product_words WHERE word >= ? AND word < ? LIMIT 1", (start, start + _LAST)
    ).fetchone()
    return row is not None


def with_words(connection: Connection, starts: Sequence[str], meant: Sequence[Sequence[str]], limit: int) -> list[int]:
    """Return the ids of products whose names hold, for each start, a word or the end of one that begins so, and one of
    each list of words that were meant.

    Whole words come before longer ones. Stops at ``limit`` products, so that who types one letter gets some of them.
    """
    clauses = ["{}.word IN (" + ", ".join("?" * len(words)) + ")" for words in meant]  # few have these: they come first
    clauses += ["{}.word >= ? AND {}.word < ?"] * len(starts)
    values = [word for words in meant for word in words]
    values += [value for start in starts for value in (start, start + _LAST)]
    first, *others = clauses
    also = " AND EXISTS (SELECT 1 FROM product_words b WHERE b.product = a.product AND {})"
    where = first.replace("{}", "a") + "".join(also.replace("{}", other.replace("{}", "b")) for other in others)
    rows = connection.execute(
        f"SELECT DISTINCT a.product FROM product_words a WHERE {where} LIMIT ?",
        (*values, limit),
    ).fetchall()
    return [row["product"] for row in rows]


def known_words(connection: Connection, words: Sequence[str], limit: int) -> list[str]:
    """Return which of these words stand in any name as words of their own."""
    marks = ", ".join("?" * len(words))
    rows = connection.execute(
        f"SELECT DISTINCT word FROM product_words WHERE whole = 1 AND word IN ({marks}) LIMIT ?",
        (*words, limit),
    ).fetchall()
    return [row["word"] for row in rows]


def words_begun(connection: Connection, starts: Sequence[str], limit: int) -> list[str]:
    """Return words of names that begin with one of these."""
    found: list[str] = []
    for start in starts:  # one by one: joined with a long list of them, SQLite looks through every word
        if len(found) < limit:
            found += [word for word in vocabulary(connection, start, limit) if word not in found]
    return found[:limit]


def vocabulary(connection: Connection, start: str, limit: int = -1) -> list[str]:
    """Return every word of any name that begins so, or the first of them."""
    rows = connection.execute(
        "SELECT DISTINCT word FROM product_words WHERE whole = 1 AND word >= ? AND word < ? LIMIT ?",
        (start, start + _LAST, limit),
    ).fetchall()
    return [row["word"] for row in rows]


def some(connection: Connection, ids: Iterable[int]) -> list[Product]:
    """Return products by id, in no order."""
    numbers = ", ".join(str(int(each)) for each in ids)
    return _all(connection, f"WHERE p.id IN ({numbers})", ())


def in_category(connection: Connection, category: str, limit: int = 200) -> list[Product]:
    """Return products of a category that can be sold now."""
    return _all(
        connection,
        "WHERE p.category = ? AND p.on_hand > p.aside ORDER BY p.id LIMIT ?",
        (category, limit),
    )


def linked(connection: Connection, product: int) -> list[tuple[Product, str]]:
    """Return what the shop itself says may be offered instead, with the kind of alternative."""
    rows = connection.execute(
        f"SELECT {_COLUMNS}, a.kind FROM alternatives a JOIN products p ON p.id = a.other WHERE a.product = ?"
        " ORDER BY a.kind DESC, p.id",
        (product,),
    ).fetchall()
    return [(_product(row), row["kind"]) for row in rows]


def link(act: Act, product: int, other: int, kind: str) -> None:
    """Say that one product may be offered instead of another."""
    act.execute(
        "INSERT INTO alternatives (product, other, kind) VALUES (?, ?, ?)"
        " ON CONFLICT (product, other) DO UPDATE SET kind = excluded.kind",
        (product, other, kind),
    )


def forms(connection: Connection, product: int) -> dict[str, ItemForms]:
    """Return how a product is named in a sentence, by language, where the shop has said so."""
    rows = connection.execute(
        "SELECT language, indefinite, definite, pronoun FROM item_forms WHERE product = ?", (product,)
    ).fetchall()
    return {row["language"]: ItemForms(row["indefinite"], row["definite"], row["pronoun"]) for row in rows}


def set_forms(act: Act, product: int, language: str, forms: ItemForms) -> None:
    """Say how a product is named in a sentence of a language."""
    act.execute(
        "INSERT INTO item_forms (product, language, indefinite, definite, pronoun) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (product, language) DO UPDATE SET indefinite = ?3, definite = ?4, pronoun = ?5",
        (product, language, forms.indefinite, forms.definite, forms.pronoun),
    )


def put(act: Act, facts: ProductFacts) -> int:
    """Insert a product, or change what is said of one; returns its id. Stock is left alone."""
    row = act.row(
        "INSERT INTO products (sku, name, barcode, price, cost, on_order, supplier, category, discontinued)"
        " VALUES (?1, ?2, ?3, ?4, ?5, coalesce(?6, 0), ?7, ?8, coalesce(?9, 0)) ON CONFLICT (sku) DO UPDATE SET"
        " name = ?2, barcode = coalesce(?3, barcode), price = coalesce(?4, price), cost = coalesce(?5, cost),"
        " on_order = coalesce(?6, on_order), supplier = coalesce(?7, supplier), category = coalesce(?8, category),"
        " discontinued = coalesce(?9, discontinued) RETURNING id",
        (
            facts.sku, facts.name, facts.barcode, facts.price, facts.cost, facts.on_order, facts.supplier,
            facts.category, facts.discontinued,
        ),
    )  # fmt: skip
    assert row is not None
    product = int(row["id"])
    words = naming.entries(facts.name)
    known = act.rows("SELECT word, whole FROM product_words WHERE product = ?", (product,))
    if words != {row["word"]: bool(row["whole"]) for row in known}:
        act.execute("DELETE FROM product_words WHERE product = ?", (product,))
        act.many(
            "INSERT INTO product_words (word, product, whole) VALUES (?, ?, ?)",
            [(word, product, int(whole)) for word, whole in words.items()],
        )
    return product


def set_on_hand(act: Act, product: int, on_hand: int, as_of: str) -> bool:
    """Set what is there, by a snapshot; False, and nothing changed, where more than that is set aside."""
    return bool(
        act.execute(
            "UPDATE products SET on_hand = ?1, stock_as_of = ?2 WHERE id = ?3 AND aside <= ?1",
            (on_hand, as_of, product),
        )
    )


def came(act: Act, product: int, units: int, delivery: int | None, why: str = "received") -> None:
    """Add units to what is there; received ones come off what was on order."""
    ordered = units if why == "received" else 0
    act.execute(
        "UPDATE products SET on_hand = on_hand + ?, on_order = max(0, on_order - ?) WHERE id = ?",
        (units, ordered, product),
    )
    act.execute(
        "INSERT INTO stock_moves (product, at, units, why, delivery) VALUES (?, ?, ?, ?, ?)",
        (product, act.at, units, why, delivery),
    )


def went(act: Act, product: int, units: int, delivery: int | None) -> bool:
    """Take back units that were counted as received; False, and nothing changed, where fewer are free."""
    done = act.execute(
        "UPDATE products SET on_hand = on_hand - ?1, on_order = on_order + ?1 WHERE id = ?2 AND on_hand - aside >= ?1",
        (units, product),
    )
    if done:
        act.execute(
            "INSERT INTO stock_moves (product, at, units, why, delivery) VALUES (?, ?, ?, 'undone', ?)",
            (product, act.at, -units, delivery),
        )
    return bool(done)


def moves_since(connection: Connection, product: int, at: str) -> int:
    """Return what came less what left at this desk after a moment."""
    row = connection.execute(
        "SELECT coalesce(sum(units), 0) FROM stock_moves WHERE product = ? AND at > ?", (product, at)
    ).fetchone()
    return int(row[0])


def names_and_words(connection: Connection) -> Iterable[Row]:
    """Return (sku, name, word, whole) of every product and every word that it is found by, product by product."""
    return connection.execute(
        "SELECT p.sku, p.name, w.word, w.whole FROM products p LEFT JOIN product_words w ON w.product = p.id ORDER BY p.id"
    )

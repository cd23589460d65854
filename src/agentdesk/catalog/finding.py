"""Finding a product from what was typed or scanned: article number, bar code, words of the name."""

from agentdesk.catalog import naming, records, spelling
from agentdesk.catalog.gtin import is_gtin, same_article
from agentdesk.catalog.model import Alternative, AlternativeKind, Product
from agentdesk.catalog.rules import is_variant, price_distance
from agentdesk.store import Connection

_LOOKED_AT = 120  # products whose names are compared in full
_MOST_WORDS = 8  # of what was typed


def exact_product(connection: Connection, text: str) -> Product | None:
    """Return the product of an article number or a bar code."""
    text = _storable(text)
    if not text:
        return None
    product = records.by_sku(connection, text)
    if product is None and is_gtin(text):
        product = next(iter(records.by_barcode(connection, same_article(text))), None)
    return product


def _storable(text: str) -> str:
    # bytes that were no text arrive as lone surrogates, which the store cannot be asked about
    return text.encode("utf-8", "replace").decode()


def product_search(connection: Connection, text: str, limit: int = 10, *, forgiving: bool = True) -> list[Product]:
    """Return products, best first: exact number or code, numbers that begin so, names with every word typed.

    Words may be begun only (``vatt emal``), in any order, without accents; where a word fits nothing, one typing error
    in it is forgiven, which takes 3 ms a word; not where ``forgiving`` is off.
    """
    text = _storable(text.strip())
    if not text:
        return []
    exact = exact_product(connection, text)
    found = [exact] if exact else []
    typed = naming.words(text)
    if " " not in text:
        found += [each for each in records.by_sku_start(connection, text, limit) if each not in found]
    if typed and len(found) < limit:
        known = {each.id for each in found}
        named = records.some(
            connection, [each for each in _with_all(connection, typed, forgiving) if each not in known]
        )
        found += sorted(named, key=lambda product: _rank(product, typed))
    return found[:limit]


def _with_all(connection: Connection, typed: list[str], forgiving: bool) -> list[int]:
    """Return the ids of products with every word typed; a word that fits nothing may have one typing error."""
    words = sorted(set(typed), key=len, reverse=True)[:_MOST_WORDS]
    fitting = [word for word in words if records.is_begun(connection, word)]
    if not forgiving:
        return records.with_words(connection, fitting, [], _LOOKED_AT) if len(fitting) == len(words) else []
    meant = [spelling.near(connection, word) for word in words if word not in fitting]
    if not all(meant):
        return []
    found = records.with_words(connection, fitting, meant, _LOOKED_AT)
    if found or meant:
        return found
    for word in fitting:  # each fits something, but nothing has them all: one of them may be another word, misspelt
        others = [each for each in fitting if each != word]
        near = spelling.near(connection, word) if others else []
        found += records.with_words(connection, others, [near], _LOOKED_AT) if near else []
    return found


def _rank(product: Product, typed: list[str]) -> tuple[int, int, bool, bool, str]:
    name = naming.words(product.name)
    whole = sum(word in name for word in typed)
    first = bool(name) and name[0].startswith(typed[0])
    return (-whole, len(name) - len(typed), not first, product.discontinued, product.name)


def alternatives(connection: Connection, product: Product, limit: int = 3) -> list[Alternative]:
    """Return what could be offered instead, with free units: what the shop says, then variants, then the same shelf."""
    found: list[Alternative] = []
    for other, kind in records.linked(connection, product.id):
        if other.stock.free > 0:
            found.append(Alternative(other, AlternativeKind(kind), f"{kind}, {other.stock.free} free"))
    if product.category is not None and len(found) < limit:
        taken = {product.id} | {each.product.id for each in found}
        shelf = [each for each in records.in_category(connection, product.category) if each.id not in taken]
        shelf.sort(key=lambda other: (not is_variant(product, other), price_distance(product, other), other.name))
        for other in shelf[: limit - len(found)]:
            kind = AlternativeKind.VARIANT if is_variant(product, other) else AlternativeKind.SUBSTITUTE
            why = f"other variant, {other.stock.free} free" if kind is AlternativeKind.VARIANT else _shelf(other)
            found.append(Alternative(other, kind, why))
    return found[:limit]


def _shelf(other: Product) -> str:
    return f"also {other.category}, {other.stock.free} free"

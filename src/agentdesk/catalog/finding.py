"""Finding a product from what was typed or scanned: article number, bar code, words of the name."""

from agentdesk.catalog import naming, records
from agentdesk.catalog.gtin import is_gtin, same_article
from agentdesk.catalog.model import Alternative, AlternativeKind, Product
from agentdesk.catalog.rules import is_variant, price_distance
from agentdesk.store import Connection

_LOOKED_AT = 120  # products whose names are compared in full
_FETCHED = 5_000  # hits of one word: who types one letter gets some of them
_NEAR = 50  # words of one typing error
_SHORTEST_MISTYPED = 4  # letters of a word in which one typing error is looked for


def find_product(connection: Connection, text: str) -> Product | None:
    """Return the one product that a text means: its article number or bar code, or the only one so called.

    None where nothing fits, or several do: show ``product_search`` then.
    """
    exact = exact_product(connection, text.strip())
    if exact is not None:
        return exact
    found = product_search(connection, text, 2)
    if len(found) == 1:
        return found[0]
    same = [product for product in found if naming.words(product.name) == naming.words(text)]
    return same[0] if len(same) == 1 else None


def exact_product(connection: Connection, text: str) -> Product | None:
    """Return the product of an article number or a bar code."""
    if not text:
        return None
    product = records.by_sku(connection, text)
    if product is None and is_gtin(text):
        product = next(iter(records.by_barcode(connection, same_article(text))), None)
    return product


def product_search(connection: Connection, text: str, limit: int = 10) -> list[Product]:
    """Return products, best first: exact number or code, numbers that begin so, names with every word typed.

    Words may be begun only (``vatt emal``), in any order, without accents; where a word fits nothing, one typing error
    in it is forgiven.
    """
    text = text.strip()
    if not text:
        return []
    exact = exact_product(connection, text)
    found = [exact] if exact else []
    typed = naming.words(text)
    if " " not in text:
        found += [each for each in records.by_sku_start(connection, text, limit) if each not in found]
    if typed and len(found) < limit:
        ids = _with_all(connection, typed) - {each.id for each in found}
        named = records.some(connection, sorted(ids)[:_LOOKED_AT])
        found += sorted(named, key=lambda product: _rank(product, typed))
    return found[:limit]


def _with_all(connection: Connection, typed: list[str]) -> set[int]:
    ids: set[int] | None = None
    for word in sorted(typed, key=len, reverse=True):
        if ids is not None:
            these = records.which_start(connection, ids, word) or ids & _mistyped(connection, word)
        else:
            these = records.with_word_start(connection, word, _FETCHED) or _mistyped(connection, word)
        ids = these
        if not ids:
            return set()
    return ids or set()


def _mistyped(connection: Connection, word: str) -> set[int]:
    if len(word) < _SHORTEST_MISTYPED:
        return set()
    # the first letter is seldom the wrong one
    near = _near(word, records.vocabulary(connection, word[0])) or _near(word, records.vocabulary(connection))
    return records.with_word(connection, near) if near else set()


def _near(word: str, vocabulary: list[str]) -> list[str]:
    """Return words one typing error away: whole, else begun. Two letters that changed places count as one error."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    whole = [each for each in vocabulary if abs(len(each) - len(word)) <= 1]
    found = extract(word, whole, scorer=OSA.distance, score_cutoff=1, limit=_NEAR)
    if not found:
        begun = {each[: len(word)]: each for each in vocabulary if len(each) > len(word) and each[0] == word[0]}
        starts = extract(word, list(begun), scorer=OSA.distance, score_cutoff=1, limit=_NEAR)
        kept = {start for start, _, _ in starts}
        return [each for each in vocabulary if each[: len(word)] in kept][:_NEAR]
    return [each for each, _, _ in found]


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

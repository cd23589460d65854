"""Whether cards and index say the same: a letter that a disk has turned in a name or a number shows as a word nobody has.

Both sides are summed up as one figure for each of some thousand groups of customers, so that a million cards take no
memory; only groups that differ are looked at card by card.
"""

from collections.abc import Callable, Collection, Iterator

from agentdesk.customers.checking import terms_of
from agentdesk.customers.lookup.postings import unpack
from agentdesk.customers.lookup.terms import BEGUN, EMAIL, END, NAME, NUMBER, PHONE, PLACE
from agentdesk.customers.model import Phone
from agentdesk.store import Connection

_KINDS = "".join(sorted(BEGUN + EMAIL + END + NAME + NUMBER + PHONE + PLACE))  # of terms that stand for customers
_GROUPS = 4096  # of ids that leave the same remainder
_AT_ONCE = 500  # cards
_CARDS = (
    "SELECT id, name, kana, company, city, postcode, ref, loyalty, email FROM customers"
    " WHERE merged_into IS NULL AND erased_at IS NULL AND id > ? ORDER BY id LIMIT ?"
)
_Take = Callable[[int, str], None]


def disagreeing(connection: Connection, most: int = 20) -> list[int]:
    """Return ids of customers whose card holds what they are not found by, or the other way round; at most so many.

    Reads every card: most of a minute for a million. What an import has not indexed yet (``catching_up.pending``) disagrees, too.
    """
    connection.execute("BEGIN")  # both sides as of one moment
    try:
        cards, index = [0] * _GROUPS, [0] * _GROUPS

        def sum_up(sums: list[int]) -> _Take:
            def take(one: int, term: str) -> None:
                sums[one % _GROUPS] ^= hash((one, term))

            return take

        _cards(connection, sum_up(cards))
        _index(connection, sum_up(index))
        differing = {group for group in range(_GROUPS) if cards[group] != index[group]}
        return _one_by_one(connection, differing)[:most] if differing else []
    finally:
        connection.execute("COMMIT")


def _one_by_one(connection: Connection, groups: Collection[int]) -> list[int]:
    found: tuple[dict[int, set[str]], dict[int, set[str]]] = ({}, {})

    def keep(terms: dict[int, set[str]]) -> _Take:
        def take(one: int, term: str) -> None:
            if one % _GROUPS in groups:
                terms.setdefault(one, set()).add(term)

        return take

    _cards(connection, keep(found[0]))
    _index(connection, keep(found[1]))
    return sorted(one for one in found[0].keys() | found[1].keys() if found[0].get(one) != found[1].get(one))


def _cards(connection: Connection, take: _Take) -> None:
    """Hand out every term of every card."""
    aliases: dict[int, list[str]] = {}
    for row in connection.execute(
        "SELECT merged_into, ref FROM customers WHERE merged_into IS NOT NULL AND ref IS NOT NULL"
    ).fetchall():
        aliases.setdefault(row[0], []).append(row[1])
    last = 0
    while rows := connection.execute(_CARDS, (last, _AT_ONCE)).fetchall():
        first, last = rows[0][0], rows[-1][0]
        phones: dict[int, list[Phone]] = {}
        for row in _of(connection, "SELECT customer, text, e164, digits FROM phones", first, last):
            phones.setdefault(row[0], []).append(Phone(row[1], row[2], row[3]))
        emails: dict[int, list[str]] = {}
        for row in _of(connection, "SELECT customer, text FROM emails", first, last):
            emails.setdefault(row[0], []).append(row[1])
        for one, name, kana, company, city, postcode, ref, loyalty, email in rows:
            for term in terms_of(
                name=name, kana=kana, company=company, city=city, postcode=postcode,
                numbers_of=(ref, loyalty, *aliases.get(one, ())), emails=(email, *emails.get(one, ())),
                phones=phones.get(one, ()),
            ):  # fmt: skip
                take(one, term)


def _of(connection: Connection, select: str, first: int, last: int) -> Iterator[tuple[int, str, str, str]]:
    yield from connection.execute(f"{select} WHERE customer BETWEEN ? AND ?", (first, last)).fetchall()


def _index(connection: Connection, take: _Take) -> None:
    """Hand out every term that stands for customers in the index."""
    for kind in _KINDS:
        rows = connection.execute("SELECT term, ids FROM lookup_postings WHERE term >= ? AND term < ?",
                                  (kind, chr(ord(kind) + 1)))  # fmt: skip
        for term, ids in rows:
            for one in set(unpack((ids,))):  # an id may come twice
                take(one, term)

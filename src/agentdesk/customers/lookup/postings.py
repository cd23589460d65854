"""The index's storage: for each term the ids it stands for, sorted, in small blocks that SQLite keeps in term order.

Blocks stay within an index page's local payload, so that a term, and a range of terms with one beginning, is read from
neighbouring pages. Ids are 32-bit numbers: a million customers with ten terms each take some 60 MB.
"""

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from agentdesk.store import Connection

BLOCK = 224  # ids; 896 bytes and the key fit a 4096-byte page's local payload (1002 bytes)
_FEW = 4  # ids that are put in their places one by one
_LAST = "\U0010ffff"
SINGLE = frozenset("tfmoq")  # kinds whose terms stand for one id or few: kept in one block, added in one statement
_SWAP = sys.byteorder == "big"


def among(sql: str, values: Sequence[object]) -> str:
    """Return a statement with ``(*)`` as a list of as many marks as there are values."""
    return sql.replace("(*)", "(" + ",".join("?" * len(values)) + ")")


def unpack(blobs: Iterable[bytes]) -> "array[int]":
    """Return the ids of blocks, joined."""
    ids = array("I")
    ids.frombytes(b"".join(blobs))
    if _SWAP:
        ids.byteswap()
    return ids


def _holds(block: bytes, one: int) -> bool:
    ids = unpack((block,)) if _SWAP else memoryview(block).cast("I")
    at = bisect_left(ids, one)
    return at < len(ids) and ids[at] == one


def pack(ids: Iterable[int]) -> bytes:
    """Return a block of ids."""
    block = array("I", ids)
    if _SWAP:
        block.byteswap()
    return block.tobytes()


class Postings:
    """The postings over one connection; reading needs no transaction, writing happens inside the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany

    def of(self, term: str) -> "array[int]":
        """Return the ids of one term, sorted."""
        return unpack(
            row[0] for row in self._run("SELECT ids FROM lookup_postings WHERE term = ? ORDER BY first", (term,))
        )

    def of_any(self, terms: list[str]) -> "array[int]":
        """Return the ids of several terms, unsorted."""
        rows = self._run(among("SELECT ids FROM lookup_postings WHERE term IN (*)", terms), terms)
        return unpack(row[0] for row in rows)

    def of_each(self, terms: list[str]) -> "list[array[int]]":
        """Return the ids of each of several distinct terms, sorted, none for a term that nobody has. In no order."""
        sql = among("SELECT term, ids FROM lookup_postings WHERE term IN (*) ORDER BY term, first", terms)
        found: dict[str, list[bytes]] = {}
        for term, ids in self._run(sql, terms).fetchall():
            found.setdefault(term, []).append(ids)
        return [unpack(blobs) for blobs in found.values()] + [array("I") for _ in range(len(terms) - len(found))]

    def starting(self, term: str, blocks: int) -> "tuple[array[int], bool]":
        """Return the ids of every term with this beginning, in term order, and whether that was all.

        Reads at most ``blocks`` blocks. An id may come more than once.
        """
        rows = self._run(
            "SELECT ids FROM lookup_postings WHERE term >= ? AND term < ? LIMIT ?", (term, term + _LAST, blocks)
        ).fetchall()
        return unpack(row[0] for row in rows), len(rows) < blocks

    def newest(self, term: str, blocks: int, before: int = 1 << 32) -> "tuple[array[int], int]":
        """Return the highest ids of a term, sorted, from so many blocks; and what to ask ``before`` for more, 0 for none."""
        rows = self._run(
            "SELECT first, ids FROM lookup_postings WHERE term = ? AND first < ? ORDER BY first DESC LIMIT ?",
            (term, before, blocks + 1),
        ).fetchall()
        ids = unpack(row[1] for row in reversed(rows[:blocks]))
        return ids, rows[blocks - 1][0] if len(rows) > blocks else 0

    def between(self, term: str, first: int, last: int) -> "array[int]":
        """Return the ids of the blocks of a term that hold everything from one id to another, and maybe others."""
        rows = self._run(
            "SELECT ids FROM lookup_postings WHERE term = ?1 AND first <= ?3 AND first >="
            " coalesce((SELECT max(first) FROM lookup_postings WHERE term = ?1 AND first <= ?2), 0)",
            (term, first, last),
        ).fetchall()
        return unpack(row[0] for row in rows)

    def which(self, term: str, ids: Collection[int]) -> set[int]:
        """Return those of a few ids that a term has, each looked up in the block where it would be."""
        rows = self._run(
            "SELECT value, (SELECT ids FROM lookup_postings WHERE term = ? AND first <= value"
            " ORDER BY first DESC LIMIT 1) FROM json_each(?)",
            (term, "[" + ",".join(map(str, ids)) + "]"),
        )
        return {one for one, block in rows.fetchall() if block is not None and _holds(block, one)}

    def terms(self, beginning: str, limit: int) -> list[str]:
        """Return the distinct terms with this beginning, in order."""
        rows = self._run(
            "SELECT DISTINCT term FROM lookup_postings WHERE term >= ? AND term < ? LIMIT ?",
            (beginning, beginning + _LAST, limit),
        )
        return [row[0] for row in rows.fetchall()]

    def size(self, term: str) -> int:
        """Return how many ids a term has."""
        row = self._run("SELECT total(length(ids)) FROM lookup_postings WHERE term = ?", (term,)).fetchone()
        return int(row[0]) // 4

    def add(self, term: str, ids: list[int]) -> None:
        """Add sorted ids to a term; ids it has already stay once."""
        if term[0] in SINGLE:
            self.add_single([(term, ids)])
            return
        self.add_all([(term, ids)])

    def add_single(self, additions: Iterable[tuple[str, list[int]]]) -> None:
        """Add ids to terms of the ``SINGLE`` kinds. An id that is there already may come twice; readers make sets."""
        self._many(
            "INSERT INTO lookup_postings (term, first, ids) VALUES (?, 0, ?)"
            " ON CONFLICT (term, first) DO UPDATE SET ids = CAST(ids || excluded.ids AS BLOB)",
            ((term, pack(ids)) for term, ids in additions),
        )

    def _insert(self, term: str, ids: list[int]) -> None:
        self._many("INSERT INTO lookup_postings (term, first, ids) VALUES (?, ?, ?)", self._blocks(term, ids))

    def _blocks(self, term: str, ids: list[int]) -> list[tuple[str, int, bytes]]:
        return [(term, ids[at], pack(ids[at : at + BLOCK])) for at in range(0, len(ids), BLOCK)]

    def _place(self, term: str, one: int) -> None:
        """Put one id where it belongs, in the middle of what is there."""
        row = self._run(
            "SELECT first, ids FROM lookup_postings WHERE term = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            (term, one),
        ).fetchone()
        if row is None:  # before everything: its own block
            self._insert(term, [one])
            return
        ids = unpack((row[1],))
        at = bisect_left(ids, one)
        if at < len(ids) and ids[at] == one:
            return
        ids.insert(at, one)
        if len(ids) <= BLOCK:
            self._store(term, row[0], ids)
            return
        half = len(ids) // 2
        self._store(term, row[0], ids[:half])
        self._insert(term, list(ids[half:]))

    def _merge(self, term: str, ids: list[int]) -> None:
        """Put many ids where they belong, near the end of what is there."""
        there = self._run(
            "SELECT first, ids FROM lookup_postings WHERE term = ?1 AND first >="
            " coalesce((SELECT max(first) FROM lookup_postings WHERE term = ?1 AND first <= ?2), 0)",
            (term, ids[0]),
        ).fetchall()
        self._many("DELETE FROM lookup_postings WHERE term = ? AND first = ?", [(term, row[0]) for row in there])
        self._insert(term, sorted({*unpack(row[1] for row in there), *ids}))

    def _store(self, term: str, first: int, ids: "array[int]") -> None:
        self._run("UPDATE lookup_postings SET ids = ? WHERE term = ? AND first = ?", (pack(ids), term, first))

    def remove(self, term: str, one: int) -> bool:
        """Take an id from a term; says whether the term has none left. With secure_delete on the page forgets it."""
        row = self._run(
            "SELECT first, ids FROM lookup_postings WHERE term = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            (term, one),
        ).fetchone()
        if row is not None:
            ids = unpack((row[1],))
            kept = array("I", (other for other in ids if other != one))
            if not kept:
                self._run("DELETE FROM lookup_postings WHERE term = ? AND first = ?", (term, row[0]))
            elif len(kept) < len(ids):
                self._store(term, row[0], kept)  # first may now be less than the block's smallest id: still its place
        return self._run("SELECT 1 FROM lookup_postings WHERE term = ? LIMIT 1", (term,)).fetchone() is None

    def add_all(self, additions: Sequence[tuple[str, list[int]]]) -> None:
        """Add sorted ids to many different terms, in term order so that each page is touched once."""
        terms = [term for term, _ in additions]
        sql = among("SELECT term, max(first), ids FROM lookup_postings WHERE term IN (*) GROUP BY term", terms)
        last = {row[0]: (row[1], row[2]) for row in self._run(sql, terms).fetchall()}  # ids are those of the max
        fresh: list[tuple[str, int, bytes]] = []
        longer: list[tuple[bytes, str, int]] = []
        for term, ids in additions:
            there = last.get(term)
            if there is None:
                fresh += self._blocks(term, ids)
            elif int.from_bytes(there[1][-4:], "little") < ids[0]:
                room = BLOCK - len(there[1]) // 4
                if room > 0:
                    longer.append((there[1] + pack(ids[:room]), term, there[0]))
                fresh += self._blocks(term, ids[max(room, 0) :])
            elif len(ids) < _FEW:
                for one in ids:
                    self._place(term, one)
            else:
                self._merge(term, ids)
        self._many("INSERT INTO lookup_postings (term, first, ids) VALUES (?, ?, ?)", fresh)
        self._many("UPDATE lookup_postings SET ids = ? WHERE term = ? AND first = ?", longer)

"""What people type into the box, key by key: queries made from stored customers, right and misspelt."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agentdesk.store import Connection

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Typed:
    """A query, the customer who is meant, and whether it has a typing error."""

    text: str
    customer: int
    misspelt: bool = False

    @property
    def keystrokes(self) -> Iterator[str]:
        """Everything that stands in the box on the way, a letter at a time."""
        return (self.text[:end] for end in range(1, len(self.text) + 1))


def typed(connection: Connection, people: int, seed: int = 7) -> list[Typed]:
    """Return the queries for customers drawn by chance: names, halves of them, numbers, addresses; and misspelt names."""
    chance = random.Random(seed)
    last = connection.execute("SELECT max(id) FROM customers").fetchone()[0]
    found = []
    for _ in range(people):
        row = connection.execute(
            "SELECT c.id, c.name, c.kana, c.company, c.city, c.postcode, c.email, c.loyalty, p.text, p.digits"
            " FROM customers c JOIN phones p ON p.customer = c.id WHERE c.id = ? ORDER BY p.place",
            (chance.randint(1, last),),
        ).fetchall()[0]
        found += [Typed(text, row[0]) for text in _ways(row)]
        found += [Typed(text, row[0], misspelt=True) for text in _misspelt(str(row[1]).split(), chance)]
    return found


def _ways(row: Sequence[str]) -> list[str]:
    _, name, kana, company, city, postcode, email, loyalty, phone, digits = row
    words = name.split()
    ways = [name, " ".join(reversed(words)), words[-1], f"{words[-1]} {city}", f"{words[-1]} {postcode}"]
    return [*ways, phone, digits[-6:], email, *filter(None, (kana, company, loyalty))]


def _misspelt(words: list[str], chance: random.Random) -> list[str]:
    at = next((at for at in reversed(range(len(words))) if len(words[at]) >= 4 and words[at].isascii()), None)
    if at is None:
        return []
    wrong = mistyped(words[at], chance)
    return [wrong, " ".join([*words[:at], wrong, *words[at + 1 :]])]


def mistyped(word: str, chance: random.Random) -> str:
    """Return a word with one typing error past its first letter: one left out, added, changed, or two swapped."""
    at = chance.randrange(1, len(word) - 1)
    other = chance.choice(_LETTERS)
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + other + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )

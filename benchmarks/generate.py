"""A made-up customer file of any size: Zipf-weighted names in four languages, phones, e-mails, loyalty numbers, seeded.

``python -m benchmarks.generate 1000000 customers.csv`` writes the same bytes every time. Nobody in it exists: surnames
beyond the common ones are put together from parts, so that a million customers hold well over 200,000 distinct words.
"""

import csv
import itertools
import random
import sys
import tomllib
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    "ref", "name", "kana", "company", "phone", "phone2", "email", "language", "loyalty", "address", "postcode", "city",
    "country",
)  # fmt: skip

_LANGUAGES = ("en", "sv", "nb", "ja")
_SHARES = (30, 60, 80, 100)  # cumulative percent
_SURNAMES = 400_000  # each language; made from parts past the common ones


_DATA = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Word:
    """A name and, for Japanese, its reading."""

    text: str
    kana: str = ""


class Zipf:
    """Draw ranks with probability proportional to 1 / (rank + 3)."""

    def __init__(self, size: int) -> None:
        self._ends = list(itertools.accumulate(1 / (rank + 3) for rank in range(size)))

    def draw(self, chance: random.Random) -> int:
        """Return a rank, from 0."""
        return bisect(self._ends, chance.random() * self._ends[-1])


def _plain(text: str) -> list[Word]:
    return [Word("" if word == "-" else word) for word in text.split()]


def _readings(text: str) -> list[Word]:
    words = []
    for pair in text.split():
        cut = next((at for at, letter in enumerate(pair) if "ぁ" <= letter <= "ん"), len(pair) // 2)
        words.append(Word(pair[: cut or len(pair) // 2], pair[cut or len(pair) // 2 :]))
    return words


class Names:
    """The names of one language by rank: common ones first, then ever rarer ones made from parts."""

    def __init__(self, language: str, seed: int) -> None:
        chance = random.Random(f"{seed} {language}")
        data = _DATA[language]
        read = _readings if language == "ja" else _plain
        self.given: Sequence[Word] = read(data["given"])
        self._common: Sequence[Word] = read(data["common"])
        starts = read(data["starts"])
        middles = read(data["middles"]) if "middles" in data else starts
        ends = read(data["ends"]) if "ends" in data else [Word(""), Word(""), *starts]
        self._parts: tuple[Sequence[Word], ...] = (starts, middles, ends)
        self._parts = tuple(chance.sample(column, len(column)) for column in self._parts)

    def surname(self, rank: int) -> Word:
        """Return the surname of a rank."""
        if rank < len(self._common):
            return self._common[rank]
        rank = (rank - len(self._common)) * 7919  # spread neighbouring ranks over the parts
        chosen = []
        for column in self._parts:
            rank, at = divmod(rank, len(column))
            chosen.append(column[at])
        return Word("".join(part.text for part in chosen), "".join(part.kana for part in chosen))


# # and * are digits; the first form of each language is the commonest writing of it
_PHONES = {
    "en": ("07700 ######", "+44 7911 ######", "020 7### ####", "(0117) ### ####"),
    "sv": ("070-### ## ##", "+46 73 ### ## ##", "072#######", "0046 76 ### ## ##"),
    "nb": ("9## ## ###", "+47 4#######", "9#######", "4# ## ## ##"),
    "ja": ("090-####-####", "+81 90-####-####", "080########", "(070)####-####"),
}
_POSTCODES = {"en": "@@*# #@@", "sv": "*## ##", "nb": "*###", "ja": "*##-####"}
_DOMAINS = {"en": "example.com", "sv": "example.se", "nb": "example.no", "ja": "example.org"}
_PLAIN = str.maketrans("åäöæøé", "aaoaoe")


def _filled(pattern: str, chance: random.Random) -> str:
    """Fill ``#`` with a digit, ``*`` with one from 1, ``@`` with a letter."""
    digits = iter(f"{chance.randrange(10**10):010d}")
    signs = {
        "#": lambda: next(digits),
        "*": lambda: str(chance.randrange(1, 10)),
        "@": lambda: chance.choice("ABDEHLNSY"),
    }
    return "".join(signs[sign]() if sign in signs else sign for sign in pattern)


def _login(*words: str) -> str:
    text = ".".join(words).lower().translate(_PLAIN)
    return "".join(letter for letter in text if letter.isascii() and (letter.isalnum() or letter == "."))


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody's names."""

    name: str
    kana: str
    company: str
    login: str


class Country:
    """One language's people: draws their names by rank and their places."""

    def __init__(self, language: str, seed: int, surnames: Zipf) -> None:
        data = _DATA[language]
        self.language = language
        self.country: str = data["country"]
        self._names = Names(language, seed)
        self._surnames = surnames
        self._givens = Zipf(len(self._names.given))
        self._cities: list[str] = data["cities"].split()
        self._places = Zipf(len(self._cities))
        self._trades: list[str] = data["trades"].split()
        self._streets: list[str] = data["streets"].split("|")

    def _surname(self, chance: random.Random) -> Word:
        return self._names.surname(self._surnames.draw(chance))

    def person(self, chance: random.Random) -> _Person:
        """Draw a person; some have two given names, a double surname, a company."""
        given, surname = self._names.given[self._givens.draw(chance)], self._surname(chance)
        company = f"{self._surname(chance).text} {chance.choice(self._trades)}" if chance.randrange(10) == 0 else ""
        number = chance.randrange(10**7)
        if self.language == "ja":
            return _Person(f"{surname.text} {given.text}", f"{surname.kana} {given.kana}", company, f"user{number}")
        middle = f" {chance.choice(self._names.given).text}" if chance.randrange(12) == 0 else ""
        double = f"-{self._surname(chance).text}" if chance.randrange(25) == 0 else ""
        login = f"{_login(given.text, surname.text)}{number % 1000}"
        return _Person(f"{given.text}{middle} {surname.text}{double}", "", company, login)

    def row(self, number: int, chance: random.Random) -> tuple[str, ...]:
        """Draw a customer, in the order of ``COLUMNS``."""
        person = self.person(chance)
        phones = _PHONES[self.language]
        return (
            f"C{number:07d}",
            person.name,
            person.kana,
            person.company,
            _filled(chance.choice(phones), chance),
            _filled(chance.choice(phones), chance) if chance.randrange(5) == 0 else "",
            f"{person.login}@{_DOMAINS[self.language]}",
            self.language,
            str(7300000000 + number * 97 % 100000000) if chance.randrange(2) else "",
            f"{chance.choice(self._streets)} {chance.randrange(1, 120)}",
            _filled(_POSTCODES[self.language], chance),
            self._cities[self._places.draw(chance)],
            self.country,
        )


def rows(count: int, seed: int = 2026) -> Iterator[tuple[str, ...]]:
    """Yield customers in the order of ``COLUMNS``."""
    chance = random.Random(seed)
    surnames = Zipf(_SURNAMES)
    countries = [Country(language, seed, surnames) for language in _LANGUAGES]
    for number in range(1, count + 1):
        yield countries[bisect(_SHARES, chance.randrange(100))].row(number, chance)


def write(count: int, path: Path, seed: int = 2026) -> None:
    """Write a CSV file of ``count`` customers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(COLUMNS)
        out.writerows(rows(count, seed))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))

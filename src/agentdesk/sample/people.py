"""The sample shop's customers: some 300 in four languages, with phones written the way people write them.

Everything is drawn from a seeded generator, so that every demo, picture and test sees the same shop.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from random import Random

_COUNTS = {"sv": 150, "nb": 60, "en": 50, "ja": 42}
_COUNTRY = {"sv": "SE", "nb": "NO", "en": "GB", "ja": "JP"}
_DOMAINS = ("example.se", "example.com", "example.org", "example.net")


@dataclass(frozen=True, slots=True)
class SampleCustomer:
    """One row of the customers' file. ``phones`` as they were written down."""

    ref: str
    name: str
    kana: str
    language: str
    phones: tuple[str, ...]
    email: str
    address: str
    postcode: str
    city: str
    country: str
    loyalty: str
    notes: str


# who the demo's story is about: always there, always the same
_STORY = (
    SampleCustomer(
        "K-1001", "Karin Öhman", "", "sv", ("070-174 06 35",), "karin.ohman@example.se", "Kungsgatan 12", "903 27",
        "Umeå", "SE", "L-400117", "Works nights: call before 17",
    ),
    SampleCustomer(
        "K-1002", "佐藤 花子", "さとう はなこ", "ja", ("03-3498-7712",), "hanako.sato@example.com", "神宮前 4-1",
        "150-0001", "東京都渋谷区", "JP", "L-400118", "",
    ),
    SampleCustomer(
        "K-1003", "Lars Eide", "", "nb", ("+47 22 33 44 55", "922 33 445"), "lars.eide@example.com", "Storgata 3",
        "0350", "Oslo", "NO", "L-400119", "",
    ),
    SampleCustomer(
        "K-1004", "Siobhán O'Brien", "", "en", ("+44 (0)131 496 0123",), "siobhan@example.org", "Mill Lane 7",
        "EH1 2NG", "Edinburgh", "GB", "L-400120", "",
    ),
)  # fmt: skip


def customers(seed: int = 11) -> list[SampleCustomer]:
    """Return every customer of the sample shop."""
    table = tomllib.loads(files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    random = Random(seed)  # noqa: S311 - the same shop every time
    found = list(_STORY)
    names = {customer.name for customer in found}
    number = 1010
    for language, count in _COUNTS.items():
        made = 0
        while made < count:
            customer = _customer(random, language, table[language], f"K-{number}")
            if customer.name in names:
                continue
            names.add(customer.name)
            found.append(customer)
            number += 1
            made += 1
    return found


def _customer(random: Random, language: str, table: dict[str, list[list[str]]], ref: str) -> SampleCustomer:
    given, family = random.choice(table["given"]), random.choice(table["family"])
    postcode, city = random.choice(table["cities"])
    street = random.choice(table["streets"])
    if language == "ja":
        name, kana = f"{family[0]} {given[0]}", f"{family[1]} {given[1]}"
        local = f"kyaku{ref[2:]}"
    else:
        name, kana = f"{given} {family}", ""
        local = f"{_plain(str(given))}.{_plain(str(family))}"
    phones = [_phone(random, language)] + ([_phone(random, language)] if random.random() < 0.15 else [])
    return SampleCustomer(
        ref,
        name,
        kana,
        language,
        tuple(phones),
        f"{local}@{random.choice(_DOMAINS)}" if random.random() < 0.8 else "",
        f"{street} {random.randrange(1, 90)}",
        postcode,
        city,
        _COUNTRY[language],
        f"L-{random.randrange(400200, 499999)}" if random.random() < 0.6 else "",
        "",
    )


def _plain(text: str) -> str:
    import unicodedata

    bare = unicodedata.normalize("NFD", text.lower().replace("ø", "o").replace("æ", "ae"))
    return "".join(letter for letter in bare if letter.isascii() and letter.isalnum())


def _phone(random: Random, language: str) -> str:
    # number ranges that the countries' authorities keep for fiction and tests, in everyday writings
    last = random.randrange(100)
    if language == "sv":
        tail = f"{random.randrange(5, 9)}{last:02d}"
        return random.choice(("070-1740 {0}", "070-174 0{0}", "+46 70 1740 {0}", "0701740{0}", "070/1740{0}")).format(
            tail
        )
    if language == "nb":
        number = f"{random.choice('49')}{random.randrange(10**6, 10**7)}"
        shapes = (
            f"{number[:3]} {number[3:5]} {number[5:]}",
            f"+47 {number[:2]} {number[2:4]} {number[4:6]} {number[6:]}",
            number,
        )
        return random.choice(shapes)
    if language == "en":
        return random.choice(("+44 7700 900{0:03d}", "07700 900{0:03d}", "(07700) 900{0:03d}")).format(
            random.randrange(1000)
        )
    number = f"{random.randrange(1000, 9999)}-{random.randrange(1000, 9999)}"
    return random.choice((f"090-{number}", f"080-{number}", f"+81 90-{number}", f"03-{number}"))

"""The sample shop's goods: 120 products, deliveries late and due, orders of the last weeks."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from random import Random

from agentdesk.sample.people import SampleCustomer


@dataclass(frozen=True, slots=True)
class SampleProduct:
    """One row of the products' file; prices as decimal text. ``forms`` by language: indefinite, definite, pronoun."""

    sku: str
    name: str
    barcode: str
    price: str
    cost: str
    on_hand: int
    supplier: str
    category: str
    discontinued: bool
    forms: dict[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SampleDelivery:
    """A delivery of one product. ``received`` is the day it came, None while it is expected."""

    ref: str
    sku: str
    quantity: int
    expected: date
    supplier: str
    received: date | None = None


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """An order with its lines: article number, quantity, price as decimal text."""

    ref: str
    customer: str
    ordered: date
    status: str
    tracking: str
    promised: date | None
    lines: tuple[tuple[str, int, str], ...]


def products() -> list[SampleProduct]:
    """Return every product; article numbers say the kind: ``KET-01``."""
    table = tomllib.loads(files(__package__).joinpath("products.toml").read_text(encoding="utf-8"))
    found = []
    for number, (kind, row) in enumerate(table.items(), 1):
        forms = {language: tuple(row[language]) for language in ("sv", "nb", "en", "ja")}
        for variant, (name, price, cost, on_hand) in enumerate(row["variants"], 1):
            sku = f"{kind.replace('-', '')[:3].upper()}-{number:02d}{variant}"
            digits = f"731000{number:03d}{variant:03d}"
            found.append(
                SampleProduct(
                    sku, name, digits + check_digit(digits), price, cost, max(on_hand, 0), row["supplier"],
                    row["category"], on_hand < 0, forms,
                )
            )  # fmt: skip
    return found


def check_digit(digits: str) -> str:
    """Return the GTIN check digit of the digits before it (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def deliveries(goods: list[SampleProduct], today: date, seed: int = 12) -> list[SampleDelivery]:
    """Return past deliveries (from which lateness is learnt), one due today, and one expected for what is sold out."""
    random = Random(seed)  # noqa: S311 - the same shop every time
    habit = {"Norrkök": 3, "Casa Alba": 0, "Fjordsmie": 1, "Hoshi Trading": 5, "Lin & Lut": 0}
    by_supplier: dict[str, list[SampleProduct]] = {}
    for product in goods:
        by_supplier.setdefault(product.supplier, []).append(product)
    found = []
    for supplier, theirs in by_supplier.items():
        for number in range(14 if supplier == "Norrkök" else 6):
            expected = today - timedelta(days=12 + 9 * number)
            late = habit[supplier] + random.choice((-1, 0, 0, 1))
            ref = f"D-{supplier[:3].upper()}-{number + 1:02d}"
            came = expected + timedelta(days=max(late, 0))
            found.append(
                SampleDelivery(ref, random.choice(theirs).sku, random.randrange(4, 20), expected, supplier, came)
            )
    sold_out = [product for product in goods if product.on_hand == 0 and not product.discontinued]
    for number, product in enumerate(sold_out[:-2]):  # two are sold out with nothing planned
        expected = today + timedelta(days=(6, 0, 3, 13, 1)[number % 5])
        ref = f"D-{product.sku}"
        found.append(SampleDelivery(ref, product.sku, 6, expected, product.supplier))
    return found


def orders(people: list[SampleCustomer], goods: list[SampleProduct], today: date, seed: int = 13) -> list[SampleOrder]:
    """Return orders of the last two months; the story's customer waits for a kettle promised a week ago."""
    random = Random(seed)  # noqa: S311 - the same shop every time
    kettle = goods[0]
    story = SampleOrder(
        "48211", people[0].ref, today - timedelta(days=21), "paid", "", today - timedelta(days=7),
        ((kettle.sku, 1, kettle.price),),
    )  # fmt: skip
    found = [story]
    for number in range(240):
        customer = random.choice(people[1:])
        day = today - timedelta(days=random.randrange(1, 60))
        bought = random.sample(goods, random.choice((1, 1, 2, 3)))
        lines = [(product.sku, random.choice((1, 1, 1, 2, 4)), product.price) for product in bought]
        age = (today - day).days
        status = "delivered" if age > 9 else random.choice(("paid", "packed", "shipped"))
        tracking = f"SE{random.randrange(10**9, 10**10)}" if status in ("shipped", "delivered") else ""
        found.append(
            SampleOrder(str(48212 + number), customer.ref, day, status, tracking, day + timedelta(days=5), tuple(lines))
        )
    return found

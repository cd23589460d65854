"""A shop with a kettle that everybody wants, people who want it, and somebody at the desk."""

from contextlib import AbstractContextManager
from datetime import date

import pytest

from agentdesk.catalog.actions import expect, keep_product
from agentdesk.catalog.model import ProductFacts
from agentdesk.clock import SetClock
from agentdesk.holds.dates import Hours
from agentdesk.holds.stocktaking import set_on_hand
from agentdesk.store import Act, Actor, Store

AINO = Actor(1, "phone 2")
HOURS = Hours(zone="Europe/Stockholm")
NAMES = ("Karin Öhman", "Lars Eide", "佐藤 花子", "[/] Bo")


class Shop:
    """The store with a kettle (1), a mug (2) and a discontinued lamp (3), and four customers."""

    def __init__(self, store: Store, clock: SetClock) -> None:
        self.store = store
        self.clock = clock
        with self.act() as act:
            act.insert("INSERT INTO staff (id, name, role, added_at) VALUES (1, 'Aino', 'agent', ?)", (act.at,))
            for sku, name in (("KTL-17", "Vattenkokare Emalj 1,7 l"), ("MUG-3", "Mugg Blå"), ("LMP-1", "Lampa Äng")):
                keep_product(act, ProductFacts(sku, name, category="Kök", discontinued=sku == "LMP-1"))
            for ref, name in enumerate(NAMES, 1):
                act.insert("INSERT INTO customers (ref, name, added_at) VALUES (?, ?, ?)", (f"K{ref}", name, act.at))

    def act(self) -> AbstractContextManager[Act]:
        """An act of Aino's."""
        return self.store.act(AINO)

    def stock(self, product: int, on_hand: int) -> None:
        with self.act() as act:
            set_on_hand(act, product, on_hand, HOURS)

    def delivery(self, product: int = 1, quantity: int = 6, day: date = date(2026, 12, 4)) -> int:
        with self.act() as act:
            return expect(act, "Norrkök", day, {product: quantity}).id

    def numbers(self, product: int = 1) -> tuple[int, int, int, int]:
        """On hand, aside, units waiting, holds waiting."""
        row = (
            self.store.read()
            .execute("SELECT on_hand, aside, waiting, queue FROM products WHERE id = ?", (product,))
            .fetchone()
        )
        return row[0], row[1], row[2], row[3]

    def kinds(self) -> list[str]:
        """The kinds of every log entry so far."""
        return [row["kind"] for row in self.store.read().execute("SELECT kind FROM log ORDER BY seq").fetchall()]

    def check(self) -> None:
        """What must hold after every act."""
        with self.store.reading() as connection:
            check_books(Act(connection, self.clock.now(), "", AINO))


def check_books(act: Act) -> None:
    """Stock and holds agree, for every product."""
    for row in act.rows(
        "SELECT p.*, (SELECT coalesce(sum(quantity), 0) FROM holds h WHERE h.product = p.id"
        " AND state IN ('aside', 'told')) AS lie, (SELECT coalesce(sum(quantity), 0) FROM holds h"
        " WHERE h.product = p.id AND state = 'waiting') AS wait,"
        " (SELECT count(*) FROM holds h WHERE h.product = p.id AND state = 'waiting') AS line FROM products p"
    ):
        assert row["aside"] <= row["on_hand"]
        assert (row["aside"], row["waiting"], row["queue"]) == (row["lie"], row["wait"], row["line"])
        assert not (row["queue"] and row["on_hand"] > row["aside"]), "units are free while somebody waits"


@pytest.fixture
def shop(store: Store, clock: SetClock) -> Shop:
    """The kettle shop on Saturday 28 November 2026."""
    return Shop(store, clock)

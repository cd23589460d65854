"""A shop where remedies are given: agents, supervisors with PINs, an owner, customers, orders, and the limits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agentdesk.authority import actions, vouchers
from agentdesk.authority.model import Decision, Kind, Remedy, Request, Voucher
from agentdesk.catalog.order_records import Kept, add, add_line
from agentdesk.clock import SetClock
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Channel, Contact
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.staff.pins import hash_pin
from agentdesk.store import Act, Actor, Store, create_store
from agentdesk.work.attend import on_shift
from agentdesk.work.give import Outcome, give_or_ask
from agentdesk.work.setup import found

PINS = {"Mira": "739154", "Sven": "402817", "Olga": "861530"}
_HASHES = {name: hash_pin(pin) for name, pin in PINS.items()}  # 50 ms each, once
PEOPLE = {"Aino": Role.AGENT, "Per": Role.AGENT, "Sixten": Role.SENIOR, "Sven": Role.SUPERVISOR, "Olga": Role.OWNER}


class Shop:
    """Everybody works here: Mira and Sven supervise, Olga owns, Aino and Per are agents, Sixten is senior.

    Customers 1 to 3; order 48211 of customer 1 is a kettle of 849.00 that cost 600.00.
    """

    def __init__(self, store: Store, clock: SetClock) -> None:
        self.store, self.clock = store, clock
        found(store, Settings(currency=store.currency), "Mira", _HASHES["Mira"])
        self.desks: dict[str, Actor] = {"Mira": Actor(1, "office")}
        with store.act(Actor()) as act:
            for name, role in PEOPLE.items():
                person = staff.add(act, name, role, _HASHES.get(name))
                self.desks[name] = Actor(person.id, f"desk of {name}")
            for number in (1, 2, 3):
                act.insert(
                    "INSERT INTO customers (ref, name, added_at) VALUES (?, ?, ?)",
                    (f"K{number}", f"Kund {number}", act.at),
                )
            act.insert("INSERT INTO products (sku, name, price, cost) VALUES ('KTL-17', 'Vattenkokare', 84900, 60000)")
            order = add(act, "48211", 1, "2026-11-07", "paid", None, "2026-11-21")
            add_line(act, order, Kept("KTL-17", "Vattenkokare", 1, 84900))

    def limits(self, text: str) -> None:
        with self.store.act(self.desks["Mira"]) as act:
            actions.set_limits(act, text)

    @contextmanager
    def act(self, name: str) -> Iterator[Act]:
        """An act of somebody's, in their shift."""
        with on_shift(self.store, self.desks[name]) as act:
            yield act

    def talk(self, name: str, customer: int | None) -> Contact:
        """A new contact of somebody's."""
        with self.act(name) as act:
            return contacts.open_contact(act, customer, Channel.COUNTER)

    def finish(self, name: str) -> None:
        with self.act(name) as act:
            talk = contact_records.open_of(act.connection, act.actor.staff)
            if talk is not None:
                contacts.finish(act, talk)

    def wish(
        self, kind: str, value: int, *, on: int | None = None, order: int | None = None, reason: str = "late"
    ) -> Request:
        """A request; ``value`` in minor units, of a percentage in hundredths of a percent."""
        base = 84900 if order else on
        percent = kind == "percent"
        return actions.request(
            Kind(kind),
            reason,
            value=None if percent else value,
            points=value if percent else None,
            base=base,
            order=order,
        )

    def check(self, name: str, wanted: Request, customer: int | None) -> Decision:
        with self.store.reading() as connection:
            talk = contact_records.open_of(connection, self.desks[name].staff)
            contact = talk.id if talk is not None and talk.customer == customer else None
            return actions.check(
                connection, self.desks[name].staff, wanted, customer, contact, self.clock.now(), self.store.zone,
                self.store.currency,
            )  # fmt: skip

    def give(self, name: str, wanted: Request, customer: int | None) -> Outcome:
        """Give it, or ask, in the contact that somebody is in with this customer, or a new one."""
        with self.act(name) as act:
            return give_or_ask(act, wanted, customer)

    def ask(self, name: str, wanted: Request, customer: int | None) -> Remedy:
        """Ask for what needs approval."""
        outcome = self.give(name, wanted, customer)
        assert outcome.remedy is not None
        assert outcome.remedy.state == "asked"
        return outcome.remedy

    def undo(self, name: str, remedy: Remedy) -> None:
        with self.act(name) as act:
            actions.undo(act, remedy.id)

    def use(
        self, name: str, code: str, customer: int | None, on: int | None = None, order: int | None = None
    ) -> Outcome:
        with self.act(name) as act:
            voucher = vouchers.of_code(act.connection, code)
            wanted = vouchers.to_use(
                act.connection, voucher, act.now, customer=customer, on=on, order=order, currency=act.currency
            )
            return give_or_ask(act, wanted, customer)

    def voucher(self, code: str) -> Voucher:
        return vouchers.of_code(self.store.read(), code)

    def given(self) -> int:
        """What is given now, altogether."""
        row = self.store.read().execute("SELECT coalesce(sum(value), 0) FROM remedies WHERE state = 'given'").fetchone()
        return int(row[0])

    def log(self) -> list[dict[str, Any]]:
        """Every entry's record, parsed."""
        return [
            json.loads(row["record"])
            for row in self.store.read().execute("SELECT record FROM log ORDER BY seq").fetchall()
        ]

    def kinds(self) -> list[str]:
        return [record["kind"] for record in self.log()]


@pytest.fixture
def shop(store: Store, clock: SetClock) -> Shop:
    """The shop on Saturday 28 November 2026, with the limits that a new shop begins with."""
    return Shop(store, clock)


def new_shop(folder: Path, currency: str = "SEK") -> Shop:
    """A shop of its own, for tests that need many or another currency."""
    clock = SetClock(datetime(2026, 11, 28, 13, 5, tzinfo=UTC))
    return Shop(create_store(folder / "desk.db", clock, zone="Europe/Stockholm", currency=currency), clock)


__all__ = ["PINS", "Shop", "new_shop", "shop"]

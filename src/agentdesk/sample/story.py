"""The sample shop's story, played through the program's own acts with the clock set back: a shift half over, parked
contacts, promises overdue, a late delivery, a remedy that a supervisor allowed.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from agentdesk.authority import actions as authority
from agentdesk.authority.model import Kind as Remedy
from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import ItemForms
from agentdesk.clock import SetClock, stamp
from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Contact, Mood
from agentdesk.customers import records as customers
from agentdesk.customers.importing import Customers
from agentdesk.holds import actions as holds
from agentdesk.holds import receiving
from agentdesk.holds.dates import Hours
from agentdesk.promises import actions as promises
from agentdesk.promises.model import Kind
from agentdesk.sample import goods, people
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.store import Act, Actor, Store
from agentdesk.work.attend import on_shift
from agentdesk.work.importing.goods import Deliveries, Products
from agentdesk.work.importing.orders import OrderLines, Orders
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import Noun, run_import

SHOP = Settings(
    shop="Björk & Kök",
    country="SE",
    currency="SEK",
    timezone="Europe/Stockholm",
    language="sv",
    closed_weekdays=("sun",),
)
ME, MIRA, PER = 1, 2, 3  # staff ids, in the order they are added


class Story:
    """Fills an empty, founded store. ``clock`` must be the store's; it ends at ``now``."""

    def __init__(self, store: Store, clock: SetClock, now: datetime) -> None:
        self.store, self.clock, self.now = store, clock, now
        self.local = now.astimezone(ZoneInfo(SHOP.timezone))
        self.hours = Hours.of(SHOP)
        self.people = people.customers()
        self.goods = goods.products()

    def fill(self) -> None:
        """Play the whole story."""
        self._at(days=-30)
        self._import()
        self._past()
        self._morning()
        self.clock.moment = self.now

    def _at(self, *, days: int = 0, hour: int | None = None, minute: int = 0) -> None:
        """Set the clock. The story's day runs to 14:05, which is now; ``hour`` and ``minute`` are of that day."""
        day = self.local + timedelta(days=days)
        if hour is not None:
            day -= timedelta(hours=14 - hour, minutes=5 - minute)
        self.clock.moment = min(day, self.local)

    def _import(self) -> None:
        with TemporaryDirectory() as folder:
            for noun, heading, rows in self._tables():
                path = Path(folder) / f"{noun.name}.csv"
                with path.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows([heading, *rows])
                run_import(self.store, Actor(), noun, path, {}, report=Report(Path(folder) / "rejected.csv"))
        with self.store.act(Actor()) as act:
            for product in self.goods:
                known = catalog.by_sku(act.connection, product.sku)
                assert known is not None
                for language, words in product.forms.items():
                    catalog.set_forms(act, known.id, language, ItemForms(*words))

    def _tables(self) -> Iterable[tuple[Noun, Sequence[str], Iterable[Sequence[object]]]]:
        yield (
            Customers(SHOP.country),
            ["ref", "name", "kana", "language", "phone", "phone", "email", "address", "postcode", "city", "country", "loyalty"],
            [
                (c.ref, c.name, c.kana, c.language, *(*c.phones, "", "")[:2], c.email, c.address, c.postcode, c.city, c.country,
                 c.loyalty)
                for c in self.people
            ],
        )  # fmt: skip
        yield (
            Products(self.hours, SHOP.currency),
            ["sku", "name", "barcode", "price", "cost", "on_hand", "supplier", "category", "discontinued"],
            [
                (
                    p.sku,
                    p.name,
                    p.barcode,
                    p.price,
                    p.cost,
                    p.on_hand,
                    p.supplier,
                    p.category,
                    "yes" if p.discontinued else "no",
                )
                for p in self.goods
            ],
        )
        planned = goods.deliveries(self.goods, self.local.date())
        yield (
            Deliveries(self.hours),
            ["ref", "sku", "quantity", "expected", "supplier"],
            [(d.ref, d.sku, d.quantity, d.expected, d.supplier) for d in planned],
        )
        sold = goods.orders(self.people, self.goods, self.local.date())
        yield (
            Orders(),
            ["ref", "customer", "date", "status", "tracking", "promised"],
            [(o.ref, o.customer, o.ordered, o.status, o.tracking, o.promised or "") for o in sold],
        )
        yield (
            OrderLines(SHOP.currency),
            ["order", "sku", "quantity", "price"],
            [(o.ref, sku, quantity, price) for o in sold for sku, quantity, price in o.lines],
        )

    def _past(self) -> None:
        """Deliveries that came, late or not; two calls of the story's customer that ended in promises."""
        for planned in sorted(
            goods.deliveries(self.goods, self.local.date()), key=lambda each: each.received or each.expected
        ):
            if planned.received is None:
                continue
            self.clock.moment = datetime.combine(planned.received, self.local.timetz()).replace(hour=9)
            self._receive(planned)
        karin = self.people[0]
        self._banner(karin.ref, karin.notes)
        with_per = Actor(PER, "phone 1")
        for days, hour, came, left, note in (
            (-11, 15, Mood.WORRIED, Mood.CALM, "Kettle not here yet; told her it is on its way"),
            (-4, 11, Mood.WORRIED, Mood.ANGRY, "Second call about the kettle: should be here soon, she was told"),
        ):
            self._at(days=days, hour=hour)
            self._talk(with_per, karin.ref, Channel.PHONE, "backorder-late", came, left, note)
        with on_shift(self.store, with_per) as act:
            who = customers.by_ref(act.connection, karin.ref)
            assert who is not None
            promises.make(
                act, Kind.CALL_BACK, customer=who.id, contact=None, what="call back about the kettle",
                due_at=stamp(self.local - timedelta(days=2)),
            )  # fmt: skip

    def _receive(self, planned: goods.SampleDelivery) -> None:
        from agentdesk.catalog import delivery_records as deliveries

        with self.store.act(Actor()) as act:
            known = deliveries.by_ref(act.connection, planned.ref)
            product = catalog.by_sku(act.connection, planned.sku)
            if known is None or product is None or not known.state.open:
                return
            was = product.stock.on_hand
            receiving.receive(act, known.id, receiving.everything(known), self.hours)
            from agentdesk.holds import stocktaking

            stocktaking.set_on_hand(act, product.id, was, self.hours)  # sold since: the shelf is as the till says

    def _banner(self, ref: str, words: str) -> None:
        from agentdesk.customers.actions import Details, change

        with self.store.act(Actor()) as act:
            known = customers.by_ref(act.connection, ref)
            assert known is not None
            change(act, known, Details(banner=words), SHOP.country)

    def _talk(
        self, actor: Actor, ref: str | None, channel: Channel, situation: str, came: Mood, left: Mood | None, note: str
    ) -> Contact:
        with on_shift(self.store, actor) as act:
            contact = self._open(act, ref, channel)
            contact = contacts.describe(act, contact, situation=situation, mood_in=came)
        self.clock.advance(minutes=6)
        if left is None:
            return contact
        with on_shift(self.store, actor) as act:
            return contacts.finish(act, contacts.existing(act, contact.id), left, note)

    def _open(self, act: Act, ref: str | None, channel: Channel) -> Contact:
        who = customers.by_ref(act.connection, ref) if ref else None
        return contacts.open_contact(act, who.id if who else None, channel, who.language if who else None)

    def _morning(self) -> None:
        """Today: two people on shift, five in the queue for the kettle, two parked, a yes from Mira."""
        aino, mira = Actor(ME, "phone 2"), Actor(MIRA, "office")
        self._at(hour=8, minute=2)
        for actor in (aino, mira):
            with on_shift(self.store, actor):
                pass
        self._queue(aino)
        self._at(hour=9, minute=40)
        self._talk(
            aino, "K-1002", Channel.COUNTER, "product-advice", Mood.WORRIED, Mood.HAPPY, "Took the donabe instead"
        )
        self._gift(aino)
        self._at(hour=10, minute=31)
        eide = self._talk(aino, "K-1003", Channel.PHONE, "delivery-question", Mood.CALM, None, "")
        with on_shift(self.store, aino) as act:
            contacts.park(act, contacts.existing(act, eide.id), "checking the 6.7 l casserole")
        self._at(hour=10, minute=52)
        walk_in = self._talk(aino, None, Channel.COUNTER, "product-advice", Mood.CONFUSED, None, "")
        with on_shift(self.store, aino) as act:
            contacts.park(act, contacts.existing(act, walk_in.id), "fetching two whetstones to compare")

    def _queue(self, actor: Actor) -> None:
        kettle = self.goods[0]
        for at, person in enumerate(self.people[5:9]):
            self._at(hour=8, minute=10 + 7 * at)
            with on_shift(self.store, actor) as act:
                contact = self._open(act, person.ref, Channel.PHONE)
                product = catalog.by_sku(act.connection, kettle.sku)
                assert product is not None
                holds.place(act, product.id, 1, self.hours, customer=contact.customer, contact=contact.id)
                contacts.finish(act, contacts.existing(act, contact.id), Mood.CALM, "Waits for the kettle")

    def _gift(self, actor: Actor) -> None:
        self._at(hour=10, minute=12)
        with on_shift(self.store, actor) as act:
            contact = self._open(act, "K-1004", Channel.PHONE)
            contact = contacts.describe(act, contact, situation="damaged", mood_in=Mood.DISAPPOINTED)
            wanted = authority.request(Remedy.AMOUNT, "damaged", value=12000, points=None, base=64900)
            authority.give(act, wanted, contact.customer, contact.id)
            contacts.finish(
                act, contacts.existing(act, contact.id), Mood.CALM, "Chip in the teapot's lid: kept it, 120 off"
            )


def hire(store: Store, pin_hash: str) -> None:
    """Add the people of the story: Aino at the phone, Mira who may say yes, Per who is off today."""
    with store.act(Actor()) as act:
        staff.add(act, "Aino", Role.AGENT)
        staff.add(act, "Mira", Role.SUPERVISOR, pin_hash)
        staff.add(act, "Per", Role.SENIOR)

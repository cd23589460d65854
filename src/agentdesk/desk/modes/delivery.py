"""Delivery morning: what is expected, counting what came, who gets it, and the labels."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.catalog.actions import existing_delivery
from agentdesk.catalog.finding import exact_product
from agentdesk.catalog.model import Delivery as Consignment
from agentdesk.catalog.model import DeliveryLine
from agentdesk.clock import shop_day
from agentdesk.customers import records as customers
from agentdesk.customers.model import Customer
from agentdesk.desk.counting import Whole, counted, line_of, read, rebased, rows
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.views import delivery as drawing
from agentdesk.desk.writing import Line
from agentdesk.errors import DeskError, InvalidInput, Refused
from agentdesk.holds import preview, receiving, records
from agentdesk.holds.labels import label
from agentdesk.holds.model import Aside
from agentdesk.holds.moving import existing, product_of
from agentdesk.holds.preview import LinePreview
from agentdesk.holds.receiving import Count
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Delivery(Mode):
    """Choose a delivery, or scan something of it. Then scan each piece, or type ``SKU=3`` for three in all.

    ``damaged SKU=1`` counts damaged ones apart, ``all`` takes it as ordered, ``no more`` says that the rest will not
    come. An empty Enter shows who gets what and why; the next one sets it aside, and shows the labels.
    """

    name = "Delivery"
    title = "Delivery"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.hours = desk.hold.hours
        self.expected: list[Consignment] = []
        self.found: list[Consignment] = []
        self.open: Consignment | None = None
        self.totals: dict[int, Count] = {}
        self.no_more = False
        self.preview: dict[int, LinePreview] = {}
        self.names: dict[int, str] = {}  # of the customers who get something
        self.shown = False  # who gets what was shown: the next Enter sets it aside
        self.labels: list[tuple[str, Customer | None]] = []

    async def begin(self) -> None:
        """List what is expected."""
        self.expected = await self.desk.counter.read(deliveries.all_open)
        self.found, self.open, self.labels, self.at = self.expected, None, [], 0
        self._forget()

    def _forget(self) -> None:
        self.totals, self.preview, self.names, self.no_more, self.shown = {}, {}, {}, False, False

    async def changed(self, text: str) -> None:
        """Narrow the list of deliveries down; what is typed while counting is read at Enter."""
        if text.strip() and self.open is not None:
            self.shown = False
        if self.open is None and not self.labels:
            words = text.casefold().split()
            self.found = [each for each in self.expected if all(word in _words_of(each) for word in words)]
            self.at = min(self.at, max(len(self.found) - 1, 0))

    async def enter(self, text: str) -> None:
        """Open a delivery; count a piece; show who gets what; set it aside."""
        text = text.strip()
        if self.labels:
            await self.desk.deeds.do_calls()
        elif self.open is None:
            await self._choose(text)
        elif text:
            await self._count(text)
        elif self.shown:
            await self._receive()
        elif not self.totals and not self.no_more:
            raise InvalidInput("Nothing is counted yet.", "Scan a piece, type SKU=3, or all.", code="nothing-counted")
        else:
            self.shown = True

    def reads_code(self, text: str) -> bool:
        """Take a scan as a piece of the delivery."""
        return not self.labels

    async def _choose(self, text: str) -> None:
        if self.found:
            await self._open(self.found[min(self.at, len(self.found) - 1)].id)
            return
        if not text:
            raise Refused("No delivery is expected.", "Plan one: agentdesk delivery expect", code="nothing-expected")
        # a piece was scanned: the delivery that it should come with
        product = await self.desk.counter.read(lambda connection: exact_product(connection, text))
        holding = [each for each in self.expected if product and any(x.product == product.id for x in each.lines)]
        if not holding:
            raise InvalidInput(
                "No delivery is expected with that.", "Esc clears; choose with ↑ ↓.", code="not-expected"
            )
        await self._open(holding[0].id)
        await self._count(text)

    async def _open(self, delivery: int) -> None:
        self.open = await self.desk.counter.read(lambda connection: existing_delivery(connection, delivery))
        self._forget()
        self.at = 0
        left = await self.desk.counter.draft(-delivery)
        if left is not None:
            await self._go_on(left.text.split("\n"))

    async def _go_on(self, rows: Sequence[str]) -> None:
        """Take up what was counted and never confirmed."""
        for row in rows:
            try:
                await self._add(row)
            except DeskError as error:
                self.desk.tell(f"“{row}” was counted before and is left out: {error.what}", bad=True)
                continue
        await self._preview()
        self.desk.tell(f"Counting goes on where it was left: {', '.join(rows)[:60]}.")

    def _keep(self) -> None:
        # in the drafts, under the delivery's number below nought: a contact has one above
        opened = self.open
        assert opened is not None
        text = "\n".join(rows(self.totals, self.lines, no_more=self.no_more))
        self.desk.drafting.keep_for(-opened.id, text)

    async def _count(self, text: str) -> None:
        await self._add(text)
        self.shown = False
        self._keep()
        await self._preview()

    async def _add(self, text: str) -> None:
        opened = self.open
        assert opened is not None
        entry = read(text)
        if isinstance(entry, Whole):
            self.no_more = self.no_more or entry.no_more
            if not entry.no_more:
                self.totals = {**self.totals, **receiving.everything(opened)}
        else:
            line = line_of(self.lines, entry.item) or await self._other(entry.item)
            self.totals = counted(self.totals, line, entry)
            if line.product not in {each.product for each in self.lines}:
                self.open = replace(opened, lines=(*opened.lines, line))
                self.desk.tell(f"{line.name} was not ordered with {opened.word}; counted all the same.", bad=True)
            self.at = next(at for at, each in enumerate(self.lines) if each.product == line.product)

    async def _other(self, item: str) -> DeliveryLine:
        found = await self.desk.counter.read(lambda connection: exact_product(connection, item))
        if found is None:
            raise InvalidInput(
                f"No item has the number {item[:40]}.", "Scan it again, or type its SKU.", code="no-item"
            )
        known = next((line for line in self.lines if line.product == found.id), None)
        return known or DeliveryLine(found.id, found.sku, found.name, 0)

    @property
    def lines(self) -> tuple[DeliveryLine, ...]:
        """The lines of the delivery that is counted."""
        return self.open.lines if self.open else ()

    async def _preview(self) -> None:
        opened, totals = self.open, self.totals
        assert opened is not None

        def question(connection: Connection) -> tuple[dict[int, LinePreview], dict[int, str]]:
            found = {each.product.id: each for each in preview.preview(connection, opened.id, totals)}
            served = {who.customer for each in found.values() for who, _ in each.served[:6] if who.customer}
            known = [customers.by_id(connection, customer) for customer in served]
            return found, {each.id: each.name for each in known if each is not None}

        self.preview, self.names = await self.desk.counter.read(question)

    async def _receive(self) -> None:
        opened, totals, no_more = self.open, self.totals, self.no_more
        assert opened is not None

        def deed(act: Act) -> tuple[receiving.Received, list[tuple[str, Customer | None]], str]:
            now = existing_delivery(act.connection, opened.id)
            if _counts(now) != _counts(opened):
                raise Refused(
                    f"{opened.word} was counted elsewhere meanwhile.", "Look again.", code="changed-meanwhile"
                )
            done = receiving.receive(act, opened.id, totals, self.hours, complete=no_more)
            return done, [self._label(act.connection, each) for each in done.aside], act.id

        try:
            done, labels, act = await self.desk.counter.act(deed)
        except Refused as error:
            if error.code == "changed-meanwhile":
                await self._look_again(opened)
            raise
        self.desk.deeds.done_outside(act)
        self.desk.drafting.keep_for(-opened.id, "")
        await self.begin()
        self.labels = labels
        units = sum(each.units for each in done.aside)
        came = sum(done.new.values())
        await self.desk.look_again()
        self.desk.tell(
            f"{done.delivery.word}: {came} new, {units} set aside; {done.delivery.state.words}.   ctrl+z undoes it"
        )

    async def _look_again(self, before: Consignment) -> None:
        now = await self.desk.counter.read(lambda connection: existing_delivery(connection, before.id))
        self.totals, self.open, self.shown = rebased(self.totals, before, now), now, False
        await self._preview()

    def _label(self, connection: Connection, aside: Aside) -> tuple[str, Customer | None]:
        hold = existing(connection, aside.hold)
        customer = customers.by_id(connection, hold.customer) if hold.customer else None
        parts = [part for part in records.of_promise(connection, hold.promise) if not part.state.over]
        return label(hold, product_of(connection, hold.product), customer, self.hours, parts=len(parts)), customer

    async def escape(self) -> bool:
        """Go back: from who gets what to counting, from counting to the list."""
        if self.shown:
            self.shown = False
        elif self.open is not None or self.labels:
            await self.begin()
        else:
            return False
        return True

    def rows(self) -> int:
        """Return how many deliveries, lines or labels there are."""
        return len(self.labels or self.lines or self.found)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.labels:
            return "Enter goes on to the call list  ·  ↑↓ labels  ·  Esc the other deliveries"
        if self.open is None:
            if self.found:
                return "Enter opens the delivery  ·  ↑↓ choose  ·  or scan a piece of it"
            return "Enter opens the delivery that this comes with" if text.strip() else "No delivery is expected"
        if text.strip():
            return "Enter counts it  ·  SKU alone or a scan: one  ·  SKU=3: three in all"
        if self.shown:
            if any(each.served for each in self.preview.values()):
                return "Enter sets it aside for them  ·  Esc counts on"
            return "Enter takes it in; nobody waits for it  ·  Esc counts on"
        if self.totals or self.no_more:
            return "Enter shows who gets what  ·  scan on, SKU=3, damaged SKU=1, no more"
        return "Scan each piece, or type SKU=3  ·  all: as ordered  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the deliveries, or the lines of one with what was counted, or the labels."""
        today = shop_day(self.desk.counter.now(), self.hours.zone)
        if self.labels:
            shown = [self.desk.style_of.without(text, customer) for text, customer in self.labels]
            return drawing.labels(shown, self.at, height)
        if self.open is None:
            return drawing.deliveries(self.found, self.at, today, width, height, all_of=len(self.expected))
        counting = drawing.Counting(
            self.open, self.totals, self.preview, self.names, no_more=self.no_more, shown=self.shown
        )
        return drawing.counting(counting, self.at, today, self.desk.style_of.personal, width, height)


def _words_of(delivery: Consignment) -> str:
    parts = [delivery.word, delivery.supplier, delivery.ref or "", delivery.expected.isoformat()]
    parts += [f"{line.sku} {line.name}" for line in delivery.lines]
    return " ".join(parts).casefold()


def _counts(delivery: Consignment) -> dict[int, tuple[int, int]]:
    return {line.product: (line.received, line.damaged) for line in delivery.lines if line.received or line.damaged}

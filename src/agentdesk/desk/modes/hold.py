"""Hold: a product set aside now, or a place in the queue with an honest date."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.catalog.gtin import is_gtin
from agentdesk.catalog.model import Product
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, cut, plain, spread, window, wrap
from agentdesk.errors import Refused
from agentdesk.holds import actions, view
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Placed, Tell
from agentdesk.holds.view import Asked, Prospect
from agentdesk.store import Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

SHOWN = 8


class Hold(Mode):
    """Type a product, its number, or scan it: ``kettle x2``, ``kettle 2026-12-04 sms``. Empty: the item marked ▸.

    The first Enter shows stock, place in the queue and the honest date; the second places the hold. What is in stock is
    set aside at once. What is discontinued is never promised.
    """

    name = "Hold"
    title = "Hold"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.hours = Hours.of(desk.counter.settings)
        self.asked = Asked("")
        self.products: tuple[Product, ...] = ()
        self.prospect: Prospect | None = None
        self.shown = False  # the first Enter has shown it, the second places it
        self._picked = False
        self._answers: str | None = None

    async def begin(self) -> None:
        """Offer the item of the open order."""
        self.products, self.prospect, self.shown, self._picked, self._answers, self.at = (), None, False, False, None, 0

    def reads_code(self, text: str) -> bool:
        """Take a scan as the product to hold."""
        return True

    async def changed(self, text: str) -> None:
        """Find what is typed."""
        if text == self._answers or (self.shown and not text):
            return
        now, marked = self.desk.counter.now(), self.desk.marked_item() or ""

        def question(connection: Connection) -> view.HoldView:
            return view.look(connection, text.strip() or marked, self.hours, now, limit=SHOWN)

        found = await self.desk.counter.read(question) if text.strip() or marked else None
        if text == self.desk.box.value and text != self._answers:  # else overtaken, or Enter has had the same answer
            self.asked, self.products, self.prospect = (
                (found.asked, found.products, found.prospect) if found else (Asked(""), (), None)
            )
            self._answers, self.at, self.shown, self._picked = text, 0, False, False

    async def _look_at_chosen(self) -> None:
        product, now = self.products[self.at], self.desk.counter.now()
        if self.prospect is not None and self.prospect.product.id == product.id:
            return
        asked = self.asked
        self.prospect = await self.desk.counter.read(
            lambda connection: view.prospect(
                connection, product.id, self.hours, now, quantity=asked.quantity, needed_by=asked.needed_by
            )
        )

    async def enter(self, text: str) -> None:
        """Show what the hold would come to, then place it."""
        if self.shown and not text.strip():
            await self._place()
            return
        if not self.products:
            self.desk.box.put(text)
            self.desk.surprise("No product fits." if text else "Type a product, or scan it.")
            return
        if not self._picked and self._equal():
            self._picked = True
            self.desk.box.put(text)
            self.desk.surprise("Several products fit: choose with ↑ ↓, then Enter.")
            return
        await self._look_at_chosen()
        prospect = self.prospect
        if prospect is None or prospect.refused:
            self.desk.box.put(text)
            self.desk.surprise(prospect.sentence if prospect else "That product is gone.")
            return
        self.shown = True
        if is_gtin(text.strip()):
            self.desk.pause()  # scanners that send two line ends would confirm what nobody has read

    def _equal(self) -> bool:
        # an article number, or the only name with every word whole, is meant; else the agent chooses
        if len(self.products) < 2:
            return False
        typed = self.asked.item.casefold()
        first, second = self.products[:2]
        if typed in (first.sku.casefold(), first.name.casefold(), (first.barcode or "").casefold()):
            return False
        whole = [set(typed.split()) <= set(each.name.casefold().split()) for each in (first, second)]
        return whole != [True, False]

    async def move_to(self, by: int) -> None:
        """Look at the product that is highlighted now."""
        self.move(by)
        if self.products:
            await self._look_at_chosen()

    def move(self, by: int) -> None:
        """Move the highlight; moving it is choosing."""
        self._picked, self.shown = True, False
        super().move(by)

    async def _place(self) -> None:
        contact, prospect, asked = self.desk.in_contact(), self.prospect, self.asked
        if prospect is None:
            raise Refused("That product is gone.", "Look again.", code="changed-meanwhile")
        placed = await self.desk.counter.act(
            lambda act: actions.place(
                act,
                prospect.product.id,
                prospect.quantity,
                self.hours,
                customer=contact.customer,
                needed_by=asked.needed_by,
                tell=asked.tell or Tell.CALL,
                contact=contact.id,
            ),
            inside=contact.id,
        )
        await self.desk.look_again()
        self.desk.tell(f"{told(placed)}   ctrl+z undoes it")
        await self.desk.switch(self.desk.say)
        await self.desk.say.refill()
        self.desk.say.point_at_promise()

    def rows(self) -> int:
        """Return how many products fit."""
        return len(self.products)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.shown and self.prospect is not None and not text:
            verb = "sets aside" if self.prospect.place is None else "places a hold on"
            return f"Enter {verb} {self.prospect.quantity} × {cut(self.prospect.product.name, 40)}  ·  Esc back"
        if not self.products:
            return "Type a product, its number, or scan it  ·  kettle x2 holds two"
        return "Enter shows stock, place and date  ·  ↑↓ choose  ·  Esc back"

    async def escape(self) -> bool:
        """Go back from what was shown to the list."""
        was, self.shown = self.shown, False
        return was

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the products that fit, the chosen one with stock, place and date."""
        if not self.products:
            return [[], plain(" No product yet.", MUTED)]
        lines: list[Line] = []
        focus = (0, 0)
        for at, product in enumerate(self.products):
            chosen = at == self.at
            start = len(lines)
            left: Line = [(" ▸ " if chosen else "   ", ACCENT), (product.name, STRONG if chosen else "")]
            lines.append(spread(left, plain(f"{product.sku} · {_have(product)}", MUTED), width - 1))
            if chosen and self.prospect is not None and self.prospect.product.id == product.id:
                lines += [[("     ", ""), *line] for line in detail(self.prospect, width - 7)]
                focus = (start, len(lines))
        return window(lines, height, focus)


def _have(product: Product) -> str:
    if product.stock.free > 0:
        return f"{product.stock.free} free"
    return "discontinued" if product.discontinued else "sold out"


def detail(prospect: Prospect, width: int) -> list[Line]:
    """Return stock, place and date of what a hold would come to."""
    stock = prospect.product.stock
    lines = [plain(f"on hand {stock.on_hand} · set aside {stock.aside} · waiting {stock.waiting}", MUTED)]
    if prospect.refused:
        lines.append([("! ", ALERT), (prospect.refused, "")])
    else:
        if prospect.place is not None:
            lines.append(plain(f"place {prospect.place.position} of {prospect.place.of} in the queue", STRONG))
        lines += [plain(part) for part in wrap(prospect.sentence, width)]
    if prospect.at_risk:
        lines.append([("! ", ALERT), (prospect.at_risk, "")])
    return lines + [plain(f"instead: {each.product.name} ({each.why})", FAINT) for each in prospect.alternatives[:2]]


def told(placed: Placed) -> str:
    """Return what was placed, in one line."""
    hold = placed.hold
    if placed.place is None:
        return f"{hold.word} set aside: {hold.quantity} with a label."
    say = placed.expected.say if placed.expected else None
    when = f", tell by {say:%a} {say.day} {say:%b}" if say else ", no date yet"
    return f"{hold.word} placed: number {placed.place.position} in the queue{when}."

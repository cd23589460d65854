"""Find: a customer from whatever is known, a parked contact, a product, somebody new."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from agentdesk.catalog.finding import exact_product, product_search
from agentdesk.catalog.model import Product
from agentdesk.contacts import actions as contacts
from agentdesk.contacts import records as contact_records
from agentdesk.contacts.model import Channel, Contact
from agentdesk.contacts.rules import usual_channel
from agentdesk.customers import records as customers
from agentdesk.customers.lookup.finder import Finder, warm_up
from agentdesk.customers.lookup.model import Band, Hit
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, cut, plain, spread, window
from agentdesk.errors import DeskError
from agentdesk.staff import records as staff
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

SHOWN = 12
GOODS = 5  # products offered where nobody was found
LISTED = 100  # parked contacts, those that waited longest: more than anybody reads
EQUAL = 0.02  # scores closer than this do not tell two people apart


class Find(Mode):
    """Type anything that is known: a number, half a name, an order, a postcode, a product.

    Enter opens the highlighted customer. With an empty box Enter goes on with the parked contact that waited longest,
    or, where nobody waits, opens a contact with a walk-in; ↑ Enter takes a walk-in while others wait. → shows the full
    card. A product's number shows the product, a word of its name offers it. What fits nobody becomes a new customer.
    """

    name = "Find"
    title = "Find"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.hits: list[Hit] = []
        self.choices: list[Hit | Product | None] = []  # the rows: who was found, products, None for somebody new
        self.parked: list[tuple[Contact, str, str]] = []  # who it is, and whose it was where it is not yours
        self.answers: str | None = None  # the text that the hits are for
        self._finder = Finder(desk.counter.settings.timezone)
        self._warm = False  # what compares words is loaded: 20 ms and 3 MB, which no number needs

    async def get_ready(self) -> None:
        """Learn who is at hand while nobody types: the first key would wait for it, 60 ms on a busy day."""
        now = self.desk.counter.now()
        with suppress(DeskError):  # the first key says it
            await self.desk.counter.read(lambda connection: self._finder.look_up(connection, "", now))

    async def begin(self) -> None:
        """List who is parked."""

        me = self.desk.counter.person.id

        def question(connection: Connection) -> list[tuple[Contact, str, str]]:
            waiting = contact_records.parked(connection, limit=LISTED)
            names = [customers.by_id(connection, each.customer) if each.customer else None for each in waiting]
            people = staff.names(connection)
            return [
                (each, name.name if name else "Walk-in", "" if each.owner == me else people.get(each.owner, "?"))
                for each, name in zip(waiting, names, strict=True)
            ]

        self.parked = await self.desk.counter.read(question)
        self.answers = None
        self.at = 0

    async def changed(self, text: str) -> None:
        """Look up what is typed."""
        text = text.strip()
        if text == self.answers:
            return
        hits: Sequence[Hit] = ()
        choices: list[Hit | Product | None] = []
        now = self.desk.counter.now()
        if text:
            hits, choices = await self.desk.counter.read(lambda connection: self._look_up(connection, text, now))
        if text == self.desk.box.value.strip():
            self.hits, self.choices, self.answers, self.at, self._chosen = list(hits), choices, text, 0, False
        if not self._warm and any(map(str.isalpha, text)):
            self._warm = True
            self.desk.run_worker(self.desk.counter.think(warm_up), group="warm", exit_on_error=False)

    def _look_up(
        self, connection: Connection, text: str, now: datetime
    ) -> tuple[Sequence[Hit], list[Hit | Product | None]]:
        hits = self._finder.look_up(connection, text, now, SHOWN).hits
        product = None if hits and hits[0].band is Band.SAME else exact_product(connection, text)
        if product is not None:
            return hits, [product, *hits, None]
        if hits:
            return hits, [*hits, None]
        # below: who types a new name means a person, and no key of it waits for errors that a product's could have
        named = product_search(connection, text, GOODS, forgiving=False)
        return hits, [None, *named] if named else []

    async def enter(self, text: str) -> None:
        """Open the highlighted one."""
        if not text.strip():
            await self._without_text()
        elif isinstance(product := self.chosen, Product):
            await self.desk.item.take_up(product, product.sku)
        elif not self.hits:
            self.desk.surprise(
                f"Nobody found for “{self.desk.style_of.personal(cut(text, 40))}”. Enter adds them as a new customer."
            )
            self.desk.box.put(text)
            await self.desk.switch(self.desk.new)
        elif (hit := self.chosen) is None:
            self.desk.box.put(text)
            await self.desk.switch(self.desk.new)
        elif self._undecided():
            self.desk.surprise(f"{self._doubt()}: choose with ↑ ↓, then Enter.")
            self.desk.box.put(text)
            self._chosen = True
        else:
            self._chosen = False
            await self.open_customer(hit.id, usual_channel(self.desk.counter.actor.desk))

    _chosen = False

    @property
    def chosen(self) -> Hit | Product | None:
        """The highlighted row; None for somebody new, and where nothing was found."""
        return self.choices[self.at] if self.answers and self.at < len(self.choices) else None

    def _undecided(self) -> bool:
        if self._chosen or self.at or not isinstance(self.chosen, Hit):
            return False
        if self._only_like():
            return True
        return len(self.hits) > 1 and _alike(*self.hits[:2])

    def _only_like(self) -> bool:
        """Say whether nobody has the number or address: a digit may be wrong, or somebody new has it."""
        return any(reason.near and reason.field in ("phone", "e-mail") for reason in self.hits[0].reasons)

    def _doubt(self) -> str:
        return "Nobody has exactly this, some are like it" if self._only_like() else "Several fit equally well"

    def move(self, by: int) -> None:
        """Move the highlight; moving it is choosing. ↑ from the first who waits is the walk-in below the last."""
        self._chosen = True
        if by == -1 and self.at == 0 and not self.answers:
            self.at = max(self.rows() - 1, 0)
        else:
            super().move(by)

    def reads_code(self, text: str) -> bool:
        """Take a number that looks like a bar code as somebody's own only by an exact hit, or where it was chosen."""
        own = ("phone", "loyalty", "customer number")
        exact = self.hits and self.hits[0].band is Band.SAME and self.hits[0].reasons[0].field in own
        return bool(exact) or self._chosen

    def takes_number(self) -> bool:
        """Take an order or tracking number that no product has as its bar code."""
        return bool(self.hits) and self.hits[0].band is Band.SAME

    def unknown_code(self) -> str:
        """Say that the next Enter takes it as a number."""
        self._chosen = True
        return "Enter again takes it as a number."

    async def _without_text(self) -> None:
        if self.at < len(self.parked):
            waiting = self.parked[self.at][0]
            resumed = await self.desk.counter.act(lambda act: contacts.resume(act, contacts.existing(act, waiting.id)))
            await self.desk.take_contact(resumed)
            self.desk.pause()  # the lines of what it was about are there at once: no second Enter says one unread
            self.desk.tell(f"{resumed.word} goes on.")
            return
        opened = await self.desk.counter.act(lambda act: contacts.open_contact(act, None, Channel.COUNTER))
        await self.desk.take_contact(opened)
        self.desk.tell(f"{opened.word} opened with a walk-in.   F2 finds who it is")

    async def right(self) -> bool:
        """Show the full card of the highlighted customer, or of the open contact's."""
        chosen = self.chosen
        own = self.desk.contact.customer if self.desk.contact else None
        customer = chosen.id if isinstance(chosen, Hit) else own
        if customer is None:
            return False
        await self.desk.full_card.look_at(customer)
        await self.desk.switch(self.desk.full_card)
        return True

    async def open_customer(self, customer: int, channel: Channel) -> None:
        """Open a contact with a customer, or go on with the one of theirs that was parked here.

        A walk-in's open contact becomes theirs.
        """
        current = self.desk.contact

        def deed(act: Act) -> tuple[Contact, bool]:
            if current is not None and current.customer is None:
                return contacts.describe(act, contacts.at_hand(act, current.id), customer=customer), False
            mine = contact_records.parked(act.connection, act.actor.staff)
            waiting = next((each for each in mine if each.customer == customer), None)
            if waiting is not None:
                return contacts.resume(act, waiting), True
            return contacts.open_contact(act, customer, channel), False

        opened, went_on = await self.desk.counter.act(deed)
        await self.desk.take_contact(opened)
        if went_on:
            self.desk.pause()
        self.desk.tell(f"{opened.word} goes on, with what was typed." if went_on else f"{opened.word} opened.")

    def rows(self) -> int:
        """Return how many can be chosen."""
        if self.answers:
            return len(self.choices)
        return len(self.parked) + 1 if self.parked else 0

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if not text.strip():
            if self.at < len(self.parked):
                word = self.parked[self.at][0].word
                return f"Enter goes on with {word}  ·  ↑ Enter takes a walk-in  ·  or type who it is"
            if self.parked:
                return "Enter takes a walk-in  ·  or type who it is  ·  ↑↓ choose"
            return "Type a number, name, order or product  ·  Enter takes a walk-in"
        if isinstance(chosen := self.chosen, Product):
            return f"Enter looks at {cut(chosen.name, 40)}  ·  ↑↓ choose  ·  Esc clear"
        if not self.hits and len(self.choices) > 1:
            return "Nobody found, but a product: ↓  ·  Enter makes a new customer of what is typed"
        if not self.hits:
            return f"Nobody found  ·  Enter makes “{self.desk.style_of.personal(cut(text.strip(), 30))}” a new customer"
        if self._undecided():
            return f"{self._doubt()}  ·  ↑↓ choose, or type more  ·  Enter twice opens the first"
        if chosen is None:
            return "Enter makes a new customer of what is typed  ·  ↑↓ choose  ·  Esc clear"
        return "Enter opens the contact  ·  ↑↓ choose  ·  → full card  ·  Esc clear"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the hits, each with the reason why it matched."""
        lines: list[Line] = []
        personal = self.desk.style_of.personal
        if not self.answers:
            return self._waiting(width, height) if self.parked else []
        focus = (0, 1)
        for at, choice in enumerate(self.choices):
            start, chosen = len(lines), at == self.at
            mark, strong = (" ▸ " if chosen else "   ", ACCENT), STRONG if chosen else ""
            if isinstance(choice, Product):
                free = f"{choice.sku} · {choice.stock.free} free"
                lines.append(spread([mark, (choice.name, strong)], plain(free, MUTED), width - 1))
            elif choice is None:
                new = personal(f"new customer “{cut(self.answers, 40)}”")
                lines.append([mark, (new, STRONG if chosen else FAINT)])
            else:
                left: Line = [mark, (personal(choice.name), strong)]
                lines.append(spread(left, plain(personal(choice.phone or choice.email or ""), MUTED), width - 1))
                lines.append([("     ", ""), (personal(choice.why), FAINT)])
            focus = (start, len(lines)) if chosen else focus
        return window(lines, height, focus) if self.choices else [[], plain(" Nobody found.", MUTED)]

    def _waiting(self, width: int, height: int) -> Sequence[Line]:
        """Return who is parked, each with where it stands, and the walk-in below them."""
        personal = self.desk.style_of.personal
        lines: list[Line] = [plain(" Parked, longest first", MUTED)]
        for at, (contact, who, owner) in enumerate(self.parked):
            chosen = at == self.at
            since = self.desk.style_of.local(contact.parked_at or contact.opened_at)
            whose = f"{owner}'s, " if owner else ""
            left: Line = [(" ▸ " if chosen else "   ", ACCENT), (personal(who), STRONG if chosen else "")]
            lines.append(spread(left, plain(f"{whose}since {since:%H:%M}", MUTED), width - 1))
            note = f"“{personal(contact.note)}”" if contact.note else contact.situation or ""
            lines.append([("     ", ""), (f"{contact.word}  ", FAINT), (note, MUTED)])
        chosen = self.at == len(self.parked)
        lines.append([(" ▸ " if chosen else "   ", ACCENT), ("new walk-in", STRONG if chosen else FAINT)])
        row = self.at * 2 + 1
        return window(lines, height, (row, row + 1))


def _alike(first: Hit, second: Hit) -> bool:
    return first.band == second.band and first.score - second.score < EQUAL

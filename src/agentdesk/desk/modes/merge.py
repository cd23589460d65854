"""Merge: two customers who are one person, after a look at both."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.contacts import records as contacts
from agentdesk.contacts.model import Contact
from agentdesk.customers import records
from agentdesk.customers.actions import Details
from agentdesk.customers.alike import alike
from agentdesk.customers.lookup.find import find
from agentdesk.customers.lookup.model import Hit
from agentdesk.customers.model import Customer
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain, spread, window, wrap
from agentdesk.errors import Refused
from agentdesk.store import Act, Connection
from agentdesk.work.merging import merge

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_SHOWN = 8


class Merge(Mode):
    """Find the other card of the same person; Enter, and Enter again, makes the two one. It cannot be undone.

    The card that was open stays, with orders, holds, promises, contacts and remedies of both; what it does not know is
    taken from the other, whose number goes on meaning this customer. A card without a number, made here just now, goes
    into the one that the shop's other systems know.
    """

    name = "Merge"
    title = "Two cards, one person"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.customer: Customer | None = None
        self.hits: tuple[Hit, ...] = ()
        self._sure_of: int | None = None

    async def of(self, customer: int) -> None:
        """Take up the card that stays."""
        self.customer = await self.desk.counter.read(lambda connection: records.by_id(connection, customer))

    async def begin(self) -> None:
        """Nothing is chosen yet."""
        self.at, self._sure_of = 0, None

    async def changed(self, text: str) -> None:
        """Look for the other: whoever is typed, else who has the same number, address or name."""
        known, text = self.customer, text.strip()
        if known is None:
            return

        def question(connection: Connection) -> tuple[Hit, ...]:
            if text:
                return tuple(hit for hit in find(connection, text, limit=_SHOWN).hits if hit.id != known.id)
            said = Details(known.name, phones=tuple(phone.text for phone in known.phones), email=known.email,
                           loyalty=known.loyalty, postcode=known.postcode, city=known.city)  # fmt: skip
            return alike(connection, said, known.id)

        hits = await self.desk.counter.read(question)
        if text == self.desk.box.value.strip():
            if [hit.id for hit in hits] != [hit.id for hit in self.hits]:
                self.at, self._sure_of = 0, None
            self.hits = hits

    async def ready(self, text: str) -> None:
        """Keep the list that Enter answers."""
        sure = self._sure_of
        await self.changed(text)
        self._sure_of = sure if any(hit.id == sure for hit in self.hits) else None

    async def enter(self, text: str) -> None:
        """Ask once, then make the two one."""
        known = self.customer
        if known is None or not self.hits:
            raise Refused("Nobody is chosen.", "Type who the other one is.", code="nobody")
        other = self.hits[min(self.at, len(self.hits) - 1)]
        stays, goes = self._person(known), self._named(other)
        kept, gone, ref = known.id, other.id, other.ref
        if self._other_stays(other):
            stays, goes, kept, gone, ref = goes, stays, other.id, known.id, known.ref
        if self._sure_of != other.id:
            self._sure_of = other.id
            self.desk.box.put(text)
            self.desk.surprise(f"{goes} becomes one with {stays}: Enter again. No undo.")
            return
        self._sure_of = None
        contact = self.desk.contact

        def deed(act: Act) -> Contact | None:
            merge(act, kept, gone)
            return contacts.by_id(act.connection, contact.id) if contact else None

        self.desk.contact = await self.desk.counter.act(deed)
        await self.desk.look_again()
        await self.desk.edit.of(kept)
        await self.desk.switch(self.desk.edit)
        self.desk.tell(f"One customer now, {stays}; {ref or f'number {gone}'} goes on meaning them.")

    def _other_stays(self, other: Hit) -> bool:
        return self.customer is not None and not self.customer.ref and bool(other.ref)

    def _named(self, hit: Hit) -> str:
        return " ".join(part for part in (self.desk.style_of.personal(hit.name), hit.ref or "") if part)

    def _person(self, customer: Customer) -> str:
        return " ".join(part for part in (self.desk.style_of.personal(customer.name), customer.ref or "") if part)

    async def escape(self) -> bool:
        """Go back to the card."""
        await self.desk.switch(self.desk.edit)
        return True

    def rows(self) -> int:
        """Return how many can be chosen."""
        return len(self.hits)

    def move(self, by: int) -> None:
        """Move the highlight; another one is not agreed to yet."""
        super().move(by)
        self._sure_of = None

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if not self.hits:
            return "Type who the other one is  ·  Esc back"
        return "Enter merges the two, after asking once  ·  ↑↓ choose  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the card that stays and whoever may be the same person."""
        personal = self.desk.style_of.personal
        if self.customer is None:
            return [[], plain(" No customer.", MUTED)]
        stays = self._person(self.customer)
        if self.hits and self._other_stays(chosen := self.hits[min(self.at, len(self.hits) - 1)]):
            stays = self._named(chosen)
        lines: list[Line] = [[(" stays: ", MUTED), (stays, STRONG)], []]
        for at, hit in enumerate(self.hits):
            here = at == self.at
            name = (personal(hit.name), STRONG if here else "")
            left: Line = [(" ▸ " if here else "   ", ACCENT), name, (f"  {hit.ref or ''}", MUTED)]
            lines.append(spread(left, plain(personal(hit.phone or hit.email or ""), MUTED), width - 1))
            lines.append([("     ", ""), (personal(hit.why), FAINT)])
        if not self.hits:
            said = "Nobody else has the same number, address or name."
            lines += [plain(f" {part}", MUTED) for part in wrap(said, width - 3)]
        return window(lines, height, (2 + 2 * self.at, 3 + 2 * self.at) if self.hits else (0, 0))

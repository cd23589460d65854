"""Edit: one field of a customer's card after the other, and who may be the same person."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.customers import actions as customers
from agentdesk.customers import records
from agentdesk.customers.actions import Details
from agentdesk.customers.alike import alike
from agentdesk.customers.lookup.model import Hit
from agentdesk.customers.model import Customer
from agentdesk.desk.editing import FIELDS, before, details, field_and_value
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, plain, window, wrap
from agentdesk.errors import InvalidInput, Refused
from agentdesk.store import Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_TOLD_APART_BY = ("name", "phone", "email", "loyalty")
_MERGE = ("merge", "slå ihop", "slå sammen", "統合")


class Edit(Mode):
    """Type a field and its new value: ``phone 070-174 06 35``, ``email …``, ``note …``, ``banner …``, ``name …``.

    A number goes in front of the others, ``phone -070…`` takes one away; a note is added below what is there.
    Somebody else with the same number, address or name may be the same person: they are named below the card, and
    ``merge`` makes the two one.
    """

    name = "Edit"
    title = "Edit the card"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.customer: Customer | None = None
        self.edit: tuple[str, str] | None = None
        self.fault = ""
        self.same: tuple[Hit, ...] = ()
        self._undo: list[tuple[int, Details]] = []

    async def of(self, customer: int) -> None:
        """Take up a customer's card."""
        if self.customer is None or self.customer.id != customer:
            self._undo.clear()
        await self._read(customer)

    async def _read(self, customer: int, change: Details | None = None) -> None:
        def question(connection: Connection) -> tuple[Customer | None, tuple[Hit, ...]]:
            known = records.by_id(connection, customer)
            if known is None:
                return None, ()
            said = change or Details(phones=tuple(phone.text for phone in known.phones), email=known.email,
                                     loyalty=known.loyalty)  # fmt: skip
            return known, alike(connection, replace(said, city=known.city, postcode=known.postcode), customer)

        self.customer, self.same = await self.desk.counter.read(question)

    async def begin(self) -> None:
        """Take up the open contact's customer, where no card was looked at."""
        self.edit, self.fault = None, ""

    async def changed(self, text: str) -> None:
        """Read the edit as it is typed, and look who else has that number or address."""
        self.edit, self.fault = None, ""
        if not text.strip() or self.customer is None:
            return
        try:
            if _other_card(text) is not None:
                return
            self.edit = field_and_value(text)
            change = details(self.customer, *self.edit)
        except InvalidInput as error:
            self.fault = f"{error.what} {error.next}"
            return
        if self.edit[0] in _TOLD_APART_BY and len(self.edit[1]) > 5:
            await self._read(self.customer.id, change)

    async def enter(self, text: str) -> None:
        """Change the card."""
        known = self.customer
        if known is None:
            raise Refused("That customer is gone.", "Find them again: F2.", code="no-such-customer")
        if not text.strip():
            raise InvalidInput("Nothing is typed.", "Such as: phone 070…, email …, note …", code="no-value")
        other = _other_card(text)
        if other is not None:
            await self.merge_with(other)
            return
        change = details(known, *field_and_value(text))
        taken_back = before(known, change)
        if not await self._change(known, change):
            self.desk.tell("That is what the card says already.")
            return
        self.edit = None
        self._undo.append((known.id, taken_back))
        self.desk.tell(f"The card's {field_and_value(text)[0]} is changed.   ctrl+z undoes it")

    async def merge_with(self, text: str) -> None:
        """Look for another card of the same person: whoever is typed, else who has the same number or address."""
        if self.customer is not None:
            await self.desk.merge.of(self.customer.id)
            self.desk.box.put(text)
            await self.desk.switch(self.desk.merge)

    async def _change(self, known: Customer, change: Details) -> bool:
        region = self.desk.counter.settings.country
        done = await self.desk.counter.act(lambda act: customers.change(act, known, change, region))
        await self._read(known.id)
        await self.desk.look_again()
        return done

    async def undo(self) -> bool:
        """Take the last change of this card back."""
        if not self._undo or self.customer is None:
            raise Refused(
                "There is nothing to undo on this card.",
                "ctrl+z takes back what you have just changed.",
                code="nothing-to-undo",
            )
        customer, change = self._undo[-1]
        if customer == self.customer.id and not await self._change(self.customer, change):
            raise Refused("The card had nothing there before.", "Type what it should say.", code="not-undoable")
        self._undo.pop()
        self.desk.tell("Undone: the card is as it was.")
        return True

    async def escape(self) -> bool:
        """Go back to the card where that is where the edit began."""
        card = self.desk.full_card
        if self.customer is None or card.facts is None or card.facts.customer.id != self.customer.id:
            return False
        await card.look_at(self.customer.id)
        await self.desk.switch(card)
        return True

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.fault:
            return self.fault
        if self.edit is not None:
            return f"Enter changes the {self.edit[0]}  ·  Esc clear"
        if _other_card(text) is not None:
            return "Enter looks for the other card of this person  ·  Esc clear"
        return "phone 070…  ·  email …  ·  note …  ·  banner …  ·  name …  ·  merge …  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the card's fields, the one that is typed with its new value, and who may be the same person."""
        known = self.customer
        if known is None:
            return [[], plain(" No customer.", MUTED)]
        personal = self.desk.style_of.personal
        lines: list[Line] = []
        focus = 0
        for field in FIELDS:
            new = self.edit[1] if self.edit is not None and self.edit[0] == field else ""
            value = _value(known, field)
            focus = len(lines) if new else focus
            first, *rest = wrap(personal(value), width - 15) if value else ["–"]
            lines.append([("   ", ""), (f"{field:10}", MUTED), (first, "" if value else FAINT)])
            lines += [plain(f"             {part}") for part in rest[:3]]
            if new:
                lines += [
                    [(" ▸ ", ACCENT), (f"{'':10}", ""), (part, STRONG)] for part in wrap(personal(new), width - 15)
                ]
        if self.same:
            lines.append([])
            focus = len(lines)
        for hit in self.same:
            lines.append([(" ! ", ALERT), ("may be the same person: ", ""), (personal(hit.name), STRONG)])
            lines.append(plain(f"   {personal(hit.why)}  {hit.ref or ''}", MUTED))
        return window(lines, height, (focus, focus + 1))


def _value(customer: Customer, field: str) -> str:
    if field == "phone":
        return ", ".join(phone.text for phone in customer.phones)
    return " ".join(customer.tags) if field == "tags" else getattr(customer, field) or ""


def _other_card(text: str) -> str | None:
    """Return who is to be merged with, as typed behind the word for it; None where no merge is meant."""
    plain_text = text.strip()
    word = next(
        (each for each in _MERGE if plain_text.casefold() == each or plain_text.casefold().startswith(each + " ")), None
    )
    return plain_text[len(word) :].strip() if word is not None else None

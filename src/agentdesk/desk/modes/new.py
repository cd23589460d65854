"""New: somebody nobody knows yet, from what was typed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Contact
from agentdesk.customers import actions as customers
from agentdesk.customers import phones
from agentdesk.customers.actions import Details
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, FAINT, MUTED, STRONG, Line, plain
from agentdesk.errors import InvalidInput
from agentdesk.store import Act

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class New(Mode):
    """Type what you know, parted by commas: a name, a number, an e-mail address, in any order. Enter adds the customer.

    A number alone is enough; the name can come later.
    """

    name = "New"
    title = "New customer"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.details = Details()

    async def changed(self, text: str) -> None:
        """Read the parts of what was typed."""
        self.details = details_of(text)

    def takes_number(self) -> bool:
        """Take a telephone number that looks like a bar code."""
        return True

    async def enter(self, text: str) -> None:
        """Add the customer and open a contact, or give the walk-in of this contact a name."""
        details = details_of(text)
        if details.name is None and not details.phones and details.email is None:
            raise InvalidInput("Nothing is known of them yet.", "Type a name or a number.")
        named = details if details.name else _named_by_number(details)
        current, region = self.desk.contact, self.desk.counter.settings.country

        def deed(act: Act) -> Contact:
            customer = customers.add(act, named, region)
            if current is not None and current.customer is None:
                return contacts.describe(act, contacts.existing(act, current.id), customer=customer.id)
            return contacts.open_contact(act, customer.id, Channel.PHONE if details.phones else Channel.COUNTER)

        opened = await self.desk.counter.act(deed)
        await self.desk.take_contact(opened)
        self.desk.tell(f"Added, and {opened.word} opened.")

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Enter adds the customer  ·  name, number, e-mail in any order  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the card as it would be."""
        personal = self.desk.style_of.personal
        rows = (("name", self.details.name), ("phone", ", ".join(self.details.phones)), ("e-mail", self.details.email))
        lines: list[Line] = [[], plain(" Nobody was found. Somebody new?", MUTED), []]
        for label, value in rows:
            mark = " ▸ " if value else "   "
            lines.append(
                [(mark, ACCENT), (f"{label:8}", MUTED), (personal(value or "") or "–", STRONG if value else FAINT)]
            )
        return lines


def details_of(text: str) -> Details:
    """Return name, numbers and e-mail of what was typed; parts are told by what they look like."""
    name: list[str] = []
    numbers: list[str] = []
    email: str | None = None
    for part in (piece.strip() for piece in text.replace(";", ",").split(",")):
        words = part.split()
        address = next((word for word in words if "@" in word and "." in word), None)
        if address is not None:
            email = address
            words.remove(address)
            part = " ".join(words)  # noqa: PLW2901 - the rest of the part is read on
        if part and phones.typed(part):
            numbers.append(part)
        elif part:
            name.append(part)
    return Details(name=", ".join(name) or None, phones=tuple(numbers), email=email)


def _named_by_number(details: Details) -> Details:
    from dataclasses import replace

    return replace(details, name=details.email or details.phones[0])

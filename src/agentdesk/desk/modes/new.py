"""New: somebody nobody knows yet, from what was typed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.contacts import actions as contacts
from agentdesk.contacts.model import Channel, Contact
from agentdesk.contacts.rules import usual_channel
from agentdesk.customers import actions as customers
from agentdesk.customers.actions import Details
from agentdesk.customers.alike import alike
from agentdesk.customers.lookup.model import Hit
from agentdesk.customers.spare import details_of
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, MUTED, STRONG, Line, plain, spread, window
from agentdesk.errors import InvalidInput
from agentdesk.store import Act

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class New(Mode):
    """Type what you know, parted by commas: a name, a number, an e-mail address, in any order. Enter adds the customer.

    A number alone is enough; the name can come later. Somebody with the same number, address or name may be the same
    person: Enter asks once before it adds a second card, ↓ Enter opens the one that is there.
    """

    name = "New"
    title = "New customer"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.details = Details()
        self.same: tuple[Hit, ...] = ()
        self._sure_of: tuple[int, ...] = ()

    async def begin(self) -> None:
        """Nobody is chosen yet."""
        self.at, self._sure_of = 0, ()

    async def changed(self, text: str) -> None:
        """Read the parts of what was typed, and look who may be the same person."""
        details = details_of(text)
        same = await self.desk.counter.read(lambda connection: alike(connection, details)) if text.strip() else ()
        if text.strip() == self.desk.box.value.strip():
            self.details, self.same = details, same
            self.at = min(self.at, len(same))

    def takes_number(self) -> bool:
        """Take a telephone number that looks like a bar code."""
        return True

    async def enter(self, text: str) -> None:
        """Add the customer and open a contact, or give the walk-in of this contact a name."""
        details = details_of(text)
        if details.name is None and not details.phones and details.email is None:
            raise InvalidInput("Nothing is known of them yet.", "Type a name or a number.")
        if self.at:
            known = self.same[self.at - 1]
            await self.desk.find.open_customer(known.id, self._channel(details))
            return
        same = tuple(hit.id for hit in self.same)
        if same and same != self._sure_of:
            self._sure_of = same
            self.desk.box.put(text)
            who = self.desk.style_of.personal(self.same[0].name)
            self.desk.surprise(f"Enter again adds a new one; ↓ Enter opens {who}, maybe the same person.")
            return
        named = details if details.name else _named_by_number(details)
        current, region = self.desk.contact, self.desk.counter.settings.country

        def deed(act: Act) -> Contact:
            customer = customers.add(act, named, region)
            if current is not None and current.customer is None:
                return contacts.describe(act, contacts.at_hand(act, current.id), customer=customer.id)
            return contacts.open_contact(act, customer.id, self._channel(details))

        opened = await self.desk.counter.act(deed)
        await self.desk.take_contact(opened)
        self.desk.tell(f"Added, and {opened.word} opened.")

    def _channel(self, details: Details) -> Channel:
        # whoever leaves no number was not rung up by
        return usual_channel(self.desk.counter.actor.desk) if details.phones else Channel.COUNTER

    def rows(self) -> int:
        """Return how many can be chosen: the new one, and those who may be the same person."""
        return 1 + len(self.same)

    def move(self, by: int) -> None:
        """Move the highlight; what Enter does is another now."""
        super().move(by)
        self.desk.tell("")

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.at:
            return "Enter opens the card that is there  ·  ↑ adds a new one  ·  Esc back"
        return "Enter adds the customer  ·  name, number, e-mail in any order  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the card as it would be."""
        personal = self.desk.style_of.personal
        rows = (("name", self.details.name), ("phone", ", ".join(self.details.phones)), ("e-mail", self.details.email))
        lines: list[Line] = [[], plain(" Somebody new?", MUTED), []]
        for label, value in rows:
            mark = " ▸ " if value and not self.at else "   "
            lines.append(
                [(mark, ACCENT), (f"{label:8}", MUTED), (personal(value or "") or "–", STRONG if value else FAINT)]
            )
        if self.same:
            lines += [[], [(" ! ", ALERT), ("may be the same person:", "")]]
        for at, hit in enumerate(self.same, 1):
            chosen = at == self.at
            left: Line = [(" ▸ " if chosen else "   ", ACCENT), (personal(hit.name), STRONG if chosen else "")]
            lines.append(
                spread(
                    [*left, (f"  {hit.ref or ''}", MUTED)],
                    plain(personal(hit.phone or hit.email or ""), MUTED),
                    width - 1,
                )
            )
            lines.append([("     ", ""), (personal(hit.why), FAINT)])
        focus = len(lines) - 2 * (len(self.same) - self.at) - 2 if self.at else 0
        return window(lines, height, (focus, focus + 1))


def _named_by_number(details: Details) -> Details:
    return replace(details, name=details.email or details.phones[0])

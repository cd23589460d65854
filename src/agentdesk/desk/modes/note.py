"""Note: a few words on this contact, for whoever talks with the customer next."""

from collections.abc import Sequence

from agentdesk.contacts import actions as contacts
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import FAINT, MUTED, Line, plain, wrap
from agentdesk.errors import InvalidInput
from agentdesk.text import accept

LONGEST = 300


class Note(Mode):
    """Type what the next one who talks with them should know of this contact. Enter keeps it; → edits the one there is.

    What came of the contact is asked once, when it is finished (F12).
    """

    name = "Note"
    title = "Note"

    async def enter(self, text: str) -> None:
        """Keep the note with the open contact."""
        contact = self.desk.in_contact()
        words = accept(text, "The note", limit=LONGEST)
        if not words:
            raise InvalidInput("The note is empty.", "Type a few words; Esc goes back.", code="empty-note")
        self.desk.contact = await self.desk.counter.act(
            lambda act: contacts.describe(act, contacts.existing(act, contact.id), note=words),
            inside=contact.id,
        )
        await self.desk.look_again()
        await self.desk.switch(self.desk.say)
        self.desk.tell(f"Noted with {contact.word}.   ctrl+z undoes it")

    async def right(self) -> bool:
        """Take the note that there is into the box."""
        note = self.desk.contact.note if self.desk.contact else None
        if self.desk.box.value or not note or self.desk.style_of.masked:
            return False
        self.desk.box.put(note)
        return True

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        has = self.desk.contact is not None and self.desk.contact.note
        return "Enter keeps the note" + ("  ·  → edits the one there is" if has and not text else "") + "  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the note that there is."""
        note = self.desk.contact.note if self.desk.contact else None
        if not note:
            return [[], plain(" No note on this contact yet.", MUTED)]
        shown = wrap(self.desk.style_of.personal(note), width - 4)
        return [
            [],
            plain(" The note so far", MUTED),
            *(plain(f"   {part}") for part in shown),
            [],
            plain(" A new one replaces it.", FAINT),
        ]

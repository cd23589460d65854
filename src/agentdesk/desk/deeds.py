"""What the action keys do: each a step of the screen, run in order, refusals as typed errors."""

import time
from typing import TYPE_CHECKING

from agentdesk.desk.detail import Detail
from agentdesk.errors import Refused
from agentdesk.store import Act

if TYPE_CHECKING:
    from agentdesk.contacts.model import Contact
    from agentdesk.desk.screen import DeskScreen
    from agentdesk.responses.model import Offered

QUIT_WITHIN = 3.0  # seconds between two presses of ctrl+q


class Deeds:
    """The commands of ``keys.COMMANDS``, each as ``do_`` and its action."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self._quit_pressed_at = 0.0
        self._outside: list[str] = []  # ids of this place's acts outside contacts, the last one last

    async def do_help(self) -> None:
        """Show or hide what this mode is for."""
        self.desk.helping = not self.desk.helping

    async def do_find(self) -> None:
        """Find; the open contact stays."""
        await self.desk.switch(self.desk.find)

    async def do_say(self) -> None:
        """Say."""
        await self.desk.switch(self.desk.say)

    async def do_hold(self) -> None:
        """Hold, prefilled with the item of the open order."""
        self._leave_say()
        await self.desk.switch(self.desk.hold)

    async def do_remedy(self) -> None:
        """Remedy, with defaults from situation and open order."""
        self._leave_say()
        await self.desk.switch(self.desk.remedy)

    async def do_promise(self) -> None:
        """Promise a call-back."""
        self._leave_say()
        await self.desk.switch(self.desk.promise)

    def _leave_say(self) -> None:
        # what the customer said is no product and no amount: it stays with Say
        if self.desk.mode is self.desk.say:
            self.desk.say.put_aside()

    async def do_delivery(self) -> None:
        """Receive a delivery."""
        await self.desk.switch(self.desk.delivery)

    async def do_calls(self) -> None:
        """Tell customers that their units are here."""
        await self.desk.switch(self.desk.calls)

    async def do_shelf(self) -> None:
        """Hand out what is set aside."""
        await self.desk.switch(self.desk.shelf)

    async def do_owed(self) -> None:
        """Keep or move promises."""
        await self.desk.switch(self.desk.owed)

    async def do_copied(self) -> None:
        """Show what was copied last, for terminals that refuse the clipboard."""
        self._leave_say()
        await self.desk.switch(self.desk.whole_text)

    async def do_new(self) -> None:
        """Add somebody nobody knows yet."""
        await self.desk.switch(self.desk.new)

    async def do_edit(self) -> None:
        """Edit the card of the open contact's customer."""
        customer = self.desk.in_contact().customer
        if customer is None:
            raise Refused("A walk-in has no card.", "F2 finds who it is, or adds them.", code="walk-in")
        await self.desk.edit.of(customer)
        await self.desk.switch(self.desk.edit)

    async def do_merge(self) -> None:
        """Merge the open contact's customer with another card of theirs."""
        await self.do_edit()
        await self.desk.edit.merge_with("")

    async def do_note(self) -> None:
        """Note something on the open contact."""
        await self.desk.switch(self.desk.note)

    async def do_actions(self) -> None:
        """List all actions."""
        await self.desk.switch(self.desk.actions)

    async def do_panels(self) -> None:
        """Go into the panels and back."""
        self.desk.next_panel()

    async def do_mood(self) -> None:
        """Take the next mood, likeliest first."""
        await self.desk.say.next_mood()

    async def do_channel(self) -> None:
        """Note that this customer stands at the counter after all, or is on the telephone."""
        from agentdesk.contacts import actions as contacts
        from agentdesk.contacts.model import Channel

        contact = self.desk.in_contact()
        other = Channel.PHONE if contact.channel is Channel.COUNTER else Channel.COUNTER
        self.desk.contact = await self.desk.counter.act(
            lambda act: contacts.describe(act, contacts.at_hand(act, contact.id), channel=other)
        )
        await self.desk.look_again()
        self.desk.tell(f"{contact.word} is {'at the counter' if other is Channel.COUNTER else 'on the phone'}.")

    async def do_language(self) -> None:
        """Change the language of the lines; the concepts stay."""
        await self.desk.say.next_language()

    async def do_detail(self) -> None:
        """Show more of each line, or only its first words."""
        say = self.desk.say
        say.detail = Detail((say.detail + 1) % len(Detail))
        await self.desk.counter.keep_habit("detail", say.detail.name)
        self.desk.tell(f"{say.detail.words}.   ctrl+b changes it")

    async def do_hide(self) -> None:
        """Mask or show personal data."""
        self.desk.mask(not self.desk.style_of.masked)

    async def do_park(self) -> None:
        """Park this customer and take the next; what is in the box stays with them."""
        from agentdesk.contacts import actions as contacts

        contact = self.desk.in_contact()
        note = self.desk.say.talk.heard or None
        await self.desk.drafting.keep_box()  # first: were it not kept, it would be lost with the contact that is left

        def deed(act: Act) -> "Contact":
            known = self.desk.say.note_heard(act, contacts.existing(act, contact.id))
            return contacts.park(act, known, contact.note or note)

        parked = await self.desk.counter.act(deed)
        self.desk.box.take_quietly()
        await self.desk.take_contact(None)
        self.desk.tell(f"{parked.word} parked.   Enter on an empty box goes on with whoever waited longest")

    async def do_finish(self) -> None:
        """Finish: Enter accepts the guessed mood out."""
        self.desk.in_contact()
        self._leave_say()
        await self.desk.switch(self.desk.finish)

    async def do_undo(self) -> None:
        """Clear the text; with none, undo the last act in this contact."""
        if self.desk.box.value:
            self.desk.box.take()
            return
        if await self.desk.mode.undo():
            return
        if self.desk.mode.outside:
            await self._undo_outside()
            return
        contact = self.desk.contact
        if contact is None:
            raise Refused("There is nothing to undo: no contact is open.", "Resume it first: F2.", code="no-contact")

        from agentdesk.contacts import actions as contacts
        from agentdesk.work.undo import undo_last

        def deed(act: Act) -> "tuple[str, Contact]":
            return undo_last(act, contacts.existing(act, contact.id), self.desk.hold.hours), contacts.existing(
                act, contact.id
            )

        what, self.desk.contact = await self.desk.counter.act(deed, inside=contact.id)
        self.desk.say.talk.said.clear()
        await self.desk.look_again()
        await self.desk.say.refill()
        self.desk.tell(f"Undone: {what}.")

    def done_outside(self, act: str) -> None:
        """Remember an act outside contacts, so that ctrl+z takes it back."""
        self._outside.append(act)

    async def _undo_outside(self) -> None:
        if not self._outside:
            raise Refused(
                "There is nothing to undo here.", "ctrl+z takes back what you have just done.", code="nothing-to-undo"
            )
        from agentdesk.work.undo import undo_act

        last, hours = self._outside[-1], self.desk.hold.hours
        what = await self.desk.counter.act(lambda act: undo_act(act, last, hours))
        self._outside.pop()
        await self.desk.mode.begin()
        await self.desk.look_again()
        self.desk.tell(f"Undone: {what}.")

    async def do_handover(self) -> None:
        """Show what closed shifts left, to be taken over or handed back."""
        await self.desk.switch(self.desk.handover)

    async def do_export(self) -> None:
        """Write this shift's log to a file."""
        await self.desk.switch(self.desk.export)

    async def do_close_shift(self) -> None:
        """Show what closing this person's shift hands over, and close it with Enter."""
        if self.desk.contact is not None:
            raise Refused("A contact is still open.", "Finish it (F12) or park it (F9) first.", code="contact-open")
        await self.desk.switch(self.desk.closing)

    async def do_close_other(self) -> None:
        """Close the shift of somebody who left without doing so, with a supervisor's PIN."""
        await self.desk.switch(self.desk.absent)

    async def do_quit(self) -> None:
        """Leave, when pressed twice."""
        now = time.monotonic()
        if now - self._quit_pressed_at < QUIT_WITHIN:
            await self.desk.leave()
        self._quit_pressed_at = now
        self.desk.tell("Press ctrl+q once more to leave; what is open stays open.")

    async def open_remedy(self, offered: "Offered") -> None:
        """Open F5 ready with what a line offered."""
        await self.desk.switch(self.desk.remedy)
        self.desk.remedy.prefill(offered)

    async def go_to(self, place: str) -> None:
        """Go to where a missing fact is entered."""
        modes = {"find": self.desk.find, "hold": self.desk.hold, "order": self.desk.hold, "remedy": self.desk.remedy}
        if place == "promise":
            await self.desk.switch(self.desk.promise)
        elif place in modes:
            await self.desk.switch(modes[place])

"""Call list: whom to tell that units are here, what to say, and what came of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.clock import moment
from agentdesk.contacts.model import Channel
from agentdesk.customers import actions as customers
from agentdesk.customers import phones
from agentdesk.customers.actions import Details
from agentdesk.customers.model import Customer
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, GOOD, MUTED, STRONG, Line, plain, spread, window, wrap
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds.calls import Call, call_list
from agentdesk.holds.model import Hold, Result, Tell
from agentdesk.holds.telling import tell
from agentdesk.store import Act

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_WORDS = {
    Result.REACHED: ("1", "reached", "nådd", "nådde", "nåddes", "話せた"),
    Result.VOICEMAIL: ("2", "voicemail", "telefonsvarare", "svarare", "留守電"),
    Result.NO_ANSWER: ("3", "no answer", "no-answer", "none", "inget svar", "ikke svar", "応答なし"),
    Result.WRONG_NUMBER: ("4", "wrong number", "wrong", "wrong-number", "fel nummer", "feil nummer", "番号違い"),
    Result.MESSAGE: ("5", "sent", "message", "sms", "skickat", "sendt", "送信"),
}
_RESULTS = {word: result for result, words in _WORDS.items() for word in words}
_SHOWN = {
    Result.REACHED: "reached", Result.VOICEMAIL: "voicemail", Result.NO_ANSWER: "no answer",
    Result.WRONG_NUMBER: "wrong number", Result.MESSAGE: "message sent",
}  # fmt: skip


class Calls(Mode):
    """Call the highlighted customer and say the line; then type what came of it: 1 reached, 2 voicemail, 3 no answer,
    4 wrong number, 5 message sent.

    No answer comes back later by itself. A wrong number asks for a new one. For a text or an e-mail, an empty Enter
    copies it. → opens a contact with the customer. Who was told and has not come is here again before their pick-up
    window ends, with the day that it ends.
    """

    name = "Calls"
    title = "Call list"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.calls: list[Call] = []
        self.asking: Customer | None = None  # whose number was wrong

    async def begin(self) -> None:
        """Read the list."""
        await self._read()
        self.at, self.asking = 0, None

    async def _read(self) -> None:
        counter = self.desk.counter
        now = counter.now()
        self.calls = await counter.read(
            lambda connection: call_list(connection, counter.settings, counter.person.name, now)
        )
        self.at = min(self.at, max(len(self.calls) - 1, 0))

    @property
    def chosen(self) -> Call | None:
        """The highlighted call."""
        return self.calls[min(self.at, len(self.calls) - 1)] if self.calls else None

    async def enter(self, text: str) -> None:
        """Note what came of the call; or take a new number."""
        text = text.strip()
        if self.asking is not None:
            await self._take_number(self.asking, text)
            return
        call = self.chosen
        if call is None:
            raise InvalidInput("There is nobody to call.", "Esc goes back.", code="nobody")
        result = _RESULTS.get(text.casefold())
        if result is not None:
            await self._note(call, result)
        elif not text and call.tell in (Tell.SMS, Tell.EMAIL):
            if self.desk.style_of.masked:
                raise Refused("Personal data is hidden.", "F8 shows it; then Enter copies the text.", code="hidden")
            self.desk.copy("\n\n".join(matter.texts.send for matter in call.matters))
            self.desk.tell("Copied to the clipboard. Once it is sent: 5, Enter.")
        else:
            raise InvalidInput("What came of it?", "Type one of the figures above, then Enter.", code="no-result")

    async def _note(self, call: Call, result: Result) -> None:
        hours = self.desk.hold.hours
        contact = self.desk.contact
        inside = contact.id if contact and call.customer and contact.customer == call.customer.id else None
        holds = [hold.id for matter in call.matters for hold in matter.holds]

        def deed(act: Act) -> tuple[list[Hold], str]:
            return [tell(act, hold, result, hours, contact=inside) for hold in holds], act.id

        told, act = await self.desk.counter.act(deed)
        self.desk.deeds.done_outside(act)
        first = told[0]
        words = ", ".join(hold.word for hold in told)
        after = f" · next try {self._when(first.next_try)}" if first.next_try else ""
        if first.collect_by:
            after = f" · keeps until {self._when(first.collect_by)}"
        await self._read()
        await self.desk.look_again()
        self.desk.tell(f"{words}: {_SHOWN[result]}{after}.   ctrl+z undoes it")
        if result is Result.WRONG_NUMBER and call.customer is not None:
            self.asking = call.customer
        self.desk.pause()  # somebody else is highlighted now

    def _when(self, stamp: str) -> str:
        local = self.desk.style_of.local(stamp)
        same = local.date() == self.desk.style_of.local(self.desk.counter.now().isoformat()).date()
        return f"{local:%H:%M}" if same else f"{local:%a} {local.day} {local:%b %H:%M}"

    async def _take_number(self, customer: Customer, text: str) -> None:
        if not text:
            self.asking = None
            self.desk.tell("No new number yet: they stay on the list.", bad=True)
            return
        if not phones.typed(text):
            raise InvalidInput("That is not a telephone number.", "Type the new one; Esc leaves it.", code="no-number")
        kept = tuple(phone.text for phone in customer.phones[1:])
        region = self.desk.counter.settings.country
        await self.desk.counter.act(lambda act: customers.change(act, customer, Details(phones=(text, *kept)), region))
        self.asking = None
        await self._read()
        self.at = next(
            (at for at, call in enumerate(self.calls) if call.customer and call.customer.id == customer.id), 0
        )
        await self.desk.look_again()
        self.desk.tell("The new number is on the card; the wrong one is gone.")

    async def right(self) -> bool:
        """Open a contact with the customer."""
        call = self.chosen
        if call is None or call.customer is None:
            return False
        await self.desk.find.open_customer(call.customer.id, Channel.PHONE)
        return True

    def takes_number(self) -> bool:
        """Take the new telephone number."""
        return self.asking is not None

    async def escape(self) -> bool:
        """Leave the new number for later."""
        was, self.asking = self.asking, None
        return was is not None

    def rows(self) -> int:
        """Return how many there are to call."""
        return 0 if self.asking else len(self.calls)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.asking is not None:
            return "Enter puts the new number on the card  ·  Esc: none yet"
        call = self.chosen
        if call is None:
            return "There is nobody to call  ·  Esc back"
        result = _RESULTS.get(text.strip().casefold())
        if result is not None:
            return f"Enter notes: {_SHOWN[result]}"
        return _keys(call)

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return whom to call, in order, the highlighted one with what to say."""
        if self.asking is not None:
            name = self.desk.style_of.personal(self.asking.name)
            return [[], plain(f" The number of {name} was wrong.", STRONG), plain(" Type the new one.", MUTED)]
        if not self.calls:
            return [[], plain(" There is nobody to call.", MUTED)]
        lines: list[Line] = []
        focus = (0, 0)
        for at, call in enumerate(self.calls):
            start = len(lines)
            lines += self._call(call, width, chosen=at == self.at)
            if at == self.at:
                focus = (start, len(lines))
        return window(lines, height, focus)

    def _call(self, call: Call, width: int, *, chosen: bool) -> list[Line]:
        style = self.desk.style_of
        name = style.personal(call.customer.name) if call.customer else "walk-in"
        left: Line = [(" ▸ " if chosen else "   ", ACCENT), (name, STRONG if chosen else "")]
        lines = [spread(left, self._reach(call), width - 1)]
        holds = [hold for matter in call.matters for hold in matter.holds]
        ends = min((hold.collect_by for hold in holds if hold.collect_by), default="")
        words = ", ".join(hold.word for hold in holds) + (f" · kept until {self._when(ends)}" if ends else "")
        last = call.tries[-1] if call.tries else None
        tried = f" · {_SHOWN[last.result]} {self._when(last.at)}" if last else ""
        again = f" · again {self._when(call.not_before)}" if self._later(call) and call.not_before else ""
        lines.append([("     ", ""), (words, MUTED), (tried + again, FAINT)])
        if not chosen:
            return lines
        send = call.tell in (Tell.SMS, Tell.EMAIL)
        for matter in call.matters:
            text = style.without(matter.texts.send if send else matter.texts.say, call.customer)
            lines += [plain(f"     {part}") for part in wrap(text, width - 7)]
        return lines

    def _later(self, call: Call) -> bool:
        return call.not_before is not None and moment(call.not_before) > self.desk.counter.now()

    def _reach(self, call: Call) -> Line:
        style = self.desk.style_of
        if call.wrong_number:
            return [("! ", ALERT), ("new number?", MUTED)]
        if call.tell is Tell.EMAIL:
            return [("e-mail ", FAINT), (style.personal(call.customer.email or "") if call.customer else "", GOOD)]
        phone = style.personal(call.phones[0]) if call.phones else "no number"
        return [("SMS " if call.tell is Tell.SMS else "", FAINT), (phone, "" if self._later(call) else GOOD)]


def _keys(call: Call) -> str:
    if call.tell in (Tell.SMS, Tell.EMAIL):
        return "Enter copies the text  ·  5 sent  1 reached  4 wrong number, then Enter  ·  → contact"
    return "1 reached  2 voicemail  3 no answer  4 wrong number, then Enter  ·  → contact"

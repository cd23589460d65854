"""Remedy: what is given to put it right, within one's authority, or the best that can be given instead."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.authority import actions
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import Alternative, Decision, Kind, Request, Verdict
from agentdesk.authority.model import Remedy as Given
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.views.do import Do
from agentdesk.desk.writing import ACCENT, ALERT, FAINT, GOOD, MUTED, STRONG, Line, plain, wrap
from agentdesk.errors import InvalidInput
from agentdesk.money import decimal_text, minor, percent_points, percent_text
from agentdesk.responses.model import Amount, Offered, Percent
from agentdesk.store import Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_REASON_OF = {
    "backorder-late": "late", "out-of-stock": "late", "parcel-lost": "late", "damaged": "damaged",
    "wrong-item": "wrong-item", "defect-in-use": "defect", "price-dispute": "price", "competitor-price": "price",
    "waited-too-long": "service", "passed-around": "service", "broken-promise": "service", "rude-staff": "service",
}  # fmt: skip
_KINDS = {"voucher": Kind.VOUCHER, "gift": Kind.GIFT, "match": Kind.PRICE_MATCH, "refund": Kind.REFUND}


class Remedy(Mode):
    """Type what you give: ``150``, ``10 %``, ``voucher 200``, ``gift 80``, ``match 799``.

    The first Enter shows its value and what is left after it; the second gives it. Above your authority the best
    alternative is already highlighted, so that Enter takes it. With nothing typed, Enter opens what waits for a yes.
    """

    name = "Remedy"
    title = "Remedy"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.request: Request | None = None
        self.decision: Decision | None = None
        self.shown = False
        self.fault = ""
        self._answers: str | None = None

    @property
    def waiting(self) -> tuple[tuple[Given, str], ...]:
        """What waits for a yes, shown while nothing is typed."""
        return self.desk.facts.waiting if self.request is None and not self.fault else ()

    def tell_answers(self, was: Do) -> None:
        """Tell what was answered since the screen last looked."""
        before = {each.id for each, who in was.waiting if not who}
        for each, who in self.desk.facts.answered:
            if each.id in before:
                code = f", code {shown_voucher_code(each.code)}" if each.code else ""
                yes = f"approved by {who}" if who else "refused"
                money = self.desk.style_of.money(each.value)
                self.desk.tell(f"{each.word} {yes}: {each.kind} {money}{code}.", bad=not who)

    async def begin(self) -> None:
        """Begin anew."""
        self.request, self.decision, self.shown, self.fault, self._answers, self.at = None, None, False, "", None, 0

    def prefill(self, offered: Offered) -> None:
        """Put what a line offered into the box."""
        currency = self.desk.counter.settings.currency
        if isinstance(offered.value, Amount):
            kind = "voucher " if offered.kind == Kind.VOUCHER else ""
            self.desk.box.put(kind + decimal_text(offered.value.units, currency))
        elif isinstance(offered.value, Percent):
            self.desk.box.put(f"{percent_text(offered.value.points)} %")

    @property
    def reason(self) -> str:
        """The reason that the situation suggests."""
        contact = self.desk.contact
        return _REASON_OF.get(contact.situation or "", "goodwill") if contact else "goodwill"

    async def changed(self, text: str) -> None:
        """Work the value and the decision out."""
        if text == self._answers or (self.shown and not text):
            return
        request, decision, fault = None, None, ""
        try:
            request = self._read(text) if text.strip() else None
        except InvalidInput as error:
            fault = f"{error.what} {error.next}"
        if request is not None:
            decision = await self._decide(request)
        if text == self.desk.box.value and text != self._answers:  # else overtaken, or Enter has had the same answer
            self.request, self.decision, self.fault = request, decision, fault
            self._answers, self.shown, self.at = text, False, 0

    def _read(self, text: str) -> Request:
        base, order, line = self._purchase()
        words = text.strip().lower().split()
        kind = next((kind for word, kind in _KINDS.items() if words[0] == word), None)
        figure = " ".join(words[1:]) if kind else text
        if kind is None and "%" in text:
            return actions.request(
                Kind.PERCENT, self.reason, value=None, points=percent_points(text.strip(" %")), base=base, order=order,
                line=line,
            )  # fmt: skip
        value = minor(figure, self.desk.counter.settings.currency)
        if kind is Kind.PRICE_MATCH and base is not None:
            value = base - value  # what the other shop asks was typed
        return actions.request(
            kind or Kind.AMOUNT, self.reason, value=value, points=None, base=base, order=order, line=line
        )

    def _purchase(self) -> tuple[int | None, int | None, int | None]:
        """Return the money at stake, and the order and line that it was paid for."""
        base, card = self.desk.amount_at_stake(), self.desk.card
        if base is None or card is None or not card.orders or not card.orders[0].lines:
            return base, None, None
        return base, card.orders[0].id, card.orders[0].lines[0].line

    async def _decide(self, request: Request) -> Decision:
        counter, contact = self.desk.counter, self.desk.in_contact()

        def question(connection: Connection) -> Decision:
            return actions.check(
                connection,
                counter.person.id,
                request,
                contact.customer,
                contact.id,
                counter.now(),
                counter.settings.timezone,
                counter.settings.currency,
            )

        return await counter.read(question)

    @property
    def instead(self) -> tuple[Alternative, ...]:
        """What can be given instead."""
        if self.decision is None or self.decision.verdict is Verdict.ALLOWED:
            return ()
        return self.decision.instead

    async def enter(self, text: str) -> None:
        """Show the value, then give it; or take the highlighted alternative; or open what waits for a yes."""
        if not text.strip() and self.waiting and not self.shown:
            self.desk.pin.request = self.waiting[min(self.at, len(self.waiting) - 1)][0]
            await self.desk.switch(self.desk.pin)
            return
        if self.request is None or self.decision is None:
            raise InvalidInput(self.fault or "Type what you give.", "" if self.fault else "Such as 150 or 10 %.")
        if not self.shown:
            self.shown = True
            if self.instead:
                self.desk.surprise(f"Above your authority: {self.decision.why}.")
            return
        if self.instead:
            await self._take(self.instead[self.at])
        else:
            await self._give(self.request)

    async def _give(self, request: Request) -> None:
        contact = self.desk.in_contact()
        given, decision = await self.desk.counter.act(
            lambda act: actions.give(act, request, contact.customer, contact.id)
        )
        await self.desk.look_again()
        left = decision.after.shift_left
        rest = f", code {shown_voucher_code(given.code)}" if given.code else ""
        rest += f" · {self.desk.style_of.money(left)} left this shift" if left is not None else ""
        self.desk.tell(f"{given.word} given: {self._words(request)}{rest}.   ctrl+z undoes it")
        await self.desk.switch(self.desk.say)
        await self.desk.say.refill()

    async def _take(self, alternative: Alternative) -> None:
        request = self.request
        assert request is not None
        if alternative.kind == "set-aside":
            await self.desk.switch(self.desk.hold)
        elif alternative.kind == "approval":
            contact = self.desk.in_contact()
            asked, _ = await self.desk.counter.act(lambda act: actions.ask(act, request, contact.customer, contact.id))
            await self.desk.look_again()
            self.desk.tell(f"{asked.word} waits for a yes: a PIN or code here, or Esc and go on meanwhile.")
            self.desk.pin.request = asked
            await self.desk.switch(self.desk.pin)
        else:
            kind = Kind(alternative.kind)
            await self._give(replace(request, kind=kind, value=alternative.value or 0, points=alternative.points))

    def _words(self, request: Request) -> str:
        money = self.desk.style_of.money(request.value)
        percent = f"{percent_text(request.points)} % = " if request.points is not None else ""
        return f"{request.kind.value} {percent}{money}"

    def rows(self) -> int:
        """Return how many alternatives there are."""
        return len(self.instead) if self.shown else len(self.waiting)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.fault:
            return self.fault
        if self.request is None or self.decision is None:
            if self.waiting and not text.strip():
                first = self.waiting[min(self.at, len(self.waiting) - 1)][0]
                return f"Enter: PIN or code for {first.word}  ·  or type what you give: 150"
            return "Type what you give: 150  ·  10 %  ·  voucher 200  ·  gift 80  ·  match 799"
        if not self.shown:
            return "Enter shows its value and what is left after it"
        if self.instead:
            return f"Enter: {self._alternative(self.instead[self.at])}  ·  ↑↓ choose  ·  Esc back"
        return f"Enter gives {self._words(self.request)}  ·  Esc back"

    async def escape(self) -> bool:
        """Go back to typing."""
        was, self.shown = self.shown, False
        return was

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the remedy with its value, and what can be given instead."""
        if self.request is None or self.decision is None:
            return [
                [],
                plain(f" Reason: {self.reason}", MUTED),
                *([plain(f" {self.fault}", MUTED)] if self.fault else []),
                *self._waiting_lines(),
            ]
        lines: list[Line] = [[], plain(f" {self._words(self.request)}", STRONG), plain(f" reason {self.reason}", MUTED)]
        if not self.instead:
            lines.append([(" ✓ ", GOOD), (self.decision.why, "")])
            left = self.decision.after.shift_left
            if left is not None:
                lines.append(plain(f"   {self.desk.style_of.money(left)} left this shift after it", MUTED))
            return lines
        lines += [[(" ! ", ALERT), (part, "")] for part in wrap(self.decision.why, width - 5)[:2]]
        lines += [[], plain(" Instead, best first", MUTED)]
        for at, alternative in enumerate(self.instead):
            chosen = at == self.at and self.shown
            mark = (" ▸ " if chosen else "   ", ACCENT)
            lines.append(
                [mark, (self._alternative(alternative), STRONG if chosen else ""), (f"  {alternative.why}", FAINT)]
            )
        return lines

    def _waiting_lines(self) -> list[Line]:
        lines: list[Line] = [[], plain(" Waits for a yes", MUTED)] if self.waiting else []
        for at, (each, who) in enumerate(self.waiting):
            asked = f"  asked by {who}" if who else ""
            lines.append(
                [
                    (" ▸ " if at == self.at else "   ", ACCENT),
                    (f"{each.word} {each.kind} {self.desk.style_of.money(each.value)}", ""),
                    (f"  {each.reason}{asked}", FAINT),
                ]
            )
        return lines

    def _alternative(self, alternative: Alternative) -> str:
        words = {"set-aside": "set the item aside", "approval": "ask for approval"}
        if alternative.kind in words:
            return words[alternative.kind]
        return f"{alternative.kind} {self.desk.style_of.money(alternative.value or 0)}"

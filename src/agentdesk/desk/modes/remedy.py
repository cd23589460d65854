"""Remedy: what is given to put it right, within one's authority, or the best that can be given instead."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agentdesk.authority import actions, vouchers
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import PAID_BACK, Alternative, Decision, Kind, Request, Verdict, Voucher
from agentdesk.authority.model import Remedy as Given
from agentdesk.desk.facts import Do
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.views import remedy as drawn
from agentdesk.desk.wishes import Wish, read_wish, typed
from agentdesk.desk.writing import Line
from agentdesk.errors import InvalidInput, Refused
from agentdesk.money import percent_text
from agentdesk.responses.known import Amount, Percent
from agentdesk.responses.model import Offered
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_REASON_OF = {
    "backorder-late": "late", "out-of-stock": "late", "parcel-lost": "late", "damaged": "damaged",
    "wrong-item": "wrong-item", "defect-in-use": "defect", "price-dispute": "price", "competitor-price": "price",
    "waited-too-long": "service", "passed-around": "service", "broken-promise": "service", "rude-staff": "service",
}  # fmt: skip


class Remedy(Mode):
    """Type what you give: ``150``, ``10 %``, ``voucher 200 30 days``, ``gift 80``, ``match 799``, ``refund``, ``rescind``.

    Another reason goes behind it (``150 damaged``), as does what it is given on where no order says (``10 % on 500``). A
    voucher's code uses it, ``cancel`` before the code cancels it. The first Enter shows its value and what is left after
    it; the second gives it. Above your authority the best alternative is already highlighted, so that Enter takes it.
    With nothing typed, Enter opens what waits for a yes, and → changes it.
    """

    name = "Remedy"
    title = "Remedy"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.request: Request | None = None
        self.decision: Decision | None = None
        self.cancels: tuple[Voucher, str] | None = None  # the voucher that is to be cancelled, and why
        self.changing: Given | None = None  # the request that what is typed takes the place of
        self.shown = False
        self.fault = ""
        self._answers: str | None = None

    @property
    def waiting(self) -> tuple[tuple[Given, str], ...]:
        """What waits for a yes, shown while nothing is typed."""
        nothing = self.request is None and self.cancels is None and not self.fault
        return self.desk.facts.waiting if nothing else ()

    def tell_answers(self, was: Do) -> None:
        """Tell what was answered, or expired, since the screen last looked."""
        before = {each.id for each, who in was.waiting if not who}
        for each, who in self.desk.facts.answered:
            if each.id in before:
                self.desk.tell(drawn.answer(each, who, self.desk.style_of), bad=not who)

    async def begin(self) -> None:
        """Begin anew."""
        self.request, self.decision, self.cancels, self.changing = None, None, None, None
        self.shown, self.fault, self._answers, self.at = False, "", None, 0

    def prefill(self, offered: Offered) -> None:
        """Put what a line offered into the box."""
        if isinstance(offered.value, Amount):
            kind = "voucher " if offered.kind == Kind.VOUCHER else ""
            self.desk.box.put(kind + self.desk.style_of.figure(offered.value.units))
        elif isinstance(offered.value, Percent):
            self.desk.box.put(f"{percent_text(offered.value.points)} %")

    @property
    def reason(self) -> str:
        """The reason that the situation suggests: the contact's, else that of what was heard and not answered yet."""
        contact = self.desk.contact
        situation = (contact.situation or self.desk.say.situation) if contact else ""
        return _REASON_OF.get(situation, "goodwill")

    async def changed(self, text: str) -> None:
        """Work the value and the decision out."""
        if text == self._answers or (self.shown and not text):
            return
        request, decision, cancels, fault = None, None, None, ""
        try:
            if text.strip():
                wish = read_wish(text, self.desk.counter.settings.currency)
                request, decision, cancels = await self._answer(wish)
        except (InvalidInput, Refused) as error:
            fault = f"{error.what} {error.next}".strip()
        if text == self.desk.box.value and text != self._answers:  # else overtaken, or Enter has had the same answer
            self.request, self.decision, self.cancels, self.fault = request, decision, cancels, fault
            self._answers, self.shown, self.at = text, False, 0

    async def _answer(self, wish: Wish) -> tuple[Request | None, Decision | None, tuple[Voucher, str] | None]:
        """Return the request that a wish makes with its decision, or the voucher that it cancels."""
        counter, contact = self.desk.counter, self.desk.in_contact()
        currency = counter.settings.currency
        code = wish.code

        def question(connection: Connection) -> tuple[Request | None, Decision | None, tuple[Voucher, str] | None]:
            if code is not None and wish.cancel is not None:
                return None, None, (vouchers.still_open(connection, code), wish.cancel)
            if code is not None:
                voucher = vouchers.of_code(connection, code)
                wanted = vouchers.to_use(
                    connection, voucher, counter.now(), customer=contact.customer, on=wish.base, currency=currency
                )
            else:
                wanted = self._request(connection, wish)
            decision = actions.check(
                connection, counter.person.id, wanted, contact.customer, contact.id, counter.now(),
                counter.settings.timezone, currency,
            )  # fmt: skip
            return wanted, decision, None

        return await counter.read(question)

    def _request(self, connection: Connection, wish: Wish) -> Request:
        base, order, line = self._purchase() if wish.base is None else (wish.base, None, None)
        value, contact = wish.value, self.desk.in_contact()
        if wish.kind is Kind.PRICE_MATCH and value is not None:
            if base is None:
                raise InvalidInput("What did it cost here?", "Such as: match 799 on 849")
            value = base - value  # what the other shop asks was typed
            if value <= 0:
                raise InvalidInput("That is no lower than here.", "Type what the other shop asks: match 799")
        if wish.kind is Kind.RESCIND:
            line = None  # the sale, not a line of it
        if wish.kind in PAID_BACK and value is None:
            counter = self.desk.counter
            value = actions.left_to_pay_back(
                connection, counter.person.id, Request(wish.kind, 1, self.reason, base=base, order=order, line=line),
                contact.customer, contact.id, counter.now(), counter.settings.timezone, counter.settings.currency,
            )  # fmt: skip
            if value is None or value <= 0:
                raise InvalidInput("Nothing is left to pay back.", "Name the amount: refund 150 on 849")
        try:
            return actions.request(
                wish.kind, wish.reason or self.reason, value=value, points=wish.points, base=base, order=order,
                line=line, days=wish.days,
            )  # fmt: skip
        except InvalidInput as error:
            if wish.points is not None and base is None:
                raise InvalidInput(error.what, "Such as: 10 % on 500") from error
            raise

    def _purchase(self) -> tuple[int | None, int | None, int | None]:
        """Return the money at stake, and the order and line that it was paid for."""
        base, card = self.desk.amount_at_stake(), self.desk.card
        if base is None or card is None or not card.orders or not card.orders[0].lines:
            return base, None, None
        return base, card.orders[0].id, card.orders[0].lines[0].line

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
        if self.cancels is None and (self.request is None or self.decision is None):
            raise InvalidInput(self.fault or "Type what you give.", "" if self.fault else "Such as 150 or 10 %.")
        if not self.shown:
            self.shown = True
            if self.decision is not None and self.instead:
                self.desk.surprise(drawn.refusal(self.decision, self.desk.style_of))
        elif self.cancels is not None:
            await self._cancel(*self.cancels)
        elif self.instead:
            await self._take(self.instead[self.at])
        elif self.request is not None:
            await self._give(self.request)

    async def right(self) -> bool:
        """Change the highlighted request: what it asks goes into the box, and giving or asking takes its place."""
        if self.desk.box.value or not self.waiting:
            return False
        request, who = self.waiting[min(self.at, len(self.waiting) - 1)]
        contact = self.desk.in_contact()
        if who or request.contact != contact.id or request.redeems is not None:
            raise Refused(f"{request.word} was not asked in this contact by you.", "Enter opens it.", code="not-yours")
        self.desk.box.put(typed(request))
        await self.changed(self.desk.box.value)
        self.changing = request
        self.desk.tell(f"{request.word}: change it and press Enter; what you give or ask for takes its place.")
        return True

    def _first(self, act: Act) -> str:
        """Withdraw the request that is being changed, in the same act as what takes its place."""
        if self.changing is None:
            return ""
        actions.withdraw(act, self.changing.id)
        return f" instead of {self.changing.word}"

    async def _give(self, request: Request) -> None:
        contact, desk = self.desk.in_contact(), self.desk

        def deed(act: Act) -> tuple[str, Decision]:
            instead = self._first(act)
            if request.redeems is not None:
                used, decision = actions.redeem(act, request, contact.customer, contact.id)
                return f"Voucher {shown_voucher_code(used.code)} used{instead}: {self._words(request)} off", decision
            given, decision = actions.give(act, request, contact.customer, contact.id)
            code = f", code {shown_voucher_code(given.code)}" if given.code else ""
            return f"{given.word} given{instead}: {self._words(request)}{code}", decision

        what, decision = await desk.counter.act(deed, inside=contact.id)
        await desk.look_again()
        left = decision.after.shift_left
        what += f" · {desk.style_of.money(left)} left this shift" if left is not None else ""
        desk.tell(f"{what}." if request.redeems is not None else f"{what}.   ctrl+z undoes it")
        await desk.switch(desk.say)
        await desk.say.refill(keep=True)

    async def _cancel(self, voucher: Voucher, why: str) -> None:
        await self.desk.counter.act(lambda act: vouchers.cancel(act, voucher, why))
        await self.desk.look_again()
        self.desk.tell(f"Voucher {shown_voucher_code(voucher.code)} is cancelled ({why}); what it cost counts on.")
        await self.desk.switch(self.desk.say)

    async def _take(self, alternative: Alternative) -> None:
        request = self.request
        assert request is not None
        if alternative.kind == "set-aside":
            await self.desk.switch(self.desk.hold)
        elif alternative.kind == "approval":
            await self._ask(request)
        else:
            kind = Kind(alternative.kind)
            value, days = alternative.value or 0, request.days if kind is Kind.VOUCHER else None
            await self._give(replace(request, kind=kind, value=value, points=alternative.points, days=days))

    async def _ask(self, request: Request) -> None:
        contact = self.desk.in_contact()

        def deed(act: Act) -> tuple[Given, str]:
            instead = self._first(act)
            return actions.ask(act, request, contact.customer, contact.id)[0], instead

        asked, instead = await self.desk.counter.act(deed, inside=contact.id)
        await self.desk.look_again()
        self.desk.tell(f"{asked.word} waits for a yes{instead}: a PIN or code here, or Esc and go on meanwhile.")
        self.desk.pin.request = asked
        await self.desk.switch(self.desk.pin)

    def _words(self, request: Request) -> str:
        return drawn.remedy_words(request, self.desk.style_of)

    def rows(self) -> int:
        """Return how many alternatives there are."""
        return len(self.instead) if self.shown else len(self.waiting)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return drawn.hint(self, text)

    async def escape(self) -> bool:
        """Go back to typing."""
        was, self.shown = self.shown, False
        return was

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the remedy with its value, and what can be given instead."""
        return drawn.remedy(self, width)

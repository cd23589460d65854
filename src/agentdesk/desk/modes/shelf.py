"""Shelf: handing out what is set aside; cancelling a hold, keeping it longer."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.catalog.finding import exact_product
from agentdesk.catalog.gtin import is_gtin
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.modes.promise import date_and_rest
from agentdesk.desk.writing import ACCENT, ALERT, BETWEEN, FAINT, MUTED, STRONG, Line, cut, plain, spread, window
from agentdesk.errors import InvalidInput, Refused
from agentdesk.holds import actions
from agentdesk.holds.list_records import Listed, listed
from agentdesk.holds.model import Aside, State
from agentdesk.store import Act, Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen

_MOST = 2000
_CANCEL = frozenset({"cancel", "avbeställ", "avboka", "avbestill", "取消"})
_EXTEND = frozenset({"extend", "keep", "förläng", "forleng", "延長"})


class Shelf(Mode):
    """What is set aside: of the open contact's customer, else of everybody. Type a name, H-12 or scan to narrow it down;
    what none of this customer's fits is looked for among everybody's.

    Enter hands the highlighted hold out; ``x1`` hands out one of it. ``cancel`` ends it, with a reason where there is
    one: ``cancel elsewhere``. ``extend`` keeps it a window longer, ``extend mon`` until then.
    """

    name = "Shelf"
    title = "Set aside"
    outside = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.holds: list[Listed] = []
        self.others: list[Listed] = []  # everybody's, where a contact is open: found by what is typed
        self.found: list[Listed] = []
        self._sku = ""
        self._picked = False

    def reads_code(self, text: str) -> bool:
        """Take a scan as the product that is collected."""
        return True

    async def begin(self) -> None:
        """Read what is not over."""
        await self._read()
        self.at = 0

    async def _read(self) -> None:
        customer = self.desk.contact.customer if self.desk.contact else None

        def question(connection: Connection) -> tuple[list[Listed], list[Listed]]:
            aside = (State.TOLD, State.ASIDE)
            all_of_them = [each for state in aside for each in listed(connection, state=state, limit=_MOST)]
            if customer is None:
                return all_of_them, []
            own = [
                each
                for state in (*aside, State.WAITING)
                for each in listed(connection, state=state, customer=customer, limit=_MOST)
            ]
            return own, [each for each in all_of_them if each.hold.customer != customer]

        self.holds, self.others = await self.desk.counter.read(question)
        self._picked = False
        self._narrow("")

    async def changed(self, text: str) -> None:
        """Narrow the list down, unless what is typed is a command."""
        text = text.strip()
        if text and not _is_command(text):
            self._picked = False
        self._sku = ""
        if is_gtin(text):
            product = await self.desk.counter.read(lambda connection: exact_product(connection, text))
            self._sku = product.sku if product else text
        self._narrow("" if _is_command(text) else text)

    def _narrow(self, text: str) -> None:
        words = [] if self._sku else text.casefold().split()

        def fits(each: Listed) -> bool:
            return (not self._sku or each.sku == self._sku) and all(word in _words_of(each) for word in words)

        self.found = [each for each in self.holds if fits(each)]
        if not self.found and (words or self._sku):
            self.found = [each for each in self.others if fits(each)]
        self.at = min(self.at, max(len(self.found) - 1, 0))

    def move(self, by: int) -> None:
        """Move the highlight; moving it is choosing."""
        self._picked = True
        super().move(by)

    @property
    def chosen(self) -> Listed | None:
        """The highlighted hold."""
        return self.found[self.at] if self.found else None

    async def enter(self, text: str) -> None:
        """Hand the hold out, cancel it, or keep it longer."""
        chosen, text = self.chosen, text.strip()
        if chosen is None:
            raise Refused("Nothing of that is set aside.", "Esc clears; F4 places a hold.", code="nothing-aside")
        if len(self.found) > 1 and not (self._picked or _is_command(text) or self._named(text)):
            self.desk.box.put(text)
            raise InvalidInput("Several fit.", "Choose with ↑ ↓, or type a name or H-12.", code="several")
        words = text.split()
        verb = words[0].casefold() if words else ""
        if verb in _CANCEL:
            await self._cancel(chosen, " ".join(words[1:]))
        elif verb in _EXTEND:
            await self._extend(chosen, " ".join(words[1:]))
        else:
            await self._collect(chosen, _quantity(text))
        await self._read()
        await self.desk.look_again()
        self.desk.pause()  # another hold is highlighted now

    def _named(self, text: str) -> bool:
        return self.chosen is not None and text.casefold() == self.chosen.hold.word.casefold()

    @property
    def _contact(self) -> int | None:
        contact, chosen = self.desk.contact, self.chosen
        return contact.id if contact and chosen and contact.customer == chosen.hold.customer else None

    async def _do(self, deed: Callable[[Act], str]) -> None:
        def both(act: Act) -> tuple[str, str]:
            return deed(act), act.id

        words, act = await self.desk.counter.act(both)
        self.desk.deeds.done_outside(act)
        self.desk.tell(f"{words}   ctrl+z undoes it")

    async def _collect(self, chosen: Listed, quantity: int | None) -> None:
        hours, contact, hold = self.desk.hold.hours, self._contact, chosen.hold

        def deed(act: Act) -> str:
            done, rest = actions.collect(act, hold.id, hours, quantity, contact=contact)
            left = f"; {rest.quantity} wait on the shelf as {rest.word}" if rest else ""
            return f"{done.word}: {done.quantity} × {chosen.product_name} handed out{left}."

        await self._do(deed)

    async def _cancel(self, chosen: Listed, reason: str) -> None:
        hours, contact, hold = self.desk.hold.hours, self._contact, chosen.hold
        reasons = tuple(actions.CANCEL_REASONS)
        reason = reason.casefold().replace(" ", "-") or reasons[0]
        if reason not in reasons:
            raise InvalidInput(f"“{reason[:30]}” is not a reason.", f"One of: {', '.join(reasons)}.", code="no-reason")

        def deed(act: Act) -> str:
            done, passed = actions.cancel(act, hold.id, hours, reason, contact=contact)
            return f"{done.word} is cancelled{_passed(passed)}."

        await self._do(deed)

    async def _extend(self, chosen: Listed, when: str) -> None:
        hours, contact, hold = self.desk.hold.hours, self._contact, chosen.hold
        until: date | None = None
        if when:
            settings = self.desk.counter.settings
            now = self.desk.counter.now().astimezone(ZoneInfo(settings.timezone))
            until = date_and_rest(when, now, settings)[0].date()

        def deed(act: Act) -> str:
            kept = actions.extend(act, hold.id, hours, until, contact=contact)
            return f"{kept.word} is kept until {self._until(kept.collect_by)}."

        await self._do(deed)

    def _until(self, stamp: str | None) -> str:
        local = self.desk.style_of.local(stamp) if stamp else None
        return f"{local:%a} {local.day} {local:%b}" if local else "they are told"

    def rows(self) -> int:
        """Return how many holds fit."""
        return len(self.found)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        chosen = self.chosen
        if chosen is None:
            return self._nothing(text)
        word, verb = chosen.hold.word, (text.split() or [""])[0].casefold()
        if verb in _CANCEL:
            return f"Enter cancels {word}  ·  {', '.join(actions.CANCEL_REASONS)}"
        if verb in _EXTEND:
            return f"Enter keeps {word} longer  ·  extend mon: until then"
        if chosen.hold.state is State.WAITING:
            return f"{word} still waits for a delivery  ·  cancel ends it"
        many = _quantity(text) or chosen.hold.quantity
        return f"Enter hands out {many} of {word}  ·  x1: one of it  ·  cancel  ·  extend"

    def _nothing(self, text: str) -> str:
        if text.strip():
            return "Nothing like that is set aside  ·  Esc clear"
        card = self.desk.card
        if card is None or not self.others:
            return "Nothing is set aside  ·  Esc back"
        name = self.desk.style_of.personal(cut(card.customer.name, 24))
        return f"Nothing is set aside for {name}  ·  somebody else's: type a name or H-12"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return what is set aside, with whose it is and until when."""
        if not self.found:
            return [[], plain(f" {self._nothing(self.desk.box.value).split(BETWEEN)[0]}.", MUTED)]
        lines: list[Line] = []
        for at, each in enumerate(self.found):
            hold, chosen = each.hold, at == self.at
            name = self.desk.style_of.personal(each.customer_name or "") or "walk-in"
            state = f"{hold.state} until {self._until(hold.collect_by)}" if hold.collect_by else hold.state.value
            left: Line = [
                (" ▸ " if chosen else "   ", ACCENT),
                (f"{hold.word} ", MUTED),
                (name, STRONG if chosen else ""),
            ]
            lines.append(spread(left, plain(state, MUTED), width - 1))
            risk: Line = [("! ", ALERT), (each.at_risk, MUTED)] if each.at_risk else []
            lines.append([(f"     {hold.quantity} × {each.product_name}  ", ""), (each.sku, FAINT), *risk])
        return window(lines, height, (self.at * 2, self.at * 2 + 1))


def _is_command(text: str) -> bool:
    words = text.casefold().split()
    return bool(words) and (words[0] in _CANCEL | _EXTEND or _quantity(text) is not None)


def _quantity(text: str) -> int | None:
    bare = text.strip().casefold()
    return int(bare[1:]) if bare[:1] in ("x", "×") and bare[1:].isdecimal() and len(bare) < 7 else None


def _words_of(each: Listed) -> str:
    return f"{each.hold.word} {each.customer_name or ''} {each.customer_ref or ''} {each.sku} {each.product_name}".casefold()


def _passed(aside: Sequence[Aside]) -> str:
    return f"; its units go to {', '.join(each.word for each in aside)}" if aside else ""

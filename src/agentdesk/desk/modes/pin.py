"""PIN: a yes at the counter to what waits, typed by who may give it, or the code that they read out over the phone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.authority import actions, requests
from agentdesk.authority.codes import shown_voucher_code
from agentdesk.authority.model import Above, Remedy
from agentdesk.authority.requests import MOST_TRIES
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ALERT, MUTED, STRONG, Line, plain, wrap
from agentdesk.errors import Refused
from agentdesk.money import percent_text
from agentdesk.work import approval

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Pin(Mode):
    """Who may approve types their PIN here; or you type the eight digits that they read out over the phone.

    Three tries a request. Esc goes on meanwhile: the request waits, and F5 brings you back. → withdraws it. A minus
    before the PIN says no.
    """

    name = "PIN"
    title = "Approval"
    secret = True

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.request: Remedy | None = None
        self.above: tuple[Above, ...] = ()
        self.void = ""  # why nobody can say yes to it any more

    async def begin(self) -> None:
        """Read who may say yes now."""
        self.above, self.void = (), ""
        counter, request = self.desk.counter, self.request
        if request is None:
            return
        try:
            self.above = await counter.read(
                lambda connection: requests.above_now(connection, request, counter.now(), counter.settings.timezone)
            )
        except Refused as error:
            self.void = str(error)

    async def enter(self, text: str) -> None:
        """Check the PIN or code, and give what was asked."""
        counter, request = self.desk.counter, self._waiting()
        if not text.strip():
            self.desk.surprise("Type the PIN of who approves, or their code. Esc goes on meanwhile.")
            return
        if text.strip().startswith("-"):
            await self._refuse(request, text.strip().removeprefix("-").strip())
            return
        remedy, _, person = await counter.write(
            lambda: approval.approve_by_pin_or_code(counter.store, counter.actor, request.id, text.strip())
        )
        self.request = None
        await self.desk.look_again()
        code = f", code {shown_voucher_code(remedy.code)}" if remedy.code else ""
        self.desk.tell(f"{remedy.word} approved by {person.name}: {self._words(remedy)}{code}.")
        await self.desk.switch(self.desk.say if self.desk.contact else self.desk.find)

    async def _refuse(self, request: Remedy, pin: str) -> None:
        counter = self.desk.counter
        _, person = await counter.write(lambda: approval.refuse_by_pin(counter.store, counter.actor, request.id, pin))
        self.request = None
        await self.desk.look_again()
        self.desk.tell(f"{request.word} refused by {person.name}: {self._words(request)}.", bad=True)
        await self.desk.switch(self.desk.remedy if self.desk.contact else self.desk.find)

    async def right(self) -> bool:
        """Withdraw the request, with nothing typed."""
        if self.desk.box.value:
            return False
        request = self._waiting()
        if request.staff != self.desk.counter.person.id:
            raise Refused(f"{request.word} is somebody else's.", "Whoever asked can withdraw it.", code="not-yours")
        await self.desk.counter.act(lambda act: actions.withdraw(act, request.id))
        self.request = None
        await self.desk.look_again()
        self.desk.tell(f"{request.word} is withdrawn.")
        await self.desk.switch(self.desk.remedy if self.desk.contact else self.desk.find)
        return True

    def _waiting(self) -> Remedy:
        if self.request is None:
            raise Refused("Nothing waits for a yes here.", "F5 shows what does.", code="no-request")
        return self.request

    def _words(self, remedy: Remedy) -> str:
        percent = f"{percent_text(remedy.points)} % = " if remedy.points is not None else ""
        return f"{remedy.kind.value} {percent}{self.desk.style_of.money(remedy.value)}"

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        if self.request is None:
            return "Esc back"
        mine = self.request.staff == self.desk.counter.person.id
        last = "→ withdraws it" if mine else "- before the PIN says no"
        return f"Enter approves {self.request.word} by PIN or code  ·  Esc goes on meanwhile  ·  {last}"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return exactly what the yes is to."""
        request = self.request
        if request is None:
            return []
        money = self.desk.style_of.money
        facts = [
            f"on {money(request.base)}" if request.base is not None else "",
            f"reason {request.reason}",
            f"contact C-{request.contact}" if request.contact else "",
            f"valid {request.days} days" if request.days else "",
        ]
        return [
            [],
            plain(f" {request.word}  {self._words(request)}", STRONG),
            *(plain(f" {part}", MUTED) for part in wrap(" · ".join(each for each in facts if each), width - 2)),
            *(plain(f" {part}", MUTED) for part in wrap(self._until(request), width - 2)),
            [],
            *self._who(width),
            *(
                plain(f" {part}", MUTED)
                for part in wrap("A yes is to exactly this, once. Any change asks anew.", width - 2)
            ),
        ]

    def _until(self, request: Remedy) -> str:
        until = f"waits until {self.desk.style_of.local(request.expires_at):%H:%M}" if request.expires_at else ""
        return until + (f" · {request.tries} of {MOST_TRIES} tries" if request.tries else "")

    def _who(self, width: int) -> list[Line]:
        """Say who can say yes, and how; or why nobody can."""
        if self.void or not self.above:
            why = self.void or "Nobody else here may say yes to this. → withdraws it."
            return [[(" ! " if not at else "   ", ALERT), (part, "")] for at, part in enumerate(wrap(why, width - 4))]
        words = " or ".join(each.words for each in self.above[:3])
        said = f"{words} can say yes: a PIN here, eight digits read out (watch, c), or agentdesk approve."
        return [plain(f" {part}") for part in wrap(said, width - 2)]

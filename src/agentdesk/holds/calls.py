"""The call list: who is to be told something about their holds, in order, what to say, and what came of each try."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agentdesk.catalog import records as catalog
from agentdesk.catalog.model import ItemForms, Product
from agentdesk.clock import moment, shop_day, stamp
from agentdesk.customers import records as customers
from agentdesk.customers.model import Customer
from agentdesk.holds import list_records as lists
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Expected, Hold, Result, State, Tell, Tried
from agentdesk.holds.outlook import outlook
from agentdesk.holds.texts import About, Telling, Texts, fill, language_of
from agentdesk.settings import Settings
from agentdesk.store import Connection


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to talk about: the holds it is about (parts of one promise), and the texts for it."""

    holds: tuple[Hold, ...]
    product: Product
    about: About
    texts: Texts
    expected: Expected | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One customer to tell: everything that there is to say, how they want to hear it, and every try so far.

    ``due_at`` is when the first of it is owed; ``not_before`` the next try after one that failed; ``wrong_number`` that
    the last try found somebody else, so a new number has to be asked for.
    """

    customer: Customer | None
    tell: Tell
    language: str
    matters: tuple[Matter, ...]
    tries: tuple[Tried, ...]
    due_at: str | None
    not_before: str | None
    corrected: bool = False  # the card was changed since the last try

    @property
    def wrong_number(self) -> bool:
        """Whether a new number has to be found before the next try."""
        return bool(self.tries) and self.tries[-1].result is Result.WRONG_NUMBER and not self.corrected

    @property
    def phones(self) -> tuple[str, ...]:
        """Every number as it was written, the first one first."""
        return tuple(phone.text for phone in self.customer.phones) if self.customer else ()


def call_list(connection: Connection, settings: Settings, agent: str, now: datetime, *, limit: int = 200) -> list[Call]:
    """Return who is to be told that units are here, are not after all, or are kept no longer; one call a customer.

    Bad news first, then what is owed soonest, then in queue order; who is to be tried again later stands at the end.
    Who was told on the last open day before their window ends is not warned again.
    """
    writer = _Writer(connection, settings, agent, now)
    ends = [hold for hold in _ending(connection, writer.hours, now, limit) if hold.tell is not Tell.NONE]
    told = lists.last_told(connection, [hold.id for hold in ends])
    ends = [hold for hold in ends if not _knows(hold, told.get(hold.id), writer.hours)]
    calls = writer.calls([*lists.to_tell(connection, limit), *ends], frozenset(hold.id for hold in ends))
    at = now.astimezone().timestamp()

    def order(call: Call) -> tuple[bool, bool, str, int]:
        later = call.not_before is not None and moment(call.not_before).timestamp() > at
        bad_news = any(matter.about is About.SHORT for matter in call.matters)
        return later, not bad_news, (call.not_before if later else call.due_at) or "9", call.matters[0].holds[0].queued

    return sorted(calls, key=order)


def ending(connection: Connection, settings: Settings, agent: str, now: datetime) -> list[Call]:
    """Return whose pick-up window ends today or on the next open day, whether they were warned or not."""
    writer = _Writer(connection, settings, agent, now)
    ends = _ending(connection, writer.hours, now, 100_000)
    return writer.calls(ends, frozenset(hold.id for hold in ends))


def _ending(connection: Connection, hours: Hours, now: datetime, limit: int) -> list[Hold]:
    last = hours.after_open_days(shop_day(now, hours.zone), 1)
    return lists.ending(connection, hours.closing(last), since=stamp(now), limit=limit)


def _knows(hold: Hold, told_at: str | None, hours: Hours) -> bool:
    """Say whether a customer heard of the window's end: on the last open day before it, or since."""
    said = max(filter(None, (hold.aside_at, hold.told_at, told_at)))
    last = shop_day(moment(hold.collect_by or said), hours.zone)
    return shop_day(moment(said), hours.zone) >= hours.open_day_before(last)


class _Writer:
    """Turns holds into calls, reading each customer and product once."""

    def __init__(self, connection: Connection, settings: Settings, agent: str, now: datetime) -> None:
        self.connection = connection
        self.settings = settings
        self.hours = Hours.of(settings)
        self.agent = agent
        self.today = shop_day(now, self.hours.zone)
        self.products: dict[int, Product] = {}

    def calls(self, holds: Iterable[Hold], ending: frozenset[int]) -> list[Call]:
        by_customer: dict[int, list[Hold]] = {}
        for hold in holds:
            by_customer.setdefault(hold.customer or -hold.id, []).append(hold)
        return [self.call(mine, ending) for mine in by_customer.values()]

    def call(self, holds: list[Hold], ending: frozenset[int]) -> Call:
        customer = customers.by_id(self.connection, holds[0].customer) if holds[0].customer else None
        language = language_of(customer, self.settings.language)
        tries = lists.tries(self.connection, [hold.id for hold in holds])
        dues = [due for hold in holds if (due := records.due_of(self.connection, hold.promise))]
        later = [hold.next_try for hold in holds if hold.next_try]
        return Call(
            customer,
            holds[0].tell,
            language,
            tuple(self.matters(holds, ending, language, customer)),
            tuple(tries),
            min(dues, default=None),
            max(later) if len(later) == len(holds) else None,
            bool(customer and tries and lists.changed_since(self.connection, customer.id, tries[-1].at)),
        )

    def matters(
        self, holds: list[Hold], ending: frozenset[int], language: str, customer: Customer | None
    ) -> list[Matter]:
        together: dict[tuple[int, bool, str | None], list[Hold]] = {}
        for hold in holds:  # parts of one promise are one thing to say; what is missing, or ends, is another
            key = (hold.promise, hold.state is State.WAITING, hold.collect_by if hold.id in ending else None)
            together.setdefault(key, []).append(hold)
        return [self.matter(mine, mine[0].id in ending, language, customer) for mine in together.values()]

    def matter(self, holds: list[Hold], ends: bool, language: str, customer: Customer | None) -> Matter:
        hold = holds[0]
        product = self.product(hold.product)
        units = sum(part.quantity for part in holds)
        parts = records.of_promise(self.connection, hold.promise)
        still = sum(part.quantity for part in parts if part.state is State.WAITING)
        expected = None
        about = About.ENDING if ends else About.PARTLY if still else About.READY
        if hold.state is State.WAITING:
            about, still = About.SHORT, 0
            _, before = records.before(self.connection, hold)
            expected = outlook(self.connection, product.id, self.hours, self.today).at(before + hold.quantity)
        window = window_end(self.hours, self.today, hold.needed_by)
        if hold.collect_by:
            window = shop_day(moment(hold.collect_by), self.hours.zone)
        # "the kettle" is one: of several the shop's own name for it says more
        name = self.name(product, language) if units + still == 1 else product.name
        say = expected.say if expected else None
        telling = Telling(about, hold.word, name, units, units + still, window, say)
        texts = fill(telling, language, customer, agent=self.agent, shop=self.settings.shop)
        return Matter(tuple(holds), product, about, texts, expected)

    def product(self, product: int) -> Product:
        if product not in self.products:
            found = catalog.by_id(self.connection, product)
            assert found is not None
            self.products[product] = found
        return self.products[product]

    def name(self, product: Product, language: str) -> str:
        form: Mapping[str, ItemForms] = catalog.forms(self.connection, product.id)
        if language not in form:
            return product.name
        return form[language].definite

"""What the desk shows of holds, each in one call: what F4 would do for typed text, and the item in the Do panel."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from agentdesk.catalog import records as catalog
from agentdesk.catalog.finding import alternatives, exact_product, product_search
from agentdesk.catalog.model import Alternative, Incoming, Product
from agentdesk.clock import moment, shop_day
from agentdesk.holds import records
from agentdesk.holds.dates import Hours, window_end
from agentdesk.holds.model import Expected, Hold, Place, Tell
from agentdesk.holds.outlook import outlook
from agentdesk.holds.risks import risk
from agentdesk.holds.rules import place_in_queue
from agentdesk.holds.words import day_words, expected_sentence
from agentdesk.store import Connection

_TELL = {
    **dict.fromkeys(("call", "ring", "ringa", "phone", "tel", "電話"), Tell.CALL),
    **dict.fromkeys(("sms", "text", "ショートメール"), Tell.SMS),
    **dict.fromkeys(("email", "e-mail", "mail", "mejl", "epost", "e-post", "メール"), Tell.EMAIL),
    **dict.fromkeys(("none", "nothing", "inget", "ingen"), Tell.NONE),
}
_TIMES = re.compile(r"(?:[x×*](\d{1,4})|(\d{1,4})[x×*]|(\d{1,4}) ?(?:st|stk|pcs|個))\Z", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed for a hold: words for the item, how many, needed by when, how to be told."""

    item: str
    quantity: int = 1
    needed_by: date | None = None
    tell: Tell | None = None


def read_typed(text: str) -> Asked:
    """Read ``emalj x2 2026-12-04 sms``: the item's words first, then in any order how many, a day, how to tell.

    A number alone counts as how many only behind the item's words (``emalj 2``), never as the only word: a scan is one.
    """
    asked = Asked("")
    words = text.split()
    while len(words) > 1:
        times = _TIMES.match(words[-1])
        if times and asked.quantity == 1:
            asked = replace(asked, quantity=max(1, int(next(filter(None, times.groups())))))
        elif words[-1].casefold() in _TELL and asked.tell is None:
            asked = replace(asked, tell=_TELL[words[-1].casefold()])
        elif _DAY.match(words[-1]) and asked.needed_by is None and _is_day(words[-1]):
            asked = replace(asked, needed_by=date.fromisoformat(words[-1]))
        else:
            break
        words.pop()
    if len(words) > 1 and asked.quantity == 1 and re.fullmatch(r"[1-9]\d?", words[-1]):
        asked = replace(asked, quantity=int(words.pop()))
    return replace(asked, item=" ".join(words))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Prospect:
    """What placing a hold would do. ``ready`` units are set aside at once, the rest stand at ``place``.

    ``sentence`` says it in the screen's words; ``refused`` says why nothing can be promised; ``at_risk`` why the day
    that the customer needs it by cannot be met. Keep ``collect_by`` is the last day to collect what is ready.
    """

    product: Product
    quantity: int
    ready: int
    place: Place | None
    expected: Expected | None
    collect_by: date | None
    sentence: str
    alternatives: tuple[Alternative, ...] = ()
    at_risk: str | None = None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class HoldView:
    """What F4 shows for typed text: what was read, the products that fit, and what Enter would do for the first."""

    asked: Asked
    products: tuple[Product, ...]
    prospect: Prospect | None


def look(connection: Connection, text: str, hours: Hours, now: datetime, *, limit: int = 8) -> HoldView:
    """Return what the hold mode shows for typed or scanned text; ``prospect`` is for the best product."""
    asked = read_typed(text.strip())
    whole = exact_product(connection, text.strip())  # an article number may end in a number
    if whole is not None:
        asked = Asked(text.strip())
    products = product_search(connection, asked.item, limit)
    if not products and asked.item != text.strip():
        asked = Asked(text.strip())
        products = product_search(connection, asked.item, limit)
    if not products:
        return HoldView(asked, (), None)
    best = prospect(connection, products[0].id, hours, now, quantity=asked.quantity, needed_by=asked.needed_by)
    return HoldView(asked, tuple(products), best)


def prospect(
    connection: Connection,
    product: int,
    hours: Hours,
    now: datetime,
    *,
    quantity: int = 1,
    needed_by: date | None = None,
) -> Prospect | None:
    """Return what placing a hold on a product would do now; None where there is no such product. Writes nothing."""
    found = catalog.by_id(connection, product)
    if found is None:
        return None
    today = shop_day(now, hours.zone)
    stock = found.stock
    ready = min(quantity, stock.free)
    end = window_end(hours, today, needed_by) if ready else None
    if ready == quantity:
        sentence = f"{ready} set aside at once, to collect by {day_words(end, today)}." if end else ""
        return Prospect(found, quantity, ready, None, None, end, sentence)
    others = tuple(alternatives(connection, found))
    if found.discontinued:
        why = f"discontinued: {f'only {ready} can be had' if ready else 'it never comes back'}"
        return Prospect(found, quantity, ready, None, None, end, f"{found.name} is {why}.", others, refused=why)
    coming = outlook(connection, product, hours, today)
    expected = coming.at(stock.waiting + quantity - ready)
    place = place_in_queue(stock.queue, stock.waiting, stock.queue + 1, None)
    sentence = expected_sentence(expected, today, on_order=_unplanned(found, coming.incoming))
    if ready:
        sentence = f"{ready} set aside at once, {quantity - ready} wait. {sentence}"
    return Prospect(found, quantity, ready, place, expected, end, sentence, others, risk(expected, needed_by, None))


def _unplanned(product: Product, incoming: Sequence[Incoming]) -> int:
    return max(0, product.stock.on_order - sum(each.units for each in incoming))


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """One hold as the Do panel and the lines need it; place and expected only while it waits.

    ``until`` is the last day to collect, once the window runs; ``ends_soon``: that is today or the next open day.
    """

    hold: Hold
    product: Product
    place: Place | None = None
    expected: Expected | None = None
    at_risk: str | None = None
    until: date | None = None
    ends_soon: bool = False


@dataclass(frozen=True, slots=True)
class DoFacts:
    """What the Do panel shows of the ▸ item: stock, what comes, when the next one asked for could be had, and holds.

    ``holds`` are the customer's own that are not over, those of this item first.
    """

    product: Product | None
    incoming: tuple[Incoming, ...] = ()
    expected: Expected | None = None
    alternatives: tuple[Alternative, ...] = ()
    holds: tuple[HoldFacts, ...] = ()

    @property
    def unplanned(self) -> int:
        """Units on order that no delivery is known for."""
        return _unplanned(self.product, self.incoming) if self.product else 0


def do_facts(connection: Connection, product: int | None, customer: int | None, hours: Hours, now: datetime) -> DoFacts:
    """Return the Do panel's facts for an item and a customer, either of which may be missing."""
    today = shop_day(now, hours.zone)
    mine = [hold_facts(connection, hold, hours, today) for hold in records.open_of(connection, customer or -1)]
    mine.sort(key=lambda each: (each.product.id != product, each.hold.id))
    found = catalog.by_id(connection, product) if product is not None else None
    if found is None:
        return DoFacts(None, holds=tuple(mine))
    coming = outlook(connection, found.id, hours, today)
    expected = coming.at(found.stock.waiting + 1) if found.stock.free <= 0 else None
    others = () if found.stock.free > 0 else tuple(alternatives(connection, found))
    return DoFacts(found, coming.incoming, expected, others, tuple(mine))


def hold_facts(connection: Connection, hold: Hold, hours: Hours, today: date) -> HoldFacts:
    """Return one hold with its place in the queue and when its last unit should come."""
    product = catalog.by_id(connection, hold.product)
    assert product is not None
    at_risk = records.at_risk(connection, hold.promise)
    if hold.state != "waiting":
        until = shop_day(moment(hold.collect_by), hours.zone) if hold.collect_by else None
        soon = until is not None and until <= hours.after_open_days(today, 1)
        return HoldFacts(hold, product, at_risk=at_risk, until=until, ends_soon=soon)
    count, units = records.before(connection, hold)
    place = place_in_queue(count, units, product.stock.queue, hold.queue_reason)
    expected = outlook(connection, product.id, hours, today).at(units + hold.quantity)
    return HoldFacts(hold, product, place, expected, at_risk)

"""Stock truth: a snapshot says what is there, and nothing that was promised is dropped in silence."""

from dataclasses import dataclass

from agentdesk import log
from agentdesk.catalog import records as catalog
from agentdesk.catalog.actions import check_units
from agentdesk.catalog.model import Product
from agentdesk.holds import records
from agentdesk.holds.dates import Hours
from agentdesk.holds.model import Aside, Hold, State
from agentdesk.holds.moving import Changed, change, note, product_of, serve, split
from agentdesk.holds.risks import SHORT, lift, reassess
from agentdesk.store import Act


@dataclass(frozen=True, slots=True)
class Short:
    """A hold whose units are not there after all. It waits again, at its old place."""

    hold: Hold
    was: State
    units: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A product after a snapshot: who lost units (last in the queue first), who got some."""

    product: Product
    short: tuple[Short, ...] = ()
    aside: tuple[Aside, ...] = ()


def set_on_hand(act: Act, product: int, on_hand: int, hours: Hours, *, as_of: str | None = None) -> Counted:
    """Take a snapshot's word for what is there, with receipts and collections since ``as_of`` (a stamp) on top.

    Where less is there than is set aside, the last in the queue goes back to it first, its promise at risk. Where more
    is there, the queue is served. Raises NotFound, InvalidInput.
    """
    check_units(on_hand)
    article = product_of(act.connection, product)
    moment = as_of or act.at
    there = max(0, on_hand + (catalog.moves_since(act.connection, product, as_of) if as_of else 0))
    short = _take_back(act, article, article.stock.aside - there) if there < article.stock.aside else []
    if not catalog.set_on_hand(act, product, there, moment):
        raise Changed(article.name)
    if there != article.stock.on_hand:
        log.append(
            act,
            "stock.set",
            item=article.sku,
            data={"as_of": moment, "said": on_hand, "short": sum(each.units for each in short)},
            before={"on_hand": article.stock.on_hand},
            after={"on_hand": there},
        )
    aside = serve(act, product_of(act.connection, product), hours, cause="stock")
    if short:
        reassess(act, product, hours)
    elif aside:
        lift(act, product, hours)
    return Counted(product_of(act.connection, product), tuple(short), tuple(aside))


def _take_back(act: Act, product: Product, units: int) -> list[Short]:
    short: list[Short] = []
    for hold in records.aside_last_first(act.connection, product.id):
        if units <= 0:
            break
        lost = min(units, hold.quantity)
        short.append(_back_to_queue(act, product, hold, lost))
        units -= lost
    return short


def _back_to_queue(act: Act, product: Product, hold: Hold, lost: int) -> Short:
    if lost < hold.quantity:
        # who has the label keeps it for what is left
        _, hold = split(act, hold, hold.quantity - lost)
    if not records.give_back(act, product.id, lost):
        raise Changed(product.name)
    waits = change(
        act, hold, state=State.WAITING, aside_at=None, told_at=None, collect_by=None, next_try=None, queue_reason=SHORT
    )
    records.count_in(act, product.id, lost, 1)
    note(act, "hold.short", waits, sku=product.sku, data={"cause": "stock"}, before=hold)
    return Short(waits, hold.state, lost)

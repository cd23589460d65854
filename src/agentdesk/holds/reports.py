"""Reports: what is open by product, age or supplier; what suppliers promised and when it came."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from agentdesk.catalog import delivery_records as deliveries
from agentdesk.clock import moment, shop_day
from agentdesk.errors import NotFound
from agentdesk.holds import list_records as lists
from agentdesk.holds.list_records import OpenHold
from agentdesk.store import Connection

_AGES = ((2, "0-2 days"), (7, "3-7 days"), (14, "8-14 days"), (30, "15-30 days"))
_OLDEST = "over 30 days"


@dataclass(frozen=True, slots=True)
class OpenRow:
    """Open holds of one product, age or supplier: how many, how many units wait and lie aside, days of the oldest."""

    name: str
    holds: int
    waiting: int
    aside: int
    oldest: int
    at_risk: int


def age_word(days: int) -> str:
    """Return the bracket of an age in days."""
    return next((word for most, word in _AGES if days <= most), _OLDEST)


def open_holds(connection: Connection, by: str, now: datetime, zone: str) -> list[OpenRow]:
    """Return open holds by ``product``, ``age`` or ``supplier``: most units first, ages youngest first."""
    today = shop_day(now, zone)

    def age(each: OpenHold) -> int:
        return (today - shop_day(moment(each.placed_at), zone)).days

    key: Callable[[OpenHold], str] = {
        "product": lambda each: f"{each.sku} {each.name}",
        "supplier": lambda each: each.supplier or "(none known)",
        "age": lambda each: age_word(age(each)),
    }[by]
    groups: dict[str, list[OpenHold]] = {}
    for each in lists.all_open(connection):
        groups.setdefault(key(each), []).append(each)
    rows = [
        OpenRow(
            name,
            len(mine),
            sum(each.quantity for each in mine if each.state == "waiting"),
            sum(each.quantity for each in mine if each.state != "waiting"),
            max(age(each) for each in mine),
            sum(each.at_risk for each in mine),
        )
        for name, mine in groups.items()
    ]
    if by == "age":
        return sorted(rows, key=lambda row: row.oldest)
    return sorted(rows, key=lambda row: (-(row.waiting + row.aside), row.name))


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """How one supplier keeps its days, over its last deliveries: on time, usual and worst lateness in days.

    ``usual`` is None with too few deliveries to say; ``overdue`` counts deliveries that should be here by now.
    """

    supplier: str
    deliveries: int
    on_time: int
    usual: int | None
    worst: int
    overdue: int
    open: int


@dataclass(frozen=True, slots=True)
class KeptDay:
    """One delivery: the day it was promised for and the day the last of it came; ``late`` in days, early is negative."""

    promised: date
    came: date

    @property
    def late(self) -> int:
        """How many days after its day it came."""
        return (self.came - self.promised).days


def kept_days(connection: Connection, supplier: str, zone: str) -> list[KeptDay]:
    """Return a supplier's last deliveries, the newest first. Raises NotFound where it never delivered."""
    kept = deliveries.promised_and_actual(connection, supplier)
    if not kept:
        raise NotFound(
            f"{supplier} has delivered nothing yet.",
            "See the names: agentdesk delivery report",
            code="no-such-supplier",
        )
    return [KeptDay(day, shop_day(moment(at), zone)) for day, at in kept]


def suppliers(connection: Connection, now: datetime, zone: str) -> list[SupplierRow]:
    """Return promised against actual for every supplier, the least reliable first."""
    today = shop_day(now, zone)
    coming: dict[str, list[date]] = {}
    for each in deliveries.all_open(connection):
        coming.setdefault(each.supplier, []).append(each.expected)
    rows = []
    for supplier in sorted({*deliveries.suppliers(connection), *coming}):
        kept = deliveries.promised_and_actual(connection, supplier)
        days = [KeptDay(day, shop_day(moment(at), zone)).late for day, at in kept]
        habit = deliveries.usual_lateness(connection, supplier, zone)
        to_come = coming.get(supplier, [])
        rows.append(
            SupplierRow(
                supplier,
                len(days),
                sum(late <= 0 for late in days),
                habit.days if habit else None,
                max([0, *days]),
                sum(day < today for day in to_come),
                len(to_come),
            )
        )
    return sorted(rows, key=lambda row: (-(row.usual or 0), -row.overdue, row.supplier))

"""An independent, naive recomputation: what was given, from the log alone, and what the limits say of the next wish.

It knows nothing of the program's rules: lists that are added up anew each time, in the plainest way there is.
"""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from agentdesk.authority.model import Request
from agentdesk.clock import moment

LIMITS = """
margin_floor = "20"

[agent]
percent = "allowed"
amount = "allowed"
price-match = "denied"
voucher = "allowed"
gift = "allowed"
rescind = "approval"
refund = "allowed"
most_percent = "10"
most_amount = "100"
customer_sum = "180"
customer_count = 3
customer_days = 90
shift = "250"
week = "600"
approves = "0"

[senior]
amount = "allowed"
most_amount = "200"
shift = "400"

[supervisor]
amount = "allowed"
voucher = "allowed"
gift = "denied"
percent = "allowed"
price-match = "allowed"
refund = "allowed"
rescind = "allowed"
most_percent = "50"
most_amount = "400"
shift = "900"
approves = "600"

[owner]
percent = "allowed"
amount = "allowed"
gift = "allowed"
refund = "allowed"
"""
MOST_AMOUNT, MOST_PERCENT, CUSTOMER_SUM, CUSTOMER_COUNT, SHIFT, WEEK, APPROVES = (
    10000, 1000, 18000, 3, 25000, 60000, 60000,
)  # fmt: skip
PRICES = {1: {1: 84900}, 2: {1: 8100, 2: 30000}}  # what each line of each order was sold for
OWNERS = {1: 1, 2: 1}  # whose orders they are
COSTS = {1: 60000}  # of which orders it is known
FLOOR = 2000
OWNER = 6  # Olga, who has no ceiling
DISCOUNTS = ("percent", "amount", "price-match")
PAID_BACK = ("refund", "rescind")
ZONE = ZoneInfo("Europe/Stockholm")


def of(amount: int, points: int) -> int:
    """A percentage of an amount, rounded half up."""
    return (2 * amount * points + 10000) // 20000


class Oracle:
    """Everything that was given, as the log says it; ``faults`` is what must never have been."""

    def __init__(self, log: list[dict[str, Any]]) -> None:
        self.given: list[dict[str, Any]] = []
        self.used: list[dict[str, Any]] = []
        self.faults: list[str] = []
        self.asked: dict[int, dict[str, Any]] = {}
        self.shift_since: dict[int, datetime] = {}
        self.vouchers: dict[int, dict[str, Any]] = {}
        for record in log:
            self._read(record)

    def _read(self, record: dict[str, Any]) -> None:
        data, kind = record["data"], record["kind"]
        if kind == "shift.opened":
            self.shift_since[record["actor"]] = moment(record["at"])
        elif kind == "shift.closed":
            self.shift_since.pop(record["actor"], None)
        elif kind == "remedy.asked":
            self.asked[data["remedy"]] = data
        elif kind == "remedy.approved":
            self._approved(record)
        elif kind == "remedy.given":
            self._given(record)
        elif kind == "remedy.undone":
            self.given = [each for each in self.given if each["remedy"] != data["remedy"]]
        elif kind == "voucher.issued":
            self.vouchers[data["voucher"]] = {**data, "contact": record["contact"]}
        elif kind == "voucher.redeemed":
            self._redeemed(record)

    def _approved(self, record: dict[str, Any]) -> None:
        data = record["data"]
        asked = self.asked.pop(data["remedy"], None)
        same = ("kind", "value", "base", "order", "line", "redeems", "days")
        if asked is None or any(asked[key] != data[key] for key in same):
            self.faults.append(f"R-{data['remedy']} was approved, and not asked like that")
        if data["approver"] == data["asked_by"]:
            self.faults.append(f"R-{data['remedy']} was approved by who asked")
        if data["kind"] == "gift" and data["approver"] != OWNER:
            self.faults.append("a supervisor never gives gifts, and so says yes to none")

    def _redeemed(self, record: dict[str, Any]) -> None:
        data = record["data"]
        if data["voucher"] in {each["voucher"] for each in self.used}:
            self.faults.append(f"voucher {data['voucher']} was used twice")
        if data["value"] > self.vouchers[data["voucher"]]["value"]:
            self.faults.append("a voucher took off more than it was worth")
        self.used.append({**data, "contact": record["contact"]})
        self._nothing_above_the_price()

    def _given(self, record: dict[str, Any]) -> None:
        data, at = record["data"], moment(record["at"])
        wish = {**data, "customer": record["customer"], "contact": record["contact"], "at": at}
        if data["staff"] == OWNER:
            pass
        elif data["approver"] is None:
            fault = self._too_much(wish)
            if fault:
                self.faults.append(f"R-{data['remedy']}: {fault}")
        elif data["approver"] != OWNER:
            recent = sum(each["value"] for each in self._recent(wish))
            if max(self._here(wish), recent) + data["value"] > APPROVES:
                self.faults.append("more was approved than the approver may")
        self.given.append(wish)
        self._nothing_above_the_price()

    def _nothing_above_the_price(self) -> None:
        for order, lines in PRICES.items():
            if self._off(order) + self._back(order) > sum(lines.values()):
                self.faults.append(f"more came off, or back from, order {order} than it cost")
            for line, price in lines.items():
                off = [g["value"] for g in self.given if (g["order"], g["line"]) == (order, line)
                       and g["kind"] in DISCOUNTS + PAID_BACK]  # fmt: skip
                if sum(off) > price:
                    self.faults.append(f"more came off, or back from, line {line} of order {order} than it cost")

    # -- what the limits say of the next wish ------------------------------------------------------------------------

    def verdict(self, wanted: Request, staff: int, customer: int | None, contact: int | None, now: datetime) -> str:
        """Say ``allowed``, ``approval`` or ``denied`` of an agent's wish."""
        value, base = wanted.value, wanted.base
        if wanted.order is not None:
            lines = PRICES[wanted.order]
            base = sum(lines.values()) if wanted.line is None else lines[wanted.line]
        if wanted.points is not None and base is not None:
            value = max(value, of(base, wanted.points))
        wish = {
            "kind": wanted.kind.value, "value": value, "base": base, "order": wanted.order, "line": wanted.line,
            "redeems": wanted.redeems, "staff": staff, "customer": customer, "contact": contact, "at": now,
        }  # fmt: skip
        if wish["kind"] == "price-match":
            return "denied"
        if value <= 0 or (self._left(wish) is not None and value > (self._left(wish) or 0)):
            return "denied"
        if wish["kind"] == "rescind":
            return "approval"
        return "approval" if self._too_much(wish) else "allowed"

    def _too_much(self, wish: dict[str, Any]) -> str:
        """Say which limit of an agent a wish is above; nothing where none."""
        value, base, kind = wish["value"], wish["base"], wish["kind"]
        here = self._here(wish)
        if self._margin(wish):
            return "below the margin"
        if wish["redeems"] is not None:
            own = self.vouchers[wish["redeems"]]
            if wish["contact"] is not None and own["contact"] == wish["contact"]:
                here -= own["value"]
            return "a voucher on top" if here and here + value > MOST_AMOUNT else ""
        ceiling = MOST_AMOUNT
        if kind == "percent":
            if base is None or value > of(base, MOST_PERCENT):
                return "a percentage above the limit"
            ceiling = max(ceiling, of(base, MOST_PERCENT))
        if here + value > ceiling:
            return "too much in one contact"
        if kind in PAID_BACK and base is None:
            return "nothing shows what was paid"
        if _whose(wish) is not None:
            recent = self._recent(wish)
            if sum(each["value"] for each in recent) + value > CUSTOMER_SUM:
                return "above what one customer may get"
            if kind not in PAID_BACK and sum(each["kind"] not in PAID_BACK for each in recent) >= CUSTOMER_COUNT:
                return "too many gestures to one customer"
        local = wish["at"].astimezone(ZONE)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        opened = self.shift_since.get(wish["staff"], midnight).astimezone(ZONE)  # the day it was opened on
        shift = min(opened.replace(hour=0, minute=0, second=0, microsecond=0), midnight)
        alone = [g for g in self.given if g["staff"] == wish["staff"] and g["approver"] is None]
        if sum(g["value"] for g in alone if g["at"] >= shift) + value > SHIFT:
            return "above what one shift may give"
        monday = midnight - timedelta(days=local.weekday())
        if sum(g["value"] for g in alone if g["at"] >= monday) + value > WEEK:
            return "above what one week may give"
        return ""

    def left_for(self, customer: int | None, order: int | None, now: datetime) -> tuple[int | None, int | None]:
        """What one customer may still get from an agent: the sum, and how many gestures."""
        wish = {"customer": customer, "order": order, "at": now}
        if _whose(wish) is None:
            return None, None
        recent = self._recent(wish)
        gestures = sum(each["kind"] not in PAID_BACK for each in recent)
        return max(CUSTOMER_SUM - _sum(recent), 0), max(CUSTOMER_COUNT - gestures, 0)

    def here(self, contact: int | None) -> int:
        """What was given in a contact."""
        return self._here({"contact": contact, "order": None})

    def _here(self, wish: dict[str, Any]) -> int:
        """Everything given in this contact or on this order, and vouchers used that were given elsewhere."""
        stack = _sum([each for each in self.given if _same_place(each, wish)])
        for each in self.used:
            if _same_place(each, wish):
                in_same = each["contact"] == wish["contact"] and wish["contact"] is not None
                stack += 0 if in_same and each["same_contact"] else int(each["value"])
        return stack

    def _recent(self, wish: dict[str, Any]) -> list[dict[str, Any]]:
        since = wish["at"] - timedelta(days=90)
        return [each for each in self.given if _whose(each) == _whose(wish) is not None and each["at"] >= since]

    def _off(self, order: int | None, line: int | None = None) -> int:
        mine = [each for each in self.given if each["kind"] in DISCOUNTS and each["order"] == order]
        used = [each for each in self.used if each["order"] == order]
        if line is None:
            return _sum([*mine, *used])
        whole = _sum([each for each in mine if each["line"] is None]) + _sum(used)
        return _sum([each for each in mine if each["line"] == line]) + _part(whole, order, line)

    def _back(self, order: int | None, line: int | None = None) -> int:
        mine = [each for each in self.given if each["kind"] in PAID_BACK and each["order"] == order]
        if line is None:
            return _sum(mine)
        whole = _sum([each for each in mine if each["line"] is None])
        return _sum([each for each in mine if each["line"] == line]) + _part(whole, order, line)

    def _left(self, wish: dict[str, Any]) -> int | None:
        """What is left of the price, which nobody's yes can go above; None where no price is known."""
        if (wish["redeems"] is None and wish["kind"] not in DISCOUNTS + PAID_BACK) or wish["base"] is None:
            return None
        order, line = wish["order"], wish["line"]
        if order is None:
            mine = [g for g in self.given if g["contact"] == wish["contact"] is not None and g["order"] is None]
            mine = [g for g in mine if g["kind"] in DISCOUNTS + PAID_BACK]
            used = [u for u in self.used if u["contact"] == wish["contact"] is not None and u["order"] is None]
            return int(wish["base"]) - _sum([*mine, *used])
        whole = sum(PRICES[order].values()) - self._off(order) - self._back(order)
        return min(whole, int(wish["base"]) - self._off(order, line) - self._back(order, line))

    def _margin(self, wish: dict[str, Any]) -> bool:
        if wish["order"] not in COSTS or (wish["kind"] in (*PAID_BACK, "gift") and wish["redeems"] is None):
            return False
        if wish["kind"] == "voucher" and wish["redeems"] is None:
            return False
        least = COSTS[wish["order"]] + of(wish["base"], FLOOR)
        return bool(wish["base"] - self._off(wish["order"], wish["line"]) - wish["value"] < least)


def _whose(wish: dict[str, Any]) -> int | None:
    """Which customer a wish counts for: the one named, else the one whose order it is on."""
    customer: int | None = wish["customer"]
    return customer if customer is not None else OWNERS.get(wish["order"] or 0)


def _sum(rows: list[dict[str, Any]]) -> int:
    return sum(int(each["value"]) for each in rows)


def _part(amount: int, order: int | None, line: int) -> int:
    """What of an amount on the whole order falls on one line, rounded half up."""
    assert order is not None
    whole = sum(PRICES[order].values())
    return (2 * amount * PRICES[order][line] + whole) // (2 * whole)


def _same_place(one: dict[str, Any], other: dict[str, Any]) -> bool:
    same_contact = one["contact"] == other["contact"] and one["contact"] is not None
    return same_contact or (one["order"] is not None and one["order"] == other["order"])

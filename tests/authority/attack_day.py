"""A day that goes to every limit and one öre beyond, each wish compared with what the oracle says of it."""

from tests.authority.attacks import Attacks
from tests.authority.conftest import Shop
from tests.authority.oracle import Oracle

from agentdesk.authority.model import Kind, Request


def a_day_of_attacks(shop: Shop) -> list[str]:
    """Go to every limit and one öre beyond; return what differs from the oracle, and what it finds in the log."""
    day = Attacks(shop)
    _beyond_agents(day)
    _contact_and_customer(day)
    _orders(day)
    _vouchers(day)
    _approvals(day)
    _shift_and_week(day)
    return day.faults + Oracle(shop.log()).faults


def _contact_and_customer(day: Attacks) -> None:
    for value in (0, -1, 10001, 10000, 1):
        day.wish("Aino", "amount", value, 2)
    day.shop.finish("Aino")
    for value in (8001, 8000, 1):
        day.wish("Aino", "gift", value, 2)
    day.shop.finish("Aino")
    day.wish("Per", "refund", 1, 3, base=500)
    for _ in range(4):  # three gestures, the fourth is one too many; money paid back is no gesture
        day.wish("Per", "gift", 1, 3)
    day.wish("Per", "refund", 1, 3, base=500)
    day.wish("Per", "refund", 1, 3)
    day.wish("Per", "rescind", 1, 3, base=500)
    day.shop.finish("Per")
    day.later(days=90)
    day.wish("Per", "gift", 1, 3)
    day.shop.finish("Per")
    day.shop.clock.advance(minutes=1)
    day.wish("Per", "gift", 1, 3)
    day.shop.finish("Per")
    for points in (1001, 1000):
        day.wish("Per", "percent", 0, None, points=points, base=90000)
    day.wish("Per", "percent", 0, None, points=100, base=90000)
    day.shop.finish("Per")
    for points in (1001, 1000):  # ten percent of much is more than the amount
        day.wish("Per", "percent", 0, None, points=points, base=150000)
    day.shop.finish("Per")
    day.wish("Per", "gift", 5000, None)
    for points in (667, 666):
        day.wish("Per", "percent", 0, None, points=points, base=150000)
    day.undo_last("Per")
    day.wish("Per", "amount", 1, None)
    day.shop.finish("Per")
    day.later(days=1)
    day.wish("Per", "price-match", 1, None, base=8000)
    day.wish("Per", "amount", 5000, None, base=8000)
    day.wish("Per", "amount", 3001, None, base=8000)
    day.wish("Per", "amount", 3000, None, base=8000)
    day.undo_last("Per")
    day.wish("Per", "refund", 3001, None, base=8000)
    day.wish("Per", "refund", 3000, None, base=8000)
    day.shop.finish("Per")
    day.later(days=100)


def _orders(day: Attacks) -> None:
    for value in (8101, 8100):
        day.wish("Aino", "amount", value, None, 2, 1)
    day.wish("Aino", "amount", 1, None, 2, 1)
    day.undo_last("Aino")
    day.wish("Aino", "amount", 100, None, 2, 1)
    day.shop.finish("Aino")
    day.wish("Per", "gift", 8000, None, 2)
    day.wish("Per", "amount", 1900, None, 2)
    day.later(days=100)
    for value in (28505, 28504):  # 30000 less its share of the 1900
        day.wish("Aino", "refund", value, None, 2, 2)
    day.answer("Mira", yes=True)
    for value in (7597, 7596):  # 8100 less 100 and its share
        day.wish("Aino", "refund", value, None, 2, 1)
    day.answer("Mira", yes=True)
    for kind in ("refund", "amount"):
        day.wish("Per", kind, 1, None, 2, 1)
        day.wish("Per", kind, 1, None, 2, 2)
    day.later(days=100)
    day.wish("Aino", "voucher", 2000, None)
    day.shop.finish("Aino")
    day.use("Per", None, None, 1)
    day.shop.finish("Per")
    for value in (8001, 8000):  # the voucher that was used on this order by somebody else counts
        day.wish("Aino", "gift", value, 1, 1)
    day.undo_last("Aino")
    for value in (5921, 5920):  # a fifth of 849.00 must stay above the cost of 600.00
        day.wish("Aino", "amount", value, 1, 1)
    day.undo_last("Aino")
    day.wish("Aino", "percent", 0, 1, 1, points=600)
    day.later(days=100)
    for value in (84900 - 7094 + 1, 84900 - 7094):
        day.wish("Aino", "refund", value, 1, 1)
    day.wish("Aino", "refund", 2360, 1, 1)
    day.wish("Aino", "amount", 826, 1, 1)
    day.shop.finish("Aino")
    day.wish("Per", "amount", 1, 1, 1)
    day.wish("Per", "gift", 2000, 1, 1)
    day.wish("Per", "gift", 1000, None, base=500)
    day.later(days=100)


def _beyond_agents(day: Attacks) -> None:
    """Headroom after, for one without a ceiling: of a line no more than is left of the whole order."""
    if day.shop.check("Olga", Request(Kind.GIFT, 1, "late"), None).before.percent is not None:
        day.faults.append("the owner has a limit")
    day.after("Olga", Request(Kind.AMOUNT, 8000, "late", order=2, line=1))
    day.after("Olga", Request(Kind.REFUND, 28000, "late", order=2))
    for kind in (Kind.GIFT, Kind.AMOUNT, Kind.REFUND):
        day.after("Olga", Request(kind, 1000, "late", order=2, line=2))
    while day.shop.given():
        day.undo_last("Olga")


def _vouchers(day: Attacks) -> None:
    day.later(days=100)
    day.wish("Aino", "voucher", 6000, 2)
    day.use("Per", None, 50000)
    day.use("Per", None, 50000)
    day.shop.finish("Per")
    day.shop.finish("Aino")
    day.later(days=100)
    day.wish("Aino", "voucher", 6000, 2)
    day.wish("Per", "amount", 4001, None, base=50000)
    day.use("Per", None, 50000)
    day.undo_last("Per")
    day.wish("Per", "amount", 4000, None, base=50000)
    day.use("Per", None, 50000)
    day.shop.finish("Per")
    day.shop.finish("Aino")
    day.later(days=100)
    day.wish("Aino", "voucher", 9000, None)
    day.use("Aino", None, 9000)  # in the contact that it was given in: counted then
    day.wish("Aino", "amount", 1001, None)
    day.wish("Aino", "amount", 1000, None)
    day.shop.finish("Aino")
    day.wish("Aino", "voucher", 9000, None)
    day.shop.finish("Aino")
    day.use("Per", None, None, 2)  # nothing is left to pay
    day.shop.finish("Per")
    day.later(days=100)


def _approvals(day: Attacks) -> None:
    shop = day.shop
    for value, yes in ((60001, False), (60000, True)):
        day.wish("Aino", "amount", value, 2)
        day.answer("Aino", yes=False)
        day.answer("Mira", yes=yes)
    day.wish("Aino", "amount", 1, 2)
    day.answer("Mira", yes=False)  # small parts of something large
    shop.finish("Aino")
    day.wish("Aino", "gift", 20000, 3)
    day.answer("Mira", yes=False)  # a supervisor never gives gifts
    day.answer("Olga", yes=True)
    shop.finish("Aino")
    day.wish("Aino", "rescind", 100, None, base=500)
    day.answer("Sven", yes=True)
    shop.finish("Aino")
    day.wish("Aino", "voucher", 9000, None)
    shop.finish("Aino")
    day.wish("Per", "gift", 55000, None)
    day.answer("Olga", yes=True)
    day.use("Per", None, 50000)
    day.answer("Mira", yes=False)
    day.answer("Olga", yes=True)
    day.wish("Aino", "voucher", 9000, None)
    shop.finish("Aino")
    day.wish("Per", "gift", 5000, 2)
    day.answer("Olga", yes=True)
    day.use("Per", 2, 50000)  # what counts of using a voucher is what it is on top of
    day.answer("Mira", yes=True)
    shop.finish("Per")
    day.later(days=100)


def _shift_and_week(day: Attacks) -> None:
    day.shop.clock.moment = day.shop.clock.moment.replace(hour=8)
    while day.shop.clock.moment.weekday() != 0:
        day.shop.clock.advance(days=1)
    for _ in range(3):  # 250 a shift, 600 a week
        for value in (10000, 10000, 5001, 5000, 1):
            day.wish("Aino", "gift", value, None)
            day.shop.finish("Aino")
        day.wish("Aino", "amount", 30000, None)
        day.answer("Mira", yes=True)  # what somebody approved is not the agent's
        day.shop.finish("Aino")
        day.later(days=1)
    day.wish("Aino", "gift", 10000, None)

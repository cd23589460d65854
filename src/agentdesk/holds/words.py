"""Sentences about holds in the screen's own words. What is said to customers, in their language, is in ``texts``."""

from collections.abc import Sequence
from datetime import date

from agentdesk.holds.model import Expected


def day_words(day: date, today: date) -> str:
    """Return a day as people here say it: ``Fri 4 Dec``, with its year where that is not this one."""
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def expected_sentence(expected: Expected | None, today: date, *, on_order: int = 0) -> str:
    """Return when units should come and what may be said. ``on_order``: units ordered that no delivery is known for.

    ``Expected Fri 4 Dec from Norrkök; usually 3 days late (14 deliveries): say Mon 7 Dec.``
    """
    if expected is None and on_order:
        return f"{on_order} on order, and no delivery has a day yet: say no date."
    if expected is None:
        return "No delivery is planned: say no date."
    planned = f"Expected {day_words(expected.day, today)} from {expected.supplier}"
    if expected.say is None:
        return f"{planned}, {expected.overdue} days overdue: say no date."
    if expected.late:
        habit = f"usually {expected.late} {'day' if expected.late == 1 else 'days'} late"
        return f"{planned}; {habit} ({expected.deliveries} deliveries): say {day_words(expected.say, today)}."
    habit = f" (usually on time, {expected.deliveries} deliveries)" if expected.deliveries else ""
    return f"{planned}{habit}: say {day_words(expected.say, today)}."


def these_because(came: int, waiting: int, served: Sequence[str], left: int) -> str:
    """Return the sentence before a receipt is confirmed: ``3 came, 5 wait: H-1, H-2, H-4, because they came first.``"""
    if not came:
        return "Nothing new came."
    if not waiting:
        return f"{came} came, nobody waits: all {came} can be sold."
    who = ", ".join(served)
    because = "everybody who waits gets theirs" if not left else "they came first"
    return f"{came} came, {waiting} wait: {who}, because {because}."

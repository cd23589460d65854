"""The closed list of facts that a text may use, each with its name in words and the place where it is entered."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that a text may use: its name in words, and where the agent enters it when it is missing."""

    name: str
    words: str
    entered: str  # find | order | hold | remedy | promise | contact | settings | catalog


_SLOTS = (
    ("customer", "the customer's name", "find"), ("item", "the item", "order"), ("order", "the order", "order"),
    ("promised", "the promised date", "order"), ("eta", "the expected date", "hold"),
    ("honest_date", "an honest date", "hold"), ("queue_place", "the place in the queue", "hold"),
    ("supply", "a next delivery: the item is discontinued", "hold"),
    ("hold", "the hold", "hold"), ("remedy", "what is given", "remedy"),
    ("headroom_amount", "an amount you may give", "remedy"),
    ("headroom_percent", "a percentage you may give", "remedy"),
    ("approver", "somebody who can approve", "remedy"), ("next_update", "when you call back", "promise"),
    ("alternative", "an alternative", "order"), ("last_contact", "what was said last time", "contact"),
    ("calls", "which call this is", "contact"), ("agent", "your name", "settings"),
    ("shop", "the shop's name", "settings"),
    ("amount", "the amount", "order"), ("wait", "how long they waited", "contact"),
    ("window", "the last day to collect", "hold"), ("department", "the department", "contact"),
    ("phone", "the customer's number", "find"),
)  # fmt: skip
SLOTS: Mapping[str, Slot] = {name: Slot(name, words, entered) for name, words, entered in _SLOTS}
SILENT = frozenset({"supply"})  # a line claims to know it and never writes it
ITEM_FORMS = ("indefinite", "definite", "pronoun", "name")

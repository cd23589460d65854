"""A log with all that an export meets: amounts, approvers, erased text, formulas, four scripts, a very long note."""

from collections.abc import Callable
from pathlib import Path

import pytest

from agentdesk import log
from agentdesk.log import spans
from agentdesk.log.export import Exported, Personal, export
from agentdesk.store import Actor, Store

NASTY = (
    "=HYPERLINK(\"http://evil\",\"x\")", "+46 70-174 06 35", "0701740635", "-1", "@sum", "a\nb \"c\", d;e", "佐藤 花子 様",
    "👩‍🍳 ok", "_x0041_ stays", "<b>&amp;</b>", "[/]", "x" * 40_000,
)  # fmt: skip


def fill(store: Store, count: int = 100) -> None:
    """Log ``count`` entries of a shop's day, signing included."""
    with store.act(Actor(0, "phone 2")) as act:
        log.append(act, "store.created", data={"store": "00", "schema": 1, "currency": "SEK"})
        from agentdesk.log.checkpoints import checkpoint

        checkpoint(act)
    for number in range(count - 2):
        with store.act(Actor(1, "phone 2")) as act:
            act.shift = 1
            if number % 3 == 0:
                log.append(act, "contact.note", contact=7, customer=3, text={"note": NASTY[number // 3 % len(NASTY)]})
            elif number % 3 == 1:
                log.append(
                    act, "remedy.given", contact=7, customer=3, item="KTL-17",
                    data={"remedy": 87, "kind": "amount", "value": 15000, "currency": "SEK", "reason": "late", "approver": 2},
                    before={"shift_left": 50000}, after={"shift_left": 35000},
                )  # fmt: skip
            else:
                log.append(
                    act, "hold.placed", customer=3, item="=1+1", data={"hold": 1042, "quantity": 1, "short": True}
                )


PEOPLE = Personal({0: "installer", 1: "Aino", 2: "Mira"}, lambda number: ("00417", "佐藤 花子", "070-174 06 35"))


@pytest.fixture
def taken(store: Store, tmp_path: Path) -> Callable[..., Exported]:
    """Return a function that exports the store's log (or a span of it) to a new file."""

    def take(
        form: str = "csv", *, personal: bool = False, span: spans.Span | None = None, name: str = "log"
    ) -> Exported:
        connection = store.read()
        return export(
            connection, tmp_path / f"{name}.{form}", span or spans.whole(connection), form, zone="Europe/Stockholm",
            at="2026-11-28T13:05:00.000Z", personal=PEOPLE if personal else None,
        )  # fmt: skip

    return take

"""Ten thousand hostile strings into every field of every screen, in a real terminal: no crash, no raw byte on the wire."""

import base64
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk.conftest import sample, shop
from tests.hostile.poison import poison
from tests.hostile.strings import NAMED, flood

from agentdesk.sample.shop import ME
from agentdesk.store import Actor, Store
from agentdesk.store.backup import opened as look_at

from .conftest import Figure
from .shop import SEED
from .wire import DESK_FIELDS, WATCH_FIELDS, Wire

__all__ = ["sample", "shop"]
HUGE = "x" * 1_000_000
FULL = [pytest.mark.full, pytest.mark.timeout(7200)]


def strings(count: int, part: int = 0) -> Iterator[str]:
    """The named ones, a megabyte, and a flood; in parts after the first another flood."""
    named = [] if part else [*NAMED.values(), HUGE]
    return itertools.islice(itertools.chain(named, flood(count, SEED + part)), count)


def _poisoned(store: Store) -> Path:
    """Fill the shop with hostile text past every check, but for the name that logs in."""
    poison(store, NAMED["clipboard (OSC 52)"] + NAMED["markup closes"])
    with store.act(Actor()) as act:
        for (row,), text in zip(act.rows("SELECT id FROM customers ORDER BY id"), flood(300, SEED), strict=False):
            act.execute("UPDATE customers SET name = ? WHERE id = ?", (text.encode("utf-8", "replace").decode(), row))
        act.execute("UPDATE staff SET name = 'Aino' WHERE id = ?", (ME,))
    store.close()
    return store.path


@pytest.mark.parametrize(
    ("count", "part"), [(40, 0), *(pytest.param(2_000, part, marks=FULL) for part in range(5))]
)  # in parts, each on a shop of its own: a run that was stopped goes on with the next
def test_the_desk_takes_whatever_is_typed_into_any_field(shop: Store, count: int, part: int, figure: Figure) -> None:
    path = _poisoned(shop)
    before = len(_kinds(path))
    wire = Wire(path, "--as", "Aino")
    try:
        wire.wait_for("Find")
        fields = itertools.cycle(DESK_FIELDS.items())
        for number, text in enumerate(strings(count, part)):
            field, keys = next(fields)
            if number % 20 == 0:
                wire.press("Esc", "Esc", "F2", "Karin", "Enter")  # a customer, whatever the last ones did
            wire.press("Esc", "Esc", *keys)
            (wire.type if number % 3 == 2 and len(text) < 1000 else wire.paste)(text)
            if number % 2 == 0:
                wire.press("Enter")
            assert wire.answers("Esc", "Esc", "Esc", "F2", "Esc"), (field, text[:200])
            assert not (found := wire.foreign()), (field, text[:200], found)
        acts = Counter(_kinds(path)[before:])
        figure(
            strings=count, fields=len(DESK_FIELDS), bytes_looked_through=wire.seen, raw=0, crashes=0, acts=dict(acts)
        )
        assert acts.total() > count // 10, "the desk was hardly reached"
    finally:
        wire.close()


def _kinds(path: Path) -> list[str]:
    """The kinds of everything that was done."""
    with look_at(path) as connection:
        return [row["kind"] for row in connection.execute("SELECT kind FROM log ORDER BY seq").fetchall()]


@pytest.mark.parametrize("count", [20, pytest.param(2_000, marks=FULL)])
def test_the_view_takes_whatever_is_typed_into_any_field(shop: Store, count: int, figure: Figure) -> None:
    wire = Wire(_poisoned(shop), "watch")
    try:
        wire.wait_for("Views")
        fields = itertools.cycle(WATCH_FIELDS.items())
        for number, text in enumerate(strings(count)):
            field, keys = next(fields)
            wire.press("Esc", "Esc", *keys)
            (wire.type if number % 3 == 2 and len(text) < 1000 else wire.paste)(text)
            if number % 2 == 0:
                wire.press("Enter")
            assert wire.answers("Esc", "Esc", "Esc", "4", "/", "ctrl+u"), (field, text[:200])
            assert not (found := wire.foreign()), (field, text[:200], found)
        figure(strings=count, fields=len(WATCH_FIELDS), bytes_looked_through=wire.seen, raw=0, crashes=0)
    finally:
        wire.close()


def test_the_look_at_the_wire_can_fail(shop: Store) -> None:
    shop.close()
    wire = Wire(shop.path, "--as", "Aino")
    try:
        wire.wait_for("Find")
        assert wire.answers("F2")
        assert wire.foreign() == ""
        wire._bytes += b"\x1b]52;c;" + base64.b64encode(b"Hej Karin!\n") + b"\x07"
        assert wire.foreign() == "", "a line that was copied"
        wire._bytes += b"\x1b]52;c;SGVpIC"
        assert wire.foreign() == "", "one that is under way"
        wire._bytes += b"w=\x07"
        assert wire.foreign() == ""
        assert not wire._bytes
        for text in (
            "\x1b]52;c;cm0gLXJmIC8=\x07",
            "\x1b]52;c;" + base64.b64encode(b"a\x1b[2J").decode() + "\x07",
            "a\x9b31mred",
            "abc\u202egnp.exe",
        ):
            wire._bytes += b"\x1b[1;1HKarin " + text.encode() + b"\x1b[0m"
            assert wire.foreign(), text
        wire._bytes += b"\x1b[1;1H\x1b[31mred-as-typed"
        wire._typed.append("\x1b[31mred-as-typed")
        assert wire.foreign()
    finally:
        wire.close()

"""Authority: how long a decision takes, beside the one query that a front-end clamp would ask, and a PIN check."""

import secrets
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from agentdesk.authority import actions
from agentdesk.authority.model import Kind, Request
from agentdesk.clock import SetClock, stamp
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff.model import Role
from agentdesk.staff.pins import hash_pin, is_pin
from agentdesk.store import Actor, Connection, Store, create_store
from agentdesk.work.setup import found
from benchmarks.rows import Row, median, milliseconds, percentile

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)
OFTEN = 1  # the customer with a thousand remedies
AINO = Actor(2, "desk")


def run(quick: bool) -> list[Row]:
    """Measure in a store with a million remedies, a thousand of them one customer's."""
    total = 50_000 if quick else 1_000_000
    times = 100 if quick else 500
    with tempfile.TemporaryDirectory() as folder:
        store = _filled(Path(folder), total)
        try:
            return _measured(store, total, times)
        finally:
            store.close()


def _measured(store: Store, total: int, times: int) -> list[Row]:
    wish = Request(Kind.AMOUNT, 5000, "late", base=84900)
    customers = iter(range(2, 10**9))

    def decide(connection: Connection, customer: int) -> None:
        actions.check(connection, AINO.staff, wish, customer, None, NOW, store.zone, store.currency)

    rows = []
    with store.reading() as connection:
        decide(connection, OFTEN)
        floor = milliseconds(
            lambda: connection.execute(
                "SELECT sum(value) FROM remedies WHERE state = 'given' AND customer IS NOT NULL AND customer = ?", (OFTEN,)
            ).fetchall(), times,
        )  # fmt: skip
        often = milliseconds(lambda: decide(connection, OFTEN), times)
        any_one = milliseconds(lambda: decide(connection, next(customers) % 10_000 + 2), times)
        room = milliseconds(
            lambda: actions.headroom(connection, AINO.staff, OFTEN, None, 84900, NOW, store.zone, store.currency), times
        )
    peer = "one bare sum over the same customer's remedies"
    for what, values, target in (
        ("a decision for a customer with 1,000 remedies, median", often, 1.0),
        (f"a decision among {total:,} remedies, median", any_one, 5.0),
        ("headroom for the Do panel, median", room, 5.0),
    ):
        ours = median(values)
        rows.append(Row("authority", what, ours, peer, median(floor), "ms", f"< {target:g} ms", ours < target))
    worst = percentile(any_one, 0.99)
    rows.append(Row("authority", f"a decision among {total:,} remedies, 99th of 100", worst, peer, median(floor), "ms"))
    rows.append(_giving(store, times // 5))
    rows.append(_pin())
    return rows


def _giving(store: Store, times: int) -> Row:
    def bare() -> None:
        with store.act(AINO) as act:
            act.execute("INSERT INTO acts (key, act, at) VALUES (?, 'x', ?)", (secrets.token_hex(8), act.at))

    def give() -> None:
        from agentdesk.work.attend import on_shift
        from agentdesk.work.give import give_or_ask

        with on_shift(store, AINO) as act:
            give_or_ask(act, Request(Kind.AMOUNT, 1, "late"), None)

    give()
    ours, floor = median(milliseconds(give, times)), median(milliseconds(bare, times))
    return Row("authority", "giving, decided inside the act and logged, median", ours, "an act with one insert", floor)


def _pin() -> Row:
    encoded = hash_pin("739154")
    taken = median(milliseconds(lambda: is_pin(encoded, "739154"), 15))
    return Row(
        "authority", "a PIN check, outside any transaction", taken, target="50 to 100 ms", met=50 <= taken <= 100
    )


def _filled(folder: Path, total: int) -> Store:
    store = create_store(folder / "desk.db", SetClock(NOW), zone="Europe/Stockholm", currency="SEK")
    found(store, Settings(), "Mira", "no PIN is checked here")
    people = 20
    with store.act(Actor()) as act:
        for number in range(people):
            staff.add(act, f"Agent {number}", Role.AGENT)
        act.many(
            "INSERT INTO customers (id, name, added_at) VALUES (?, 'Kund', ?)", ((n, act.at) for n in range(1, 20_001))
        )
        act.many(
            "INSERT INTO shifts (id, staff, desk, opened_at, closed_at) VALUES (?, ?, 'desk', ?, ?)",
            ((n + 1, n + 2, stamp(NOW), stamp(NOW)) for n in range(people)),
        )
    step = timedelta(days=1000) / total
    for start in range(0, total, 50_000):
        with store.act(Actor()) as act:
            act.many(
                "INSERT INTO remedies (kind, state, value, currency, reason, failure, customer, staff, shift, limits, at)"
                " VALUES ('amount', 'given', 100, 'SEK', 'late', 'service', ?, ?, ?, 1, ?)",
                (
                    (
                        OFTEN if n >= total - 1000 else n % 19_999 + 2, n % people + 2, n % people + 1,
                        stamp(NOW - step * (total - n)),
                    )
                    for n in range(start, start + 50_000)
                ),
            )  # fmt: skip
    return store

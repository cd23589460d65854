"""What was said is kept, and teaches by how the contact ended."""

from datetime import timedelta

import pytest

from agentdesk.clock import SetClock
from agentdesk.contacts.model import Mood
from agentdesk.responses import records
from agentdesk.responses.learning import seen_weight
from agentdesk.store import Act, Actor, Store

SHOWN = ("late-paraphrase", "late-own-fault", "late-queue")


@pytest.fixture
def aino(store: Store) -> Actor:
    """Aino, in shift 1, with Karin as customer 1 and three contacts: parked, ended happier, ended worse."""
    with store.act(Actor()) as act:
        act.execute("INSERT INTO staff (id, name, role, added_at) VALUES (7, 'Aino', 'agent', ?)", (act.at,))
        act.execute("INSERT INTO shifts (id, staff, desk, opened_at) VALUES (1, 7, 'phone 2', ?)", (act.at,))
        act.execute("INSERT INTO customers (id, name, added_at) VALUES (1, 'Karin Öhman', ?)", (act.at,))
        for number, mood_out in ((1, None), (2, "calm"), (3, "angry")):
            act.execute(
                "INSERT INTO contacts (id, customer, owner, shift, channel, state, mood_in, mood_out, opened_at,"
                " parked_at, finished_at) VALUES (?, 1, 7, 1, 'phone', ?, 'worried', ?, ?, ?, ?)",
                (
                    number,
                    "finished" if mood_out else "parked",
                    mood_out,
                    act.at,
                    None if mood_out else act.at,
                    act.at if mood_out else None,
                ),
            )
    return Actor(7, "phone 2")


def say(act: Act, contact: int, line: str, edited: bool = False, mood: Mood | None = Mood.WORRIED) -> None:
    position = SHOWN.index(line) + 1
    records.add(act, contact, 1, line, "sv", "backorder-late", mood, position, SHOWN, edited)


def test_how_contacts_ended_is_told_line_by_line(store: Store, aino: Actor, clock: SetClock) -> None:
    with store.act(aino) as act:
        say(act, 2, "late-queue")
        say(act, 3, "late-queue", edited=True)
        say(act, 1, "late-queue")
    with store.reading() as connection:
        cells = records.statistics(connection, clock.now()).cells
    tally = cells["late-queue", "backorder-late", Mood.WORRIED]
    assert (tally.used, tally.edited, tally.happier, tally.worse, tally.ended) == (3, 1, 1, 1, 2)
    unused = cells["late-paraphrase", "backorder-late", Mood.WORRIED]
    assert (unused.used, unused.seen) == (0, 3 * seen_weight(1))


def test_a_line_that_stood_there_all_the_time_was_seen_once(store: Store, aino: Actor, clock: SetClock) -> None:
    with store.act(aino) as act:
        say(act, 2, "late-paraphrase")
        say(act, 2, "late-queue")
    with store.reading() as connection:
        cells = records.statistics(connection, clock.now()).cells
    assert cells["late-own-fault", "backorder-late", Mood.WORRIED].seen == seen_weight(2)


def test_what_was_undone_teaches_nothing(store: Store, aino: Actor, clock: SetClock) -> None:
    with store.act(aino) as act:
        say(act, 1, "late-paraphrase")
        say(act, 1, "late-queue")
    with store.act(aino) as act:
        last = records.last_said(act.connection, 1)
        assert last is not None
        records.undo(act, last)
    with store.reading() as connection:
        assert records.said_in(connection, 1) == ("late-paraphrase",)
        assert records.statistics(connection, clock.now()).cells["late-queue", "backorder-late", Mood.WORRIED].used == 0


def test_what_she_heard_lately_is_remembered_for_a_month(store: Store, aino: Actor, clock: SetClock) -> None:
    with store.act(aino) as act:
        say(act, 2, "late-paraphrase")
        say(act, 1, "late-queue")
    clock.advance(days=4, hours=1)
    with store.reading() as connection:
        assert records.recent(connection, 1, clock.now(), but=1) == {"late-paraphrase": 4}
        assert records.recent(connection, 1, clock.now() + timedelta(days=30)) == {}


def test_a_mood_that_nobody_noted_falls_back_on_the_mood_in(store: Store, aino: Actor, clock: SetClock) -> None:
    with store.act(aino) as act:
        say(act, 2, "late-queue", mood=None)
    with store.reading() as connection:
        assert ("late-queue", "backorder-late", Mood.WORRIED) in records.statistics(connection, clock.now()).cells

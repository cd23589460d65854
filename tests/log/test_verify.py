"""Whatever is done to an exported file is found, and the right entry named."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.log.conftest import fill

from agentdesk import log
from agentdesk.log import keys
from agentdesk.log.check import verify_store
from agentdesk.log.checkpoints import checkpoint
from agentdesk.log.export import Exported
from agentdesk.log.formats import _csv_read
from agentdesk.log.spans import Span
from agentdesk.log.statement import Unreadable, signature_path
from agentdesk.log.verify import Result, Verdict, verify_file
from agentdesk.store import Actor, Store

Take = Callable[..., Exported]
PARTS = 8  # every eighth byte is a run of its own, of a few minutes


def _lines(path: Path, form: str) -> list[bytes]:
    """Return heading and rows as bytes."""
    text = path.read_bytes().decode()
    if form == "csv":
        return [raw.encode() for raw, _ in _csv_read(text.splitlines(keepends=True))]
    return [line.encode() for line in text.splitlines(keepends=True)]


def _checked(path: Path, lines: list[bytes]) -> Result:
    path.write_bytes(b"".join(lines))
    return verify_file(path)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_rows_taken_out_swapped_doubled_added_or_cut_are_named(store: Store, taken: Take, form: str) -> None:
    fill(store, 30)
    path = taken(form).path
    lines = _lines(path, form)
    start = len(lines) - 30  # where entry 1 stands
    ten = start + 9
    damaged = {
        "taken out": ([*lines[:ten], *lines[ten + 1 :]], Verdict.ALTERED, 10),
        "first taken out": ([*lines[:start], *lines[start + 1 :]], Verdict.ALTERED, 1),
        "swapped": ([*lines[:ten], lines[ten + 1], lines[ten], *lines[ten + 2 :]], Verdict.ALTERED, 10),
        "doubled": ([*lines[: ten + 1], *lines[ten:]], Verdict.ALTERED, 10),
        "added": ([*lines, lines[-1]], Verdict.ALTERED, 31),
        "cut": (lines[:-3], Verdict.CUT_OFF, 28),
        "cut inside": ([*lines[:-1], lines[-1][:40]], Verdict.CUT_OFF, 30),
        "empty": ([], Verdict.CUT_OFF, 1),
    }
    for how, (left, verdict, entry) in damaged.items():
        result = _checked(path, left)
        assert (how, result.verdict, result.entry) == (how, verdict, entry)
    assert _checked(path, lines).verdict is Verdict.WHOLE


def _entry_at(lines: list[bytes], place: int, heading: int) -> int | None:
    """Return which entry the byte at a place belongs to; None for the heading or tail."""
    for number, line in enumerate(lines):
        if place < len(line):
            entry = number - heading + 1
            return entry if 1 <= entry <= 100 else None
        place -= len(line)
    raise AssertionError(place)


def _flip(taken: Take, form: str, places: Callable[[int], list[tuple[int, int]]], heading: int) -> int:
    done = taken(form, name=f"flip-{form}")
    raw = done.path.read_bytes()
    lines = _lines(done.path, form)
    tried = 0
    for place, bit in places(len(raw)):
        with done.path.open("r+b") as file:  # the one byte, there and back: the rest need not be written each time
            file.seek(place)
            file.write(bytes([raw[place] ^ 1 << bit]))
        result = verify_file(done.path)
        assert (place, bit, result.verdict) == (place, bit, Verdict.ALTERED)
        assert (place, bit, result.entry) == (place, bit, _entry_at(lines, place, heading))
        with done.path.open("r+b") as file:
            file.seek(place)
            file.write(raw[place : place + 1])
        tried += 1
    assert done.path.read_bytes() == raw
    return tried


@pytest.mark.parametrize(("form", "heading"), [("csv", 1), ("jsonl", 0)])
def test_flipped_bits_are_found_in_the_right_entry(store: Store, taken: Take, form: str, heading: int) -> None:
    fill(store)
    chance = random.Random(7)
    assert _flip(
        taken, form, lambda size: [(chance.randrange(size), chance.randrange(8)) for _ in range(150)], heading
    ) == 150  # fmt: skip


@pytest.mark.full
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("form", "heading"), [("csv", 1), ("jsonl", 0)])
def test_every_flipped_bit_is_found_in_the_right_entry(
    store: Store, taken: Take, form: str, heading: int, part: int
) -> None:
    fill(store)
    tried = _flip(
        taken, form, lambda size: [(at, bit) for at in range(part, size, PARTS) for bit in range(8)], heading
    )  # fmt: skip
    assert tried > 400_000 // PARTS


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_flipped_bits_are_found_in_books_and_pages(store: Store, taken: Take, form: str) -> None:
    fill(store)
    done = taken(form, personal=True)
    raw = done.path.read_bytes()
    chance = random.Random(8)
    for _ in range(40):
        changed = bytearray(raw)
        place = chance.randrange(len(raw))
        changed[place] ^= 1 << chance.randrange(8)
        done.path.write_bytes(changed)
        assert verify_file(done.path).verdict is Verdict.ALTERED, place


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.full)])
def test_flipped_bits_of_the_signature_are_found(store: Store, taken: Take, every: int) -> None:
    fill(store, 5)
    done = taken("csv")
    raw = done.signature.read_bytes()
    for place in range(len(raw)):
        for bit in range(place % every, 8, every):
            changed = bytearray(raw)
            changed[place] ^= 1 << bit
            done.signature.write_bytes(changed)
            try:
                result = verify_file(done.path)
            except Unreadable:
                continue
            assert (place, bit, result.verdict) == (place, bit, Verdict.ALTERED)


def test_a_file_signed_anew_with_another_key_is_not_the_shops(store: Store, taken: Take) -> None:
    fill(store, 20)
    ours = keys.known(store.read())[0].id
    assert verify_file(taken("csv").path, keys=[ours]).verdict is Verdict.WHOLE
    with store.act(Actor()) as act:
        keys.make(act)
    forged = taken("csv", name="forged")
    assert verify_file(forged.path).verdict is Verdict.WHOLE
    result = verify_file(forged.path, keys=[ours])
    assert result.verdict is Verdict.UNKNOWN_KEY
    assert result.verdict.exit_status == 4


def test_a_missing_shift_is_caught_by_the_export_before_it(store: Store, taken: Take) -> None:
    fill(store, 30)
    first = taken("csv", span=Span(1, 10), name="first").path
    second = taken("csv", span=Span(11, 20), name="second").path
    third = taken("csv", span=Span(21, 30), name="third").path
    overlapping = taken("jsonl", span=Span(6, 20), name="overlapping").path
    assert verify_file(second, after=first).verdict is Verdict.WHOLE
    assert verify_file(overlapping, after=first).verdict is Verdict.WHOLE
    result = verify_file(third, after=first)
    assert (result.verdict, result.entry) == (Verdict.CUT_OFF, 11)
    assert verify_file(first, after=third).verdict is Verdict.ALTERED


def test_without_its_signature_or_itself_a_file_cannot_be_judged(store: Store, taken: Take) -> None:
    fill(store, 5)
    path = taken("csv").path
    signature_path(path).rename(path.with_name("kept"))
    with pytest.raises(Unreadable):
        verify_file(path)
    signature_path(path).write_text("nothing like it")
    with pytest.raises(Unreadable):
        verify_file(path)


def test_the_store_is_checked_from_its_first_entry(store: Store) -> None:
    fill(store, 30)
    with store.act(Actor()) as act:
        checkpoint(act)
    result = verify_store(store.read())
    assert result.verdict is Verdict.WHOLE, result.what
    for attack, entry in (
        ("UPDATE log SET actor = 9 WHERE seq = 17", 17),
        ("UPDATE log SET record = replace(record, '15000', '15001') WHERE seq = 13", 13),
        ("DELETE FROM log WHERE seq = 5", 5),
        ("UPDATE log_text SET text = 'nothing' WHERE seq = 6", 6),
        ("DELETE FROM log_text WHERE seq = 6", 6),
        ("DELETE FROM log WHERE seq > 20", 21),
    ):
        assert _after(store, attack).entry == entry, attack
    assert _after(store, "DELETE FROM log WHERE seq > 20").verdict is Verdict.CUT_OFF
    assert _after(store, "DELETE FROM checkpoints WHERE last = (SELECT min(last) FROM checkpoints)").entry == 1


def _after(store: Store, attack: str) -> Result:
    """Return what is said of a copy of the store whose owner took the triggers away and edited it."""
    from agentdesk.store.engine import engine

    path = store.path.with_name("copy.db")
    path.unlink(missing_ok=True)
    copy = engine.connect(path, isolation_level=None)
    copy.row_factory = engine.Row
    store.read().backup(copy)
    for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        copy.execute(f"DROP TRIGGER {row['name']}")
    assert copy.execute(attack).rowcount > 0
    return verify_store(copy)


def test_every_so_many_entries_are_signed(store: Store) -> None:
    store.checkpoint_every = 10
    with store.act(Actor()) as act:
        log.append(act, "store.created", data={"store": "00"})
    for _ in range(25):
        with store.act(Actor()) as act:
            log.append(act, "hold.placed")
    signed = [row["last"] for row in store.read().execute("SELECT last FROM checkpoints ORDER BY last").fetchall()]
    assert len(signed) == 2
    assert verify_store(store.read()).verdict is Verdict.WHOLE

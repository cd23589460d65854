"""Who writes next: first come, first served, whoever dies or stands still; and nobody waits for the log to be tidied."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.patience import PATIENCE, until

from agentdesk import log
from agentdesk.store import Actor, Store, open_store, tickets, wal
from agentdesk.store.lock import WriteLock

if sys.platform == "linux":
    import fcntl

queued = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has locks to queue by")


def drawn(path: Path) -> int:
    """How many numbers were drawn at a lock so far."""
    last = int.from_bytes(path.read_bytes()[:8], "little")
    return last and last - (1 << 41)


class Queue:
    """Writers who come one after the other to the same lock, and the order in which they got it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.order: list[str] = []
        self.threads: list[threading.Thread] = []

    def comes(self, name: str) -> None:
        """Let somebody draw a number, and wait until they have."""
        before = drawn(self.path)
        self.threads.append(threading.Thread(target=self._write, args=(name,)))
        self.threads[-1].start()
        until(lambda: drawn(self.path) > before)

    def _write(self, name: str) -> None:
        lock = WriteLock(self.path)
        with lock.held():
            self.order.append(name)
        lock.close()

    def all_through(self) -> list[str]:
        """Wait for everybody; returns the order."""
        for thread in self.threads:
            thread.join(PATIENCE)
        return self.order


@queued
def test_who_comes_first_writes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "PATIENCE", PATIENCE)  # a busy machine may take its time
    queue = Queue(tmp_path / "desk.db.lock")
    mine = WriteLock(queue.path)
    with mine.held():
        for name in "abcdefgh":
            queue.comes(name)
        assert queue.order == []
    assert queue.all_through() == list("abcdefgh")
    mine.close()


@queued
def test_who_has_just_written_goes_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "PATIENCE", PATIENCE)
    queue = Queue(tmp_path / "desk.db.lock")
    mine = WriteLock(queue.path)
    with mine.held():
        queue.comes("a")
        queue.comes("b")
    with mine.held():
        queue.order.append("me again")
    assert queue.all_through() == ["a", "b", "me again"]
    mine.close()


WAITER = """
import sys
from pathlib import Path
from agentdesk.store.lock import WriteLock
with WriteLock(Path(sys.argv[1])).held():
    print("through", flush=True)
"""


def waiter(path: Path) -> "subprocess.Popen[str]":
    """A process that waits for a lock; returns once it has drawn its number."""
    before = drawn(path)
    here = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    started = subprocess.Popen([sys.executable, "-c", WAITER, str(path)], stdout=subprocess.PIPE, text=True, env=here)
    until(lambda: drawn(path) > before)
    with path.open("r+b") as file:  # its number stands there a moment before it has let go of the drawing
        tickets._lock(file.fileno(), fcntl.F_OFD_SETLKW, fcntl.F_WRLCK, tickets._DRAW)
    return started


@queued
def test_a_waiter_that_is_killed_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "PATIENCE", 2 * PATIENCE)  # nobody below waits so long: passed over, not waited out
    queue = Queue(tmp_path / "desk.db.lock")
    mine = WriteLock(queue.path)
    with mine.held():
        queue.comes("a")
        gone = waiter(queue.path)
        queue.comes("b")
        gone.kill()
        gone.wait()
        assert queue.order == []
    assert sorted(queue.all_through()) == ["a", "b"]  # who stood behind the dead one stands at the lock with "a"
    mine.close()


@queued
def test_a_writer_that_is_killed_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "desk.db.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", WAITER + "    sys.stdin.read()", str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "through\n"
    queue = Queue(path)
    queue.comes("a")
    assert queue.order == []
    holder.kill()
    assert queue.all_through() == ["a"]
    holder.communicate()


@queued
def test_a_waiter_that_was_stopped_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "PATIENCE", 0.05)
    queue = Queue(tmp_path / "desk.db.lock")
    mine = WriteLock(queue.path)
    with mine.held():
        stopped = waiter(queue.path)
        os.kill(stopped.pid, signal.SIGSTOP)
        os.waitpid(stopped.pid, os.WUNTRACED)  # until it stands: on a busy machine it might get the lock before that
        queue.comes("a")
        queue.comes("b")
    assert sorted(queue.all_through()) == ["a", "b"]  # each went round; in which order does not matter
    with mine.held():
        pass
    os.kill(stopped.pid, signal.SIGCONT)
    assert stopped.communicate()[0] == "through\n"  # and it writes when it goes on
    mine.close()


def test_without_a_queue_only_one_writes_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "queue", lambda _: None)
    lock, inside = tmp_path / "desk.db.lock", []

    def write() -> None:
        mine = WriteLock(lock)
        for _ in range(20):
            with mine.held():
                inside.append("in")
                time.sleep(0.0005)
                inside.append("out")
        mine.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == ["in", "out"] * 80


def test_the_write_ahead_log_stays_short_while_two_write_in_turn(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wal, "TIDY", 50)
    monkeypatch.setattr(wal, "LONG", 200)
    monkeypatch.setattr(wal, "FEW", 100)
    other = open_store(store.path, store.clock)
    longest = 0
    for each in range(150):
        with (store, other)[each % 2].act(Actor()) as act:
            log.append(act, "hold.placed", text={"what": "x" * 20_000})
        longest = max(longest, store.path.with_name(store.path.name + "-wal").stat().st_size)
    other.close()
    assert longest < 4096 * 2 * wal.LONG
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 150


def test_a_reader_who_looks_on_keeps_the_log_long_and_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wal, "TIDY", 20)
    monkeypatch.setattr(wal, "LONG", 40)
    monkeypatch.setattr(wal, "TOO_LONG", 80)
    with store.reading() as old:
        assert old.execute("SELECT count(*) FROM log").fetchone()[0] == 0
        done = threading.Thread(target=_many_acts, args=(store,))
        done.start()
        done.join()
        assert old.execute("SELECT count(*) FROM log").fetchone()[0] == 0
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 40


def _many_acts(store: Store) -> None:
    for _ in range(40):
        with store.act(Actor()) as act:
            log.append(act, "hold.placed", text={"what": "x" * 20_000})


def test_an_act_is_kept_even_where_the_log_cannot_be_tidied(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wal, "_HOW", {"NOOP": "PRAGMA no_such_thing_here", "PASSIVE": "PRAGMA nor_this"})
    with store.act(Actor()) as act:
        log.append(act, "hold.placed")
    assert store.read().execute("SELECT count(*) FROM log").fetchone()[0] == 1

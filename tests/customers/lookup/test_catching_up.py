"""An import that was killed: nothing is lost, and whoever was stored is found again by the next import or by doctor."""

from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Program

from agentdesk.customers.importing import Customers
from agentdesk.customers.lookup import indexing
from agentdesk.customers.lookup.catching_up import catch_up, pending
from agentdesk.customers.lookup.find import find
from agentdesk.store import Actor, Store, open_store
from agentdesk.work.doctor import examine, mend
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import run_import

ROWS = "ref,name,phone\n" + "".join(f"{n},Zebraxina {'abcdefghij'[n % 10] * 5}son,070-1{n:06}\n" for n in range(300))


class KilledError(BaseException):
    """Power is gone."""


def _import(store: Store, folder: Path) -> None:
    path = folder / "customers.csv"
    path.write_text(ROWS)
    run_import(store, Actor(), Customers("SE"), path, {}, report=Report(folder / "bad.csv"))


@pytest.fixture(params=[0, 1, 2, 4])
def killed(
    request: pytest.FixtureRequest, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> pytest.MonkeyPatch:
    """An import that dies in an act of the index: the first, a later one, after the words."""
    acts = 0
    real = indexing.in_short_acts

    def dying(begin: indexing.Begin, items: list[str], work: Any) -> None:
        nonlocal acts
        for at in range(0, len(items), 100):
            if acts == request.param:
                raise KilledError
            acts += 1
            real(begin, items[at : at + 100], work)

    monkeypatch.setattr(indexing, "in_short_acts", dying)
    with pytest.raises(KilledError):
        _import(store, tmp_path)
    monkeypatch.undo()
    return monkeypatch


def _everybody_is_found(store: Store) -> None:
    connection = store.read()
    assert pending(connection) == 0
    for n in (0, 150, 299):
        assert [hit.ref for hit in find(connection, f"070-1{n:06}").hits[:1]] == [str(n)]
    assert len(find(connection, "zebraxina", limit=20).hits) == 20
    assert find(connection, "zebraxnia aaaaason").hits  # misspelt: the dictionary has its words, too


@pytest.mark.usefixtures("killed")
def test_what_was_stored_is_caught_up_with(store: Store) -> None:
    assert pending(store.read()) >= 300
    assert store.read().execute("SELECT count(*) FROM customers").fetchone()[0] == 300
    assert catch_up(store, Actor()) == 300
    _everybody_is_found(store)
    assert catch_up(store, Actor()) == 0


@pytest.mark.usefixtures("killed")
def test_the_same_import_again_goes_on(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path)
    _everybody_is_found(store)


@pytest.mark.usefixtures("killed")
def test_doctor_says_so_and_mends_it(store: Store) -> None:
    finding = next(each for each in examine(store.path, store.clock.now()) if "index" in each.check)
    assert not finding.well
    assert "--mend" in finding.next
    assert mend(store, Actor()) == 300
    _everybody_is_found(store)
    finding = next(each for each in examine(store.path, store.clock.now()) if "index" in each.check)
    assert (finding.well, finding.what) == (True, "everybody can be found")


@pytest.mark.usefixtures("killed")
def test_a_running_import_is_not_taken_for_a_dead_one(store: Store) -> None:
    from agentdesk.customers.lookup.catching_up import Importing

    other = open_store(store.path, store.clock)
    with Importing(other, Actor()):
        with other.act(Actor()) as act:
            act.execute("INSERT OR REPLACE INTO lookup_pending VALUES ('customers', 1, 300)")
        assert mend(store, Actor()) == 0
        assert pending(store.read()) == 300
    other.close()
    assert mend(store, Actor()) == 300


def test_doctor_mends_by_command(agentdesk: Program) -> None:
    agentdesk.open_shop()
    agentdesk("customer", "add", "--name", "Karin Öhman")
    assert agentdesk("doctor", "--mend")
    assert "Nothing was left to mend" in agentdesk.messages


def test_a_store_without_lists_of_beginnings_gets_them(store: Store, tmp_path: Path) -> None:
    _import(store, tmp_path)
    with store.act(Actor()) as act:
        act.execute("DELETE FROM lookup_postings WHERE term < 'f'")
    assert pending(store.read()) == 300
    assert mend(store, Actor()) == 300
    _everybody_is_found(store)
    assert len(find(store.read(), "zeb", limit=20).hits) == 20

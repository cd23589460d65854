"""One table of access: who tried what, how often, with what result; and that nothing changed where the answer was no."""

from collections import Counter

import pytest
from tests.conftest import Program

from agentdesk.store.backup import opened as look_at

from .conftest import Figure

RIGHT, WRONG, NONE = "482915\n", "111111\n", ""
LIMITS = "limits.toml"
# what is tried, as somebody: words on the command line
DEEDS: dict[str, tuple[str, ...]] = {
    "add a supervisor": ("staff", "add", "Eve", "--role", "supervisor", "--pin-stdin"),
    "raise oneself": ("staff", "add", "Aino", "--role", "owner", "--pin-stdin"),
    "retire the supervisor": ("staff", "retire", "Mira", "--pin-stdin"),
    "set limits": ("limits", "set", LIMITS, "--pin-stdin"),
    "overwrite stock": ("stock", "set", "KTL-17", "99", "--pin-stdin"),
    "erase a customer": ("customer", "erase", "K1", "--pin-stdin"),
    "give above authority": ("remedy", "give", "--kind", "amount", "--value", "4000", "--walk-in", "--reason", "late"),
    "a whole price off": ("remedy", "give", "--kind", "percent", "--value", "100", "--on", "900", "--walk-in", "--reason", "late"),
    "say yes to a request": ("approve", "R-1", "--pin-stdin"),
    "change the signing key": ("keys", "rotate", "--pin-stdin"),
    "restore an older store": ("restore", "older.db", "--pin-stdin"),
}  # fmt: skip
PERSONS = {
    "an agent, no PIN": ("Aino", NONE), "an agent, a wrong PIN": ("Aino", WRONG),
    "a retired agent": ("Per", NONE), "a name nobody has": ("Mallory", NONE),
    "in a supervisor's name, no PIN": ("Mira", NONE), "in a supervisor's name, a wrong PIN": ("Mira", WRONG),
}  # fmt: skip
MAY_ASK = {
    "give above authority",
    "a whole price off",
}  # an agent's wish waits as a request: no refusal, and nothing given
_KEPT = ("staff", "limits", "products", "customers", "signing_keys", "vouchers")


@pytest.fixture
def shop(agentdesk: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """A shop at work: its installer's first minutes are over, a request waits, somebody has left."""
    work = agentdesk.store.parent.parent / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    agentdesk.open_shop("Aino", "Per")
    (work / "c.csv").write_text("ref,name\nK1,Karin\n")
    (work / "p.csv").write_text("sku,name,price\nKTL-17,Kettle,900\n")
    agentdesk("import", "customers", "c.csv")
    agentdesk("import", "products", "p.csv")
    agentdesk("limits", "show")
    with look_at(agentdesk.store) as connection:
        text = connection.execute("SELECT text FROM limits").fetchone()["text"]
    (work / LIMITS).write_text(text.replace('shift = "500"', 'shift = "99999"'))
    agentdesk("--as", "Aino", "shift", "open")
    agentdesk("staff", "retire", "Per", "--pin-stdin", stdin=RIGHT)
    agentdesk("backup", "older.db")
    asked = agentdesk("--as", "Aino", *DEEDS["give above authority"])
    assert asked["request"] == "R-1"
    return agentdesk


def _state(shop: Program) -> list[object]:
    with look_at(shop.store) as connection:
        connection.row_factory = None
        rows = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in _KEPT]
        given = connection.execute("SELECT id, state, value FROM remedies WHERE state = 'given'").fetchall()
        return [*rows, given]


def test_nobody_does_what_is_not_theirs(shop: Program, figure: Figure) -> None:
    before = _state(shop)
    table: Counter[tuple[str, str]] = Counter()
    for who, (name, pin) in PERSONS.items():
        for what, words in DEEDS.items():
            said = shop("--as", name, *words, stdin=pin)
            code = said["error"]["code"] if isinstance(said, dict) and "error" in said else f"status {shop.status}"
            where = (who, what, shop.status, said)
            if what in MAY_ASK and name == "Aino":
                assert shop.status == 3, where
                code = "waits for a yes"
            else:
                assert shop.status in (1, 2, 4), where
            assert _state(shop) == before, where
            table[who, code] += 1
    figure(tried=sum(table.values()), table={f"{who}: {code}": count for (who, code), count in sorted(table.items())})
    with look_at(shop.store) as connection:  # every wrong PIN left its trace
        tries = connection.execute("SELECT count(*) FROM pin_tries WHERE ok = 0").fetchone()[0]
    assert tries > 0


def test_with_the_right_pin_the_same_deeds_are_done(shop: Program) -> None:
    """The table above would also be all refusals where nothing works at all."""
    before = _state(shop)
    for what in ("set limits", "overwrite stock", "add a supervisor"):
        said = shop("--as", "Mira", *DEEDS[what], stdin=RIGHT * 2 + "736251\n" * 2)
        assert shop.status == 0, (what, said)
        assert _state(shop) != before, what
        before = _state(shop)

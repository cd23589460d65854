"""The log leaves the building by commands, and is checked where there is no store: every exit status that scripts rely on."""

from pathlib import Path

import pytest
from tests.conftest import Program

PIN = "482915\n"


@pytest.fixture
def shop(agentdesk: Program) -> Program:
    agentdesk.open_shop("Aino")
    agentdesk("customer", "add", "--name", "Karin Öhman", "--ref", "00417", "--phone", "070-174 06 35")
    for _ in range(3):
        agentdesk("--as", "Aino", "contact", "open", "00417")
        agentdesk("--as", "Aino", "contact", "finish", "--mood-out", "calm")
        agentdesk("--as", "Aino", "shift", "close")
    return agentdesk


@pytest.fixture
def taken(shop: Program, tmp_path: Path) -> list[Path]:
    """The three shifts as files, in a folder of their own."""
    folder = tmp_path / "home"
    folder.mkdir()
    paths = [folder / f"{shift}.csv" for shift in (2, 3, 4)]  # 1 is the installer's, who added Karin
    for shift, path in enumerate(paths, 2):
        done = shop("log", "export", "--shift", str(shift), "-o", str(path))
        assert done["rows"] > 3
    return paths


@pytest.fixture
def elsewhere(shop: Program, taken: list[Path]) -> Program:
    """The same command line where the store is not."""
    for path in shop.store.parent.iterdir():
        if path.is_file():
            path.unlink()
    return shop


def test_whole_without_the_store(elsewhere: Program, taken: list[Path]) -> None:
    for before, path in zip([None, *taken], taken, strict=False):
        after = ["--after", str(before)] if before else []
        answer = elsewhere("log", "verify", str(path), *after)
        assert (elsewhere.status, answer["verdict"], answer["entry"]) == (0, "whole", None)
        assert answer["short"] in _heads(elsewhere, path)


def _heads(elsewhere: Program, path: Path) -> str:
    return str(elsewhere("log", "verify", str(path))["short"])


def test_the_first_bad_entry_is_named_and_the_status_is_1(elsewhere: Program, taken: list[Path]) -> None:
    raw = taken[1].read_bytes()
    first = elsewhere("log", "verify", str(taken[1]))["first"]
    taken[1].write_bytes(raw.replace(b"calm", b"fine", 1))
    answer = elsewhere("log", "verify", str(taken[1]))
    row = next(at for at, line in enumerate(raw.splitlines()) if b"calm" in line)
    assert (elsewhere.status, answer["verdict"], answer["entry"]) == (1, "altered", first + row - 1)
    assert f"Entry {first + row - 1}" in elsewhere.messages
    assert answer["error"]["next"]


def test_wrong_usage_is_2(elsewhere: Program, taken: list[Path]) -> None:
    elsewhere("log", "verify", str(taken[0]), "--key", "no key at all")
    assert elsewhere.status == 2
    elsewhere("log", "export", "-o", "nowhere.doc")
    assert elsewhere.status == 2


def test_cut_off_or_a_missing_shift_is_3(elsewhere: Program, taken: list[Path]) -> None:
    answer = elsewhere("log", "verify", str(taken[2]), "--after", str(taken[0]))
    assert (elsewhere.status, answer["verdict"]) == (3, "cut-off")
    assert answer["entry"] == elsewhere("log", "verify", str(taken[1]))["first"]
    lines = taken[0].read_bytes().splitlines(keepends=True)
    taken[0].write_bytes(b"".join(lines[:-1]))
    assert elsewhere("log", "verify", str(taken[0]))["verdict"] == "cut-off"
    assert elsewhere.status == 3


def test_another_key_is_4_and_a_key_is_taken_in_every_writing(shop: Program, taken: list[Path]) -> None:
    key = shop("keys", "show")[0]
    noted = taken[0].parent / "key.txt"
    noted.write_text(f"key {key['key']}\n", encoding="ascii")
    for writing in (key["key"], key["public"], key["key"].upper(), str(noted)):
        shop("log", "verify", str(taken[0]), "--key", writing)
        assert shop.status == 0
    rotated = shop("keys", "rotate", "--pin-stdin", stdin=PIN)
    assert shop("log", "verify", str(taken[0]), "--key", rotated["key"])["verdict"] == "unknown-key"
    assert shop.status == 4
    assert [each["signs"] for each in shop("keys", "show")] == [True, False]
    shop("keys", "rotate")
    assert shop.status == 4, "not without a PIN"
    assert shop("log", "verify")["verdict"] == "whole", "what the old key signed stays valid"
    path = taken[0].parent / "new.jsonl"
    assert shop("log", "export", "--shift", "4", "-o", str(path))["key"] == rotated["key"]
    shop("log", "verify", str(path), "--after", str(taken[1]))
    assert shop.status == 4, "the key changed in between: it has to be said which are the shop's"
    shop("log", "verify", str(path), "--after", str(taken[1]), "--key", key["key"], "--key", rotated["key"])
    assert shop.status == 0


def test_unreadable_is_5(elsewhere: Program, taken: list[Path]) -> None:
    elsewhere("log", "verify", str(taken[0].with_name("nothing.csv")))
    assert elsewhere.status == 5
    taken[0].with_name("2.csv.sig").write_text("nothing like it", encoding="ascii")
    elsewhere("log", "verify", str(taken[0]))
    assert elsewhere.status == 5


def test_names_leave_only_when_asked_for_and_that_is_logged(shop: Program, tmp_path: Path) -> None:
    shop("log", "export", "--shift", "2", "-o", str(tmp_path / "ids.csv"))
    assert "Öhman" not in (tmp_path / "ids.csv").read_text(encoding="utf-8")
    shop("log", "export", "--shift", "2", "--with-personal-data", "-o", str(tmp_path / "names.csv"))
    assert "Karin Öhman" in (tmp_path / "names.csv").read_text(encoding="utf-8")
    assert shop("log", "show", "--kind", "log.taken-out")[-1]["record"]["data"]["format"] == "csv"
    shop("log", "verify", str(tmp_path / "names.csv"))
    assert shop.status == 0


def test_a_store_that_lost_its_tail_is_told_by_an_export(shop: Program, taken: list[Path], tmp_path: Path) -> None:
    shop("backup", str(tmp_path / "early.db"))
    shop("--as", "Aino", "contact", "open", "--walk-in")
    late = tmp_path / "late.csv"
    shop("log", "export", "-o", str(late))
    shop("restore", str(tmp_path / "early.db"), "--pin-stdin", stdin=PIN)
    assert shop.status == 0
    answer = shop("log", "verify", "--after", str(late))
    assert (shop.status, answer["verdict"]) in {(3, "cut-off"), (1, "altered")}
    assert shop("log", "verify", "--after", str(taken[1]))["verdict"] == "whole"

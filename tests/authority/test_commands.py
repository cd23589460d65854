"""The command line: JSON and exit statuses as scripts rely on them; a yes through pipes."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from agentdesk.cli.__main__ import run

PIN = "739154"


class Line:
    """A command line on a store of its own."""

    def __init__(self, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._store, self._patch, self._capsys = store, monkeypatch, capsys

    def __call__(self, *words: str, pin: str = PIN) -> tuple[int, Any]:
        """Run a command with a PIN on its standard input; returns exit status and what it printed, parsed."""
        self._patch.setattr("sys.stdin", io.StringIO(pin + "\n"))
        status = run([*words, "--store", str(self._store), "--json", "--pin-stdin"])
        printed = self._capsys.readouterr().out
        return status, json.loads(printed) if printed.strip() else None


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Line:
    """A shop set up by its installer, with Aino and two customers."""
    line = Line(tmp_path / "desk.db", monkeypatch, capsys)
    line(
        "setup", "--shop", "Björk", "--country", "SE", "--currency", "SEK", "--timezone", "Europe/Stockholm", "--language",
        "sv", "--supervisor", "Mira",
    )  # fmt: skip
    line("staff", "add", "Aino")
    (tmp_path / "c.csv").write_text("ref,name\nK1,Karin\nK2,Lars\n", encoding="utf-8")
    (tmp_path / "o.csv").write_text("ref,customer,date,status\n48211,K1,2026-11-07,paid\n", encoding="utf-8")
    (tmp_path / "l.csv").write_text("order,sku,name,quantity,price\n48211,KTL,Kokare,1,849\n", encoding="utf-8")
    for kind, file in (("customers", "c.csv"), ("orders", "o.csv"), ("order-lines", "l.csv")):
        assert line("import", kind, str(tmp_path / file))[0] == 0
    assert line("--as", "Aino", "shift", "open")[0] == 0
    return line


def test_check_says_what_the_contract_says(line: Line) -> None:
    wish = ("--as", "Aino", "remedy", "check", "--customer", "K1", "--reason", "late")
    status, said = line(*wish, "--kind", "percent", "--value", "10", "--order", "48211")
    assert (status, said["decision"], said["value"]) == (0, "allowed", "84.90")
    assert said["headroom"] == {"percent": "10", "amount": "150.00", "shift_left": "500.00", "customer_left": "300.00"}
    status, said = line(*wish, "--kind", "amount", "--value", "400", "--on", "849")
    assert (status, said["decision"]) == (3, "approval")
    assert said["instead"][0] == {"kind": "amount", "value": "150.00", "why": "the most you may give now"}
    assert "request" not in said
    status, said = line(*wish, "--kind", "amount", "--value", "850", "--order", "48211")
    assert (status, said["decision"]) == (4, "denied")
    assert line("log", "show")[1][-1]["kind"] == "shift.opened", "checking keeps nothing"


def test_a_request_goes_from_give_to_approve(line: Line) -> None:
    status, said = line(
        "--as",
        "Aino",
        "remedy",
        "give",
        "--kind",
        "voucher",
        "--value",
        "400",
        "--customer",
        "K2",
        "--reason",
        "damaged",
    )
    assert (status, said["decision"], said["request"]) == (3, "approval", "R-1")
    status, error = line("approve", "R-1", pin="000001")
    assert (status, error["error"]["code"]) == (4, "wrong-pin")
    status, yes = line("--as", "Mira", "approve", "R-1")
    assert (status, yes["state"], yes["approver"], yes["value"]) == (0, "given", "Mira", "400.00")
    status, shown = line("voucher", "show", yes["voucher"])
    assert (status, shown["state"], shown["value"]) == (0, "open", "400.00")
    assert line("approve", "R-1")[0] == 1


def test_a_code_by_phone(line: Line) -> None:
    line("--as", "Aino", "remedy", "give", "--kind", "gift", "--value", "400", "--walk-in", "--reason", "damaged")
    status, shown = line("--as", "Mira", "code", "R-1")
    assert status == 0
    assert len(shown["code"]) == 8
    status, yes = line("--as", "Aino", "approve", "R-1", "--code", shown["code"])
    assert (status, yes["how"], yes["approver"]) == (0, "code", "Mira")


def test_refuse(line: Line) -> None:
    line("--as", "Aino", "remedy", "give", "--kind", "gift", "--value", "400", "--walk-in")
    status, no = line("--as", "Mira", "refuse", "R-1")
    assert (status, no["state"], no["refused_by"]) == (0, "refused", "Mira")


def test_a_voucher_is_given_used_once_and_not_again(line: Line) -> None:
    _, said = line("--as", "Aino", "remedy", "give", "--kind", "voucher", "--value", "100", "--customer", "K1")
    code = said["voucher"]
    status, used = line("--as", "Aino", "voucher", "redeem", code, "--customer", "K1", "--on", "80")
    assert (status, used["state"], used["used"]) == (0, "used", "80.00")
    status, again = line("--as", "Aino", "voucher", "redeem", code, "--customer", "K1", "--on", "80")
    assert (status, again["error"]["code"]) == (4, "voucher-used")
    assert line("--as", "Aino", "voucher", "cancel", code)[0] == 4


def test_limits_are_set_by_a_supervisor_alone(line: Line, tmp_path: Path) -> None:
    from agentdesk.authority.shipping import shipped

    file = tmp_path / "limits.toml"
    file.write_text(shipped().replace('most_amount = "150"', 'most_amount = "50"'), encoding="utf-8")
    status, checked = line("limits", "check", str(file))
    assert (status, checked["ok"], len(checked["warnings"])) == (0, True, 2)
    assert line("--as", "Aino", "limits", "set", str(file), pin="111112")[0] == 4
    assert line("limits", "show")[1]["version"] == 1
    assert line("limits", "set", str(file))[1]["version"] == 2
    shown = line("limits", "show")[1]
    assert (shown["roles"]["agent"]["most_amount"], len(shown["versions"])) == ("50.00", 2)
    file.write_text("[agent]\nmost_amount = 1.5\n", encoding="utf-8")
    status, error = line("limits", "check", str(file))
    assert (status, error["error"]["code"]) == (2, "bad-limits")


def test_undo_and_the_list(line: Line) -> None:
    line("--as", "Aino", "remedy", "give", "--kind", "amount", "--value", "100", "--customer", "K1")
    assert line("--as", "Aino", "remedy", "undo", "R-1")[1]["state"] == "undone"
    line("--as", "Aino", "remedy", "give", "--kind", "gift", "--value", "400", "--walk-in")
    assert [row["remedy"] for row in line("remedy", "list")[1]] == ["R-2", "R-1"]
    assert [row["remedy"] for row in line("remedy", "list", "--waiting")[1]] == ["R-2"]
    assert line("limits", "usage")[1]["agents"][0]["undone"] == 1


def test_where_nobody_can_say_yes_the_command_says_who_could(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    wish = ("--as", "Aino", "remedy", "check", "--kind", "gift", "--walk-in", "--value")
    status, said = line(*wish, "400")
    assert (status, said["approvers"], said["instead"][-1]["kind"]) == (
        3,
        [{"name": "Mira", "on_shift": False}],
        "approval",
    )
    status, said = line(*wish, "5000.01")
    assert (status, said["decision"], said["approvers"]) == (3, "approval", [])
    assert "it takes an owner with a PIN" in said["why"]
    assert [each["kind"] for each in said["instead"]] == ["amount", "voucher", "gift", "set-aside"]
    status, said = line("--as", "Aino", "remedy", "give", "--kind", "gift", "--walk-in", "--value", "5000.01")
    assert (status, said["request"]) == (3, "R-1"), "an owner may be added while it waits"
    line("staff", "add", "Olga", "--role", "owner", pin=f"{PIN}\n861530")
    status, yes = line("approve", "R-1", pin="861530")
    assert (status, yes["approver"]) == (0, "Olga")

"""Ways past the limits that somebody at a keyboard would try, through the real commands: each ends in a no, and in the log."""

from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Program

from agentdesk.authority.shipping import shipped

PIN = "482915\n"


@pytest.fixture
def shop(agentdesk: Program, tmp_path: Path) -> Program:
    """A shop where a first shift was opened: the installer's first minutes are over."""
    agentdesk.open_shop("Aino", "Per")
    (tmp_path / "customers.csv").write_text("ref,name\nK1,Karin\n", encoding="utf-8")
    (tmp_path / "orders.csv").write_text("ref,customer,date,status\n1001,K1,2026-11-07,paid\n1002,K1,2026-11-08,paid\n")
    (tmp_path / "lines.csv").write_text("order,sku,name,quantity,price\n1001,A,Pan,1,849\n1002,B,Pot,1,849\n")
    for noun, file in (("customers", "customers"), ("orders", "orders"), ("order-lines", "lines")):
        agentdesk("import", noun, str(tmp_path / f"{file}.csv"))
    agentdesk("--as", "Aino", "shift", "open")
    return agentdesk


def give(shop: Program, who: str, kind: str, value: str, *more: str, stdin: str = "") -> Any:
    return shop("--as", who, "remedy", "give", "--kind", kind, "--value", value, *more, stdin=stdin)


def given(shop: Program) -> list[dict[str, Any]]:
    return [row for row in shop("remedy", "list") if row["state"] == "given"]


def kinds(shop: Program) -> list[str]:
    return [row["kind"] for row in shop("log", "show", "--limit", "500")]


def test_acting_as_another_role_takes_that_persons_pin(shop: Program) -> None:
    said = give(shop, "Mira", "amount", "1000", "--walk-in")
    assert (shop.status, said["error"]["code"]) == (4, "pin-needed")
    said = give(shop, "Mira", "amount", "1000", "--walk-in", "--pin-stdin", stdin="111222\n")
    assert (shop.status, said["error"]["code"]) == (4, "wrong-pin")
    assert given(shop) == []
    assert "pin.tried" in kinds(shop)


@pytest.mark.parametrize("role", ["senior", "supervisor", "owner"])
def test_nobody_adds_or_raises_themselves(shop: Program, role: str) -> None:
    for name in ("Aino", "Newcomer"):
        said = shop("--as", "Aino", "staff", "add", name, "--role", role, "--pin-stdin", stdin="918273\n918273\n")
        assert (shop.status, said["error"]["code"]) == (4, "wrong-pin")
    assert {row["name"]: row["role"] for row in shop("staff", "list")} == {
        "Aino": "agent", "Mira": "supervisor", "Per": "agent",
    }  # fmt: skip


def test_raised_by_a_supervisor_one_still_does_not_approve_ones_own_request(shop: Program) -> None:
    asked = give(shop, "Aino", "gift", "400", "--walk-in")["request"]
    shop("staff", "add", "Aino", "--role", "supervisor", "--pin-stdin", stdin=f"{PIN}918273\n")
    assert shop.status == 0, shop.messages
    for desk in ("Aino", "Per"):
        said = shop("--as", desk, "approve", asked, "--pin-stdin", stdin="918273\n")
        assert (shop.status, said["error"]["code"]) == (4, "own-request")
    assert given(shop) == []


def test_a_limits_file_that_is_edited_counts_only_once_a_supervisor_sets_it(shop: Program, tmp_path: Path) -> None:
    file = tmp_path / "limits.toml"
    file.write_text(shipped(), encoding="utf-8")
    shop("limits", "set", str(file), "--pin-stdin", stdin=PIN)
    file.write_text(shipped().replace('most_amount = "150"', 'most_amount = "99999"'), encoding="utf-8")
    assert give(shop, "Aino", "gift", "400", "--walk-in")["decision"] == "approval"
    shop("--as", "Aino", "limits", "set", str(file), "--pin-stdin", stdin="918273\n")
    assert shop.status == 4
    shop("--as", "Aino", "limits", "set", str(file))
    assert shop.status == 4
    assert shop("limits", "show")["roles"]["agent"]["most_amount"] == "150.00"


def test_split_over_orders_contacts_and_agents_it_is_still_one_customer(shop: Program) -> None:
    assert give(shop, "Aino", "amount", "150", "--customer", "K1", "--order", "1001")["decision"] == "allowed"
    assert give(shop, "Aino", "amount", "1", "--customer", "K1", "--order", "1002")["decision"] == "approval"
    shop("--as", "Aino", "contact", "finish")
    for who in ("Aino", "Per"):
        assert give(shop, who, "gift", "1", "--customer", "K1")["decision"] == "approval"


def test_a_request_is_changed_only_into_another_that_needs_its_own_yes(shop: Program) -> None:
    first = give(shop, "Aino", "gift", "200", "--walk-in")["request"]
    code = shop("code", first, "--pin-stdin", stdin=PIN)["code"]
    second = give(shop, "Aino", "gift", "4000", "--walk-in", "--instead-of", first)["request"]
    for request in (first, second):
        shop("--as", "Aino", "approve", request, "--code", code)
        assert shop.status in (1, 4)
    assert given(shop) == []
    give(shop, "Per", "gift", "300", "--walk-in", "--instead-of", second)
    assert shop.status == 1, "somebody else's"


def test_a_yes_is_to_one_request_once(shop: Program) -> None:
    first = give(shop, "Aino", "gift", "400", "--walk-in")["request"]
    code = shop("code", first, "--pin-stdin", stdin=PIN)["code"]
    shop("--as", "Aino", "contact", "finish")
    other = give(shop, "Aino", "gift", "400", "--walk-in")["request"]
    said = shop("--as", "Aino", "approve", other, "--code", code)
    assert (shop.status, said["error"]["code"]) == (4, "wrong-code")
    assert shop("--as", "Aino", "approve", first, "--code", code)["state"] == "given"
    said = shop("--as", "Aino", "approve", first, "--code", code)
    assert (shop.status, said["error"]["code"]) == (1, "request-ended")
    assert len(given(shop)) == 1


def test_guessing_ends_and_a_new_process_does_not_begin_anew(shop: Program) -> None:
    requests = [give(shop, "Aino", "gift", str(400 + number), "--walk-in")["request"] for number in range(3)]
    for request in requests:
        for _ in range(3):
            shop("--as", "Aino", "approve", request, "--pin-stdin", stdin="000001\n")
    said = shop("--as", "Aino", "approve", requests[2], "--pin-stdin", stdin=PIN)
    assert (shop.status, said["error"]["code"]) == (4, "locked")
    assert given(shop) == []


def test_undo_and_redo_gives_no_more_and_frees_no_voucher(shop: Program) -> None:
    for number in (1, 2):
        voucher = give(shop, "Aino", "voucher", "150", "--customer", "K1")
        assert voucher["decision"] == "allowed"
        assert shop("--as", "Aino", "remedy", "undo", f"R-{number}")["state"] == "undone"
        shop("--as", "Per", "voucher", "redeem", voucher["voucher"], "--on", "500")
        assert shop.status == 4, "an undone voucher is worth nothing"
    voucher = give(shop, "Aino", "voucher", "150", "--customer", "K1")["voucher"]
    assert shop("--as", "Per", "voucher", "redeem", voucher, "--on", "500")["used"] == "150.00"
    said = shop("--as", "Aino", "remedy", "undo", "R-3")
    assert (shop.status, said["error"]["code"]) == (4, "voucher-used")
    assert "nothing frees a used voucher" in said["error"]["what"]
    said = shop("--as", "Per", "voucher", "cancel", voucher)
    assert (shop.status, said["error"]["code"]) == (4, "voucher-used")


@pytest.mark.parametrize("value", ["-50", "0", "NaN", "1e9", "999999999999999999999", "", "100 %", "٣٠٠"])
def test_figures_that_are_none_give_nothing(shop: Program, value: str) -> None:
    for kind in ("amount", "percent", "voucher"):
        said = give(shop, "Aino", kind, value, "--walk-in", "--on", "500")
        assert shop.status in (2, 3, 4), said
    assert given(shop) == []

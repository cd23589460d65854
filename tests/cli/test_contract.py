"""The command line as a contract: the keys of every command's JSON, errors with code, what and next, exit statuses.

Table-driven: a command, what it needs on standard input, and the keys that scripts rely on (of each row, for lists).
"""

import json
import re
from collections.abc import Iterator

import pytest
from tests.cli.contract import PIN, Shop, shop_with_everything

HOLD = {"hold", "customer", "item", "quantity", "state", "position", "expected"}
DECISION = {"decision", "value", "why", "headroom", "instead"}
REPORT = {"read", "added", "updated", "unchanged", "rejected", "report"}
REQUEST = {"request", "state", "value", "kind", "agent", "reason", "customer", "approver", "expires"}
FIGURES = {"since", "agents", "reasons", "just_under", "approvals"}
P = "--pin-stdin"

# command, standard input, the keys it must have, exit status
CONTRACT: list[tuple[str, str, set[str], int]] = [
    ("staff list", "", {"staff", "name", "role"}, 0),
    (f"staff add Ada --role agent {P}", PIN, {"staff", "name", "role"}, 0),
    (f"staff retire Ada {P}", PIN, {"staff", "name", "retired"}, 0),
    ("--as Aino shift open", "", {"shift", "state"}, 0),
    ("--as Aino shift pause", "", {"shift", "state"}, 0),
    ("--as Aino shift show", "", {"shift", "state"}, 0),
    *((f"import {noun} {{folder}}/{noun}.csv", "", REPORT, 0)
      for noun in ("customers", "products", "deliveries", "orders", "order-lines")),
    ("import customers {folder}/customers.csv --dry-run", "", REPORT, 0),
    ("lookup Öhman", "", {"id", "ref", "name", "phone", "email", "why"}, 0),
    ("lookup 0701740635 --limit 1", "", {"id", "ref", "name", "phone", "email", "why"}, 0),
    ("--as Aino contact open K1", "", {"contact"}, 0),
    ("--as Aino contact park", "", {"contact"}, 0),
    ("--as Aino contact resume", "", {"contact"}, 0),
    ("--as Aino contact finish", "", {"contact"}, 0),
    ("--as Aino contact open --walk-in", "", {"contact"}, 0),
    ("--as Aino hold place --customer K1 --item KTL-17 --quantity 1 --needed-by {soon} --tell sms", "",
     {"hold", "state", "position", "expected"}, 0),
    ("hold list", "", HOLD, 0),
    ("hold list --state waiting --item KTL-17 --customer K1", "", HOLD, 0),
    ("--as Aino hold collect {hold}", "", HOLD, 0),
    ("--as Aino hold cancel {hold2}", "", HOLD, 0),
    ("--as Aino hold extend {hold3} --until {soon}", "", HOLD, 0),
    ("delivery expect --item MUG-1 --quantity 1 --date {soon} --supplier Norrkök", "", {"delivery"}, 0),
    ("delivery receive {delivery} --line KTL-17=2", "", {"hold", "quantity"}, 0),
    ("stock show MUG-1", "", {"item", "on_hand", "set_aside", "free"}, 0),
    (f"stock set MUG-1 30 {P}", PIN, {"item", "on_hand", "set_aside", "free"}, 0),
    ("promise list", "", {"promise", "kind", "due"}, 0),
    ("--as Aino promise keep {promise}", "", {"promise", "state"}, 0),
    ("--as Aino remedy check --kind percent --value 10 --order 48211 --customer K1 --reason late", "", DECISION, 0),
    ("--as Aino remedy check --kind price-match --value 100 --on 849 --walk-in --reason price", "", DECISION, 0),
    ("--as Aino remedy check --kind rescind --value 849 --order 48211 --customer K1 --reason defect", "", DECISION, 3),
    ("--as Aino remedy check --kind refund --value 900 --order 48211 --customer K1 --reason defect", "", DECISION, 4),
    ("--as Aino remedy give --kind amount --value 20 --customer K1 --reason late", "", DECISION | {"remedy"}, 0),
    ("--as Aino remedy give --kind gift --value 700 --customer K2 --reason late", "", DECISION | {"request"}, 3),
    ("--as Aino remedy give --kind amount --value 850 --order 48211 --customer K1 --reason late", "", DECISION, 4),
    ("remedy list", "", {"remedy", "kind", "value", "state", "customer", "order"}, 0),
    ("voucher show {voucher}", "", {"voucher", "state", "value", "valid_until"}, 0),
    ("--as Per voucher redeem {voucher} --on 80", "", DECISION | {"voucher", "state", "used"}, 0),
    ("--as Per voucher redeem {voucher} --on 80", "", {"error"}, 4),
    ("--as Aino voucher cancel {voucher2}", "", {"voucher", "state"}, 0),
    ("--as Aino voucher cancel {voucher2}", "", {"error"}, 4),
    ("limits show", "", {"version", "hash", "currency", "roles", "versions"}, 0),
    ("limits show --version 1", "", {"version", "hash", "currency", "roles"}, 0),
    ("limits usage", "", FIGURES, 0),
    (f"--as Mira approve {{request}} {P}", PIN, REQUEST | {"headroom"}, 0),
    (f"--as Mira refuse {{request2}} {P}", PIN, REQUEST, 0),
    (f"--as Mira code {{request3}} {P}", PIN, REQUEST | {"code"}, 0),
    ("suggest sen-kokare --lang sv", "", {"lang", "mood", "situations", "lines"}, 0),
    ("lines list", "", {"id", "kind"}, 0),
    ("log show --limit 5", "", {"seq", "at", "kind"}, 0),
    ("log verify", "", {"verdict"}, 0),
    ("log verify {folder}/first.csv", "", {"verdict"}, 0),
    ("keys show", "", {"key"}, 0),
    ("doctor", "", {"ok"}, 0),
    ("backup {folder}/another.db", "", {"file", "bytes", "short"}, 0),
    ("customer show K1", "", {"ref", "name"}, 0),
    ("customer export K1", "", {"contacts", "orders"}, 0),
    (f"customer erase K3 {P} --yes", PIN, {"customer"}, 0),
    ("--as Aino shift close", "", {"shift", "state"}, 0),
]  # fmt: skip

MISTAKES: list[tuple[str, str, int, str]] = [
    ("nothing", "", 2, "usage"),
    ("lookup", "", 2, "usage"),
    (
        "setup --shop X --country SE --currency SEK --timezone Europe/Oslo --language sv --supervisor M",
        "",
        1,
        "already-set-up",
    ),
    ("--as Nobody shift open", "", 1, "no-such-person"),
    ("staff add Eve --role supervisor", "", 4, "pin-needed"),
    (f"--as Aino staff add Aino --role supervisor {P}", "111222\n", 4, "wrong-pin"),
    ("--as Mira shift open", "", 4, "pin-needed"),
    ("import customers {folder}/no-such.csv", "", 5, ""),
    ("contact open NOBODY", "", 1, "no-such-customer"),
    ("contact finish C-999", "", 1, ""),
    ("hold collect H-999", "", 1, "no-such-hold"),
    ("hold place --item MUG-1", "", 2, "usage"),
    ("delivery receive D-999", "", 1, "no-such-delivery"),
    ("stock show NOTHING", "", 1, "no-such-item"),
    (f"stock set MUG-1 5 {P}", "111222\n", 4, "wrong-pin"),
    ("promise keep P-999", "", 1, "no-such-promise"),
    ("remedy check --kind percent --value 10 --walk-in", "", 2, ""),
    ("remedy check --kind amount --value 10", "", 2, "usage"),
    ("remedy check --kind amount --value 10 --order 1 --on 5 --walk-in", "", 2, "usage"),
    ("remedy undo R-999", "", 1, "no-such-remedy"),
    ("remedy undo 7X", "", 2, "usage"),
    ("voucher show 2222-2222-2222-2222", "", 4, "no-such-voucher"),
    ("voucher show ABC", "", 2, "bad-voucher-code"),
    ("limits check {folder}/customers.csv", "", 2, "bad-limits"),
    ("limits show --version 99", "", 1, "not-found"),
    (f"limits set {{folder}}/customers.csv {P}", PIN, 2, "bad-limits"),
    (f"approve R-999 {P}", PIN, 1, "no-such-request"),
    (f"approve {{request4}} {P}", "111222\n", 4, "wrong-pin"),
    ("approve {request4} --code 12345678", "", 4, "wrong-code"),
    ("approve {request4}", "", 4, "pin-needed"),
    (f"refuse R-999 {P}", PIN, 1, "no-such-request"),
    (f"code R-999 {P}", PIN, 1, "no-such-request"),
    ("lines show nothing-like-that", "", 1, ""),
    ("log export --format csv -o {folder}/first.csv", "", 1, ""),
    ("log verify {folder}/no-such.csv", "", 5, ""),
    ("customer show NOBODY", "", 1, "no-such-customer"),
    ("customer erase NOBODY --yes", "", 1, ""),
    (f"restore {{folder}}/no-such.db {P}", PIN, 5, ""),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("contract")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AGENTDESK_DESK", "phone 2")
        patch.setenv("XDG_DATA_HOME", str(folder))
        yield shop_with_everything(folder)


@pytest.mark.parametrize(("words", "stdin", "keys", "status"), CONTRACT, ids=[each[0] for each in CONTRACT])
def test_every_command_prints_the_keys_of_the_contract(
    shop: Shop, words: str, stdin: str, keys: set[str], status: int
) -> None:
    got, printed = shop.run(*words.split(), stdin=stdin)
    assert got == status, shop.err
    assert printed.count("\n") == 1, "JSON alone, on one line"
    data = json.loads(printed)
    rows = data if isinstance(data, list) else [data]
    assert rows, "an empty list shows no keys"
    for row in rows:
        assert keys <= set(row), keys - set(row)


@pytest.mark.parametrize(("words", "stdin", "status", "code"), MISTAKES, ids=[each[0] for each in MISTAKES])
def test_a_mistake_has_code_what_and_next(shop: Shop, words: str, stdin: str, status: int, code: str) -> None:
    got, printed = shop.run(*words.split(), stdin=stdin)
    error = json.loads(printed)
    assert set(error) == {"error"}
    assert set(error["error"]) == {"code", "what", "next"}
    assert got == status, error
    assert not code or error["error"]["code"] == code
    assert error["error"]["what"]
    assert error["error"]["next"], "what to do next"
    assert error["error"]["what"] in shop.err, "people read standard error"
    assert "Traceback" not in shop.err


def test_lists_and_decisions_have_rows_as_the_contract_says(shop: Shop) -> None:
    said = shop("--as Aino remedy check --kind amount --value 400 --on 849 --walk-in --reason late", expect=3)
    assert {"percent", "amount", "shift_left", "customer_left"} == set(said["headroom"])
    assert all({"kind", "value", "why"} == set(each) for each in said["instead"])
    assert said["value"] == "400.00", "money is a decimal string"
    suggested = shop("suggest sen --lang sv")
    assert all({"slug", "confidence"} <= set(each) for each in suggested["situations"])
    assert all({"id", "kind", "text", "blocked", "why"} <= set(each) for each in suggested["lines"])
    assert len(suggested["lines"]) <= 5


def test_batches_answer_one_line_a_line_in_order(shop: Shop) -> None:
    status, printed = shop.run("lookup", "--batch", stdin="Eide\nnobody at all\nÖhman\n")
    found = [json.loads(line) for line in printed.splitlines()]
    assert (status, [[hit["ref"] for hit in hits[:1]] for hits in found]) == (0, [["K2"], [], ["K1"]])
    status, printed = shop.run("suggest", "--batch", stdin='{"text": "sen kokare", "lang": "sv"}\n{"text": ""}\n')
    said = [json.loads(line) for line in printed.splitlines()]
    assert (status, len(said), said[0]["lang"]) == (0, 2, "sv")


def test_global_options_stand_before_and_after_the_noun(shop: Shop) -> None:
    store = str(shop.store)
    from agentdesk.cli.__main__ import globals_first

    for words in (["--store", store, "--json", "--as", "Aino", "limits", "show"], ["limits", "show", "--json", "--as", "Aino"],
                  ["limits", "--json", "show", f"--store={store}"]):  # fmt: skip
        first = globals_first(words)
        assert first.index("limits") > max(at for at, word in enumerate(first) if word.startswith("--"))
        status, printed = shop.run(*words)
        assert (status, json.loads(printed)["version"]) == (0, 1)


def test_without_json_people_get_words_and_scripts_the_same_status(shop: Shop) -> None:
    reads = re.compile(r"\b(show|list|check|usage)\b")
    for words in (each[0] for each in CONTRACT if reads.search(each[0])):
        status, _ = shop.run(*words.split())
        got, printed = shop.run(*words.split(), as_json=False)
        assert got == status, words
        assert printed.strip(), words
        assert not printed.startswith(("{", "[")), words


def test_watch_without_a_terminal_says_so(shop: Shop) -> None:
    status, printed = shop.run("watch")
    assert (status, set(json.loads(printed)["error"])) == (1, {"code", "what", "next"})

"""``agentdesk customer``: the card by commands alone."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Program


@pytest.fixture
def desk(agentdesk: "Program") -> "Program":
    agentdesk.open_shop("Aino")
    agentdesk("customer", "add", "--name", "Karin Öhman", "--ref", "K-1", "--phone", "070-174 06 35", "--phone",
              "08-123456", "--email", "karin@example.se", "--city", "Umeå", "--tag", "vip", "--as", "Aino")  # fmt: skip
    assert agentdesk.status == 0, agentdesk.messages
    return agentdesk


def test_a_card_is_added_and_shown_whole(desk: "Program") -> None:
    card = desk("customer", "show", "K-1")
    assert card.items() >= {
        "ref": "K-1", "name": "Karin Öhman", "city": "Umeå", "emails": ["karin@example.se"], "tags": ["vip"],
        "aliases": [], "kana": None,
        "phones": [{"number": "070-174 06 35", "e164": "+46701740635"}, {"number": "08-123456", "e164": "+468123456"}],
    }.items()  # fmt: skip
    assert desk("customer", "show", str(card["id"])) == card


def test_who_may_be_the_same_person_is_named_and_added_all_the_same(desk: "Program") -> None:
    added = desk("customer", "add", "--name", "K. Öhman", "--phone", "+46701740635", "--as", "Aino")
    assert desk.status == 0
    assert [(each["ref"], each["why"]) for each in added["may_be"]] == [("K-1", "phone 070-174 06 35")]
    assert desk("customer", "add", "--name", "Bo Ek", "--as", "Aino")["may_be"] == []


def test_a_field_is_changed_cleared_and_left_alone(desk: "Program") -> None:
    card = desk("customer", "edit", "K-1", "--city", "", "--company", "Öhman AB", "--as", "Aino")
    assert (card["city"], card["company"], card["emails"]) == (None, "Öhman AB", ["karin@example.se"])
    card = desk("customer", "edit", "K-1", "--email", "", "--as", "Aino")
    assert (card["emails"], card["company"]) == ([], "Öhman AB")
    assert all("e-mail" not in hit["why"] for hit in desk("lookup", "karin@example.se"))
    card = desk("customer", "edit", "K-1", "--tag", "gold", "--untag", "vip", "--as", "Aino")
    assert card["tags"] == ["gold"]
    card = desk("customer", "edit", "K-1", "--new-ref", "K-9", "--phone", "070-1", "--as", "Aino")
    assert (card["ref"], [phone["number"] for phone in card["phones"]]) == ("K-9", ["070-1"])
    assert desk("customer", "edit", "K-9", "--name", "", "--as", "Aino")["name"] == "Karin Öhman"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("show", "K-2"), 1, "no-such-customer"),
        (("edit", "K-1", "--email", "at home"), 2, "invalid"),
        (("edit", "K-1", "--language", "fluent"), 2, "invalid"),
        (("add", "--name", "x" * 200), 2, "invalid"),
        (("add", "--name", "Bo", "--ref", "K-1"), 2, "ref-taken"),
        (("add",), 2, "usage"),
        (("merge", "K-1", "K-1"), 1, "same-customer"),
        (("merge", "K-1", "K-7"), 1, "no-such-customer"),
    ],
)
def test_what_cannot_be_done_says_what_and_what_next(
    desk: "Program", words: tuple[str, ...], status: int, code: str
) -> None:
    error = desk("customer", *words, "--as", "Aino")["error"]
    assert (desk.status, error["code"]) == (status, code)
    assert error["what"]
    assert error["next"]


def test_two_become_one_by_either_name(desk: "Program") -> None:
    desk("customer", "add", "--name", "Carin Ohman", "--ref", "K-2", "--phone", "070-9998877", "--as", "Aino")
    merged = desk("customer", "merge", "K-1", "K-2", "--as", "Aino")
    assert (merged["ref"], merged["aliases"]) == ("K-1", ["K-2"])
    assert desk("customer", "show", "K-2") == desk("customer", "show", "K-1")
    assert [hit["ref"] for hit in desk("lookup", "0709998877")] == ["K-1"]


def test_lookup_says_how_to_add_whoever_was_not_found(desk: "Program", capsys: pytest.CaptureFixture[str]) -> None:
    from agentdesk.cli.__main__ import run

    assert run(["lookup", "Nora Lind 070-999 88 77"]) == 0
    assert "agentdesk customer add --name 'Nora Lind' --phone '070-999 88 77'" in capsys.readouterr().err
    assert desk("lookup", "Nora Lind") == []

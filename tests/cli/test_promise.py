"""``agentdesk promise``: made, listed, kept and moved by dates as people type them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from tests.conftest import Program

ZONE = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def desk(agentdesk: "Program") -> "Program":
    agentdesk.open_shop("Aino", "Per")
    agentdesk("customer", "add", "--name", "Karin Öhman", "--ref", "K-1", "--as", "Aino")
    return agentdesk


def make(desk: "Program", due: str = "tomorrow 14", *more: str) -> dict[str, object]:
    made: dict[str, object] = desk("promise", "make", "--customer", "K-1", "--due", due, "--as", "Aino", *more)
    return made


def _tomorrow(hour: int) -> str:
    day = datetime.now(ZONE).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE).isoformat()


@pytest.mark.parametrize("due", ["tomorrow 14", "i morgon 14", "i morgen kl 14", "明日14時"])
def test_a_date_is_read_in_four_languages(desk: "Program", due: str) -> None:
    made = make(desk, due, "--what", "ring om offerten")
    assert (made["promise"], made["owner"], made["what"]) == ("P-1", "Aino", "ring om offerten")
    assert datetime.fromisoformat(str(made["due"])) == datetime.fromisoformat(_tomorrow(14))
    assert desk("promise", "list", "--customer", "K-1") == [made]


@pytest.mark.parametrize("to", ["mån 9", "monday 9", "mandag kl 9", "来週月曜 9時"])
def test_it_moves_with_a_reason_by_a_natural_date(desk: "Program", to: str) -> None:
    make(desk)
    moved = desk("promise", "move", "P-1", "--to", to, "--reason", "supplier is late", "--as", "Aino")
    when = datetime.fromisoformat(moved["due"]).astimezone(ZONE)
    assert (when.weekday(), when.hour, when.minute) == (0, 9, 0)
    assert when > datetime.now(ZONE)


def test_it_is_handed_over_and_kept_by_whoever_owes_it_then(desk: "Program") -> None:
    make(desk)
    assert (
        desk("promise", "move", "P-1", "--owner", "Per", "--reason", "knows the case", "--as", "Aino")["owner"] == "Per"
    )
    assert desk("promise", "keep", "P-1", "--as", "Per")["state"] == "kept"
    assert desk("promise", "list") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("make", "--customer", "K-1", "--due", "soon"), "no-date"),
        (("make", "--customer", "K-1", "--due", "2020-01-01"), "past"),
        (("make", "--customer", "K-2", "--due", "tomorrow"), "no-such-customer"),
        (("move", "P-1", "--reason", "x"), "usage"),
        (("move", "P-1", "--to", "2020-01-01T10:00", "--reason", "x"), "past"),
        (("move", "P-9", "--to", "tomorrow", "--reason", "x"), "no-such-promise"),
        (("keep", "call"), "usage"),
    ],
)
def test_what_cannot_be_done_changes_nothing(desk: "Program", words: tuple[str, ...], code: str) -> None:
    made = make(desk)
    assert desk("promise", *words, "--as", "Aino")["error"]["code"] == code
    assert desk.status in {1, 2}
    assert desk("promise", "list") == [made]

"""Where authority goes, in figures; what was undone is seen, too."""

from tests.authority.conftest import PINS, Shop

from agentdesk.authority import actions
from agentdesk.authority.fairness import Usage, Use, usage_of
from agentdesk.work import approval


def test_how_far_apart_and_just_under_and_who_approves_whom() -> None:
    uses = (
        *(Use("Aino", "late", "given", 5000, 15000) for _ in range(3)),
        *(Use("Per", "late", "given", 14900, 15000) for _ in range(3)),
        Use("Per", "late", "undone", 15000, 15000),
        Use("Per", "damaged", "given", 40000, 15000, "Mira", True),
        Use("Per", "damaged", "refused", 40000, 15000, "Mira"),
        Use("Per", "damaged", "asked", 40000, 15000),
    )
    row = Usage("2026-11-01T00:00:00.000Z", uses).row("SEK")
    late = next(each for each in row["reasons"] if each["reason"] == "late")
    assert (late["least"], late["most"], late["ratio"]) == ("50.00", "149.00", "3.0")
    assert row["just_under"] == [
        {"agent": "Aino", "given": 3, "just_under": 0, "share": "0 %"},
        {"agent": "Per", "given": 4, "just_under": 4, "share": "100 %"},
    ]
    assert row["approvals"] == [
        {"agent": "Per", "approver": "Mira", "approved": 1, "refused": 1, "sum": "400.00", "off_shift": 1}
    ]
    per = next(each for each in row["agents"] if each["agent"] == "Per" and each["reason"] == "late")
    assert (per["given"], per["undone"], per["sum"]) == (3, 1, "447.00")


def test_a_day_as_usage_shows_it(shop: Shop) -> None:
    remedy = shop.give("Aino", shop.wish("amount", 15000), 1).remedy
    assert remedy is not None
    shop.undo("Aino", remedy)
    asked = shop.ask("Aino", shop.wish("amount", 20000), 1)
    approval.approve_by_pin(shop.store, shop.desks["Mira"], asked.id, PINS["Mira"])
    with shop.store.reading() as connection:
        limits = actions.current_limits(connection, "SEK")
        row = usage_of(connection, limits, shop.clock.now(), 30).row("SEK")
    assert row["agents"] == [
        {
            "agent": "Aino", "reason": "late", "given": 1, "sum": "200.00", "median": "200.00", "asked": 1, "refused": 0,
            "undone": 1,
        }
    ]  # fmt: skip
    assert row["approvals"][0]["off_shift"] == 1
    assert row["just_under"][0]["just_under"] == 1

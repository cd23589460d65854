"""Where authority goes, in figures; what was undone is seen, too."""

from tests.authority.conftest import PINS, Shop

from agentdesk.authority import actions
from agentdesk.authority.fairness import FIGURES, Usage, Use, usage_of
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
        {
            "agent": "Per",
            "approver": "Mira",
            "approved": 1,
            "refused": 1,
            "sum": "400.00",
            "share": "100 %",
            "off_shift": 1,
        }
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


def test_every_figure_has_a_name_and_people_stand_in_order_of_their_names(shop: Shop) -> None:
    for name, amount in (("Per", 14900), ("Aino", 5000), ("Per", 14000)):
        shop.give(name, shop.wish("gift", amount), None)
        shop.finish(name)
    with shop.store.reading() as connection:
        row = usage_of(connection, actions.current_limits(connection, "SEK"), shop.clock.now(), 30).row("SEK")
    assert set(FIGURES) == set(row) - {"since"}
    for name, (_, said) in FIGURES.items():
        for figure in (row[name] or [{}])[0]:
            if figure not in ("agent", "reason", "approver"):
                words = {"approved": "yeses", "refused": "noes" if name == "approvals" else "refused"}
                assert words.get(figure, figure.replace("_", " ")) in said, (name, figure)
    assert [each["agent"] for each in row["agents"]] == ["Aino", "Per"], "no leaderboard"


def test_the_same_two_again_and_again_are_seen(shop: Shop) -> None:
    for number, approver in enumerate(("Mira", "Mira", "Mira", "Sven")):
        asked = shop.ask("Aino", shop.wish("gift", 20000 + number), None)
        approval.approve_by_pin(shop.store, shop.desks["Aino"], asked.id, PINS[approver])
        shop.finish("Aino")
    with shop.store.reading() as connection:
        row = usage_of(connection, actions.current_limits(connection, "SEK"), shop.clock.now(), 30).row("SEK")
    assert [(each["approver"], each["approved"], each["share"]) for each in row["approvals"]] == [
        ("Mira", 3, "75 %"), ("Sven", 1, "25 %"),
    ]  # fmt: skip
    assert [each["off_shift"] for each in row["approvals"]] == [3, 1], "neither of them was on shift"

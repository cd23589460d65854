"""The limits file: readable, checked before it counts, exact in every currency, and no dead end unnoticed."""

import pytest

from agentdesk.authority.limits import BadLimits, gaps, read_limits
from agentdesk.authority.model import Kind, Rule
from agentdesk.authority.shipping import shipped
from agentdesk.staff.model import Person, Role


@pytest.mark.parametrize(
    ("currency", "text", "units"),
    [
        ("JPY", "150", 150),
        ("JPY", "150.5", 151),
        ("SEK", "149.50", 14950),
        ("SEK", "0.005", 1),
        ("KWD", "1.2345", 1235),
    ],
)
def test_amounts_are_exact_in_currencies_of_none_two_and_three_decimals(currency: str, text: str, units: int) -> None:
    limits = read_limits(shipped().replace('most_amount = "150"', f'most_amount = "{text}"'), currency)
    assert limits.roles["agent"].amount == units


def test_the_shipped_file_is_what_the_design_says() -> None:
    limits = read_limits(shipped(), "SEK")
    agent, owner = limits.roles["agent"], limits.roles["owner"]
    assert (agent.percent, agent.amount, agent.shift, agent.customer_count) == (1000, 15000, 50000, 1)
    assert agent.rule(Kind.REFUND) is Rule.APPROVAL
    nothing = (
        owner.percent,
        owner.amount,
        owner.customer_sum,
        owner.customer_count,
        owner.shift,
        owner.month,
        owner.approves,
    )
    assert nothing == (None,) * 7


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ('most_amount = "150"', "most_amount = 150", "in quotes"),
        ('most_amount = "150"', "most_amount = 150.0", "in quotes"),
        ('most_amount = "150"', 'most_amount = "-1"', "negative"),
        ('most_amount = "150"', 'most_amount = "a lot"', "not a number"),
        ('most_percent = "10"', 'most_percent = "101"', "between 0 and 100"),
        ('gift = "allowed"', 'gift = "sometimes"', "not a rule"),
        ("customer_count = 1 ", "customer_count = -1 ", "whole number"),
        ("customer_count = 1 ", "customer_count = true ", "whole number"),
        ("customer_days = 90", "customer_days = 0", "whole number"),
        ("voucher_days = 365", 'voucher_days = "a year"', "whole number"),
        ("[senior]", "[boss]", "not a role"),
        ('approves = "0"', 'aproves = "0"', "not known"),
        ("[agent]", "[agent", "not TOML"),
    ],
)
def test_what_is_wrong_is_named(was: str, now: str, says: str) -> None:
    assert was in shipped()
    with pytest.raises(BadLimits, match=says):
        read_limits(shipped().replace(was, now, 1), "SEK")


def test_a_role_that_is_missing_is_named() -> None:
    with pytest.raises(BadLimits, match="owner"):
        read_limits(shipped().split("[owner]")[0], "SEK")


def test_a_kind_that_is_left_out_always_asks() -> None:
    limits = read_limits(shipped().replace('gift = "allowed"\n', "", 1), "SEK")
    assert limits.roles["agent"].rule(Kind.GIFT) is Rule.APPROVAL


def test_dead_ends_are_warned_of() -> None:
    limits = read_limits(shipped(), "SEK")
    mira, olga = Person(1, "Mira", Role.SUPERVISOR, "hash"), Person(2, "Olga", Role.OWNER, "hash")
    assert "Nobody here can approve anything" in gaps(limits, [])[0]
    assert "Nobody here" in gaps(limits, [Person(1, "Mira", Role.SUPERVISOR, None)])[0]
    assert [gap.split(":")[0] for gap in gaps(limits, [mira])] == [
        "Nobody here can approve more than 5000.00 SEK",
        "Only Mira can approve, and never their own requests",
    ]
    assert gaps(limits, [mira, olga]) == []
    sven = Person(3, "Sven", Role.SUPERVISOR, "hash")
    parts = shipped().split("[supervisor]")
    no_gifts = read_limits(
        parts[0] + "[supervisor]" + parts[1].replace('gift = "allowed"', 'gift = "denied"', 1), "SEK"
    )
    assert "Nobody here can approve gift: every role that approves denies it." in gaps(no_gifts, [mira, sven])
    assert gaps(no_gifts, [mira, olga]) == []

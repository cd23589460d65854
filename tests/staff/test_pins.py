"""Hashes of PINs: dear enough to guess at, and those of yesterday's cost still open the door."""

from argon2 import PasswordHasher, extract_parameters

from agentdesk.staff.pins import hash_pin, is_pin


def test_a_pin_hashed_with_fewer_passes_still_counts() -> None:
    before = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash("482913")
    assert is_pin(before, "482913")
    assert not is_pin(before, "482914")


def test_a_hash_costs_at_least_what_owasp_asks_for() -> None:
    cost = extract_parameters(hash_pin("482913"))
    assert (cost.type.name, cost.parallelism) == ("ID", 1)
    assert cost.memory_cost >= 19 * 1024
    assert cost.time_cost >= 2


def test_what_is_no_hash_opens_nothing() -> None:
    assert not is_pin("", "482913")
    assert not is_pin("482913", "482913")

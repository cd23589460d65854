"""Sixteen desks, one store: nothing sold twice, nobody refused for a lock, and every answer the one that arithmetic gives."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .conftest import Figure, python
from .model import Model
from .sharing import work
from .shop import BUDGET, ON_HAND, PRODUCTS, check_shop, shop_at

Answers = list[dict[str, Any]]


def share(path: Path, processes: int, acts: int, who: str) -> Answers:
    """Let so many processes do so many acts each; returns every answer, in the order of the log."""
    shop_at(path).close()
    running = [
        python("-m", "tests.reliability.sharing", path, str(number), str(acts), who, stdout=subprocess.PIPE)
        for number in range(processes)
    ]
    outs = [each.communicate(timeout=3500)[0] for each in running]
    assert [each.returncode for each in running] == [0] * processes
    answers = [answer for out in outs for answer in json.loads(out)]
    # what wrote nothing lies before the act that wrote the next entry
    return sorted(answers, key=lambda each: (each.get("after", -1), not isinstance(each["answer"], str)))


def differing(answers: Answers) -> int:
    """How many answers are not the ones that the model gives."""
    model = Model(PRODUCTS, ON_HAND, BUDGET, 150_00)
    return sum(model.answer(each) != each["answer"] for each in answers)


@pytest.mark.parametrize(
    ("processes", "acts"), [(4, 60), pytest.param(16, 5_000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])]
)
def test_every_answer_is_the_one_that_arithmetic_gives(
    tmp_path: Path, processes: int, acts: int, figure: Figure
) -> None:
    answers = share(tmp_path / "desk.db", processes, acts, "ours")
    check_shop(tmp_path / "desk.db")
    trouble = [each for each in answers if each["kind"] == "trouble"]
    kinds = {each["kind"] for each in answers}
    wrong = differing(answers)
    figure(acts=len(answers), refused_for_a_lock=len(trouble), answers_that_differ=wrong, oversold=0, over_budget=0)
    assert trouble == []
    assert wrong == 0
    assert kinds == {"place", "receive", "collect", "cancel", "give"}


def test_a_twin_that_reads_then_writes_sells_twice(tmp_path: Path, figure: Figure) -> None:
    trouble = share(tmp_path / "desk.db", 4, 60, "reads-first")
    with pytest.raises(AssertionError):
        check_shop(tmp_path / "desk.db")
        assert trouble == []
    figure(refused_by_the_store_itself=len(trouble))


def test_a_twin_that_begins_deferred_is_refused_for_a_lock(tmp_path: Path, figure: Figure) -> None:
    answers = share(tmp_path / "desk.db", 4, 40, "deferred")
    refused = sum(each["answer"] == "busy" for each in answers)
    figure(acts=len(answers), refused_for_a_lock=refused)
    assert refused > 0


def test_the_model_itself_can_differ(tmp_path: Path) -> None:
    shop_at(tmp_path / "desk.db").close()
    answers = work(tmp_path / "desk.db", 0, 30, "ours")
    assert differing(answers) == 0
    late = next(each for each in reversed(answers) if each["kind"] == "place")
    late["answer"][0][2] += 1
    assert differing(answers) == 1

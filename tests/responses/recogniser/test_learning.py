"""Training by integers that hold a number for every class, and what comes out of it."""

from hypothesis import given
from hypothesis import strategies as st

from agentdesk.responses.recogniser.fitting import train
from agentdesk.responses.recogniser.lanes import pack, unpack
from agentdesk.responses.recogniser.recipes import Recipe
from agentdesk.responses.recogniser.taught import Lesson, teach
from agentdesk.responses.recogniser.weights import Weights

VALUES = st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=45)
RECIPE = Recipe({"word": 1.0}, cost=1.0, rounds=10, least={})
TEXTS = [
    (["w:queue", "w:long"], "waiting"),
    (["w:queue", "w:hour"], "waiting"),
    (["w:vase", "w:broken"], "damaged"),
    (["w:broken", "w:box"], "damaged"),
    (["w:hello"], "none"),
]


@given(VALUES)
def test_a_row_gives_back_what_was_packed(values: list[int]) -> None:
    assert unpack(pack(values), len(values)) == values


@given(VALUES, st.integers(0, 2000))
def test_rows_add_and_multiply_class_by_class(values: list[int], factor: int) -> None:
    other = [value // 3 - 7 for value in values]
    both = pack(values) * factor + pack(other)
    assert unpack(both, len(values)) == [one * factor + two for one, two in zip(values, other, strict=True)]


def best(weights: Weights, names: list[str]) -> str:
    return max(zip(weights.score(names), weights.classes, strict=True))[1]


def test_what_was_learned_is_recognised() -> None:
    weights = train(TEXTS, RECIPE)
    assert [best(weights, list(names)) for names, _ in TEXTS] == [label for _, label in TEXTS]


def test_training_twice_gives_the_same_bytes() -> None:
    assert train(TEXTS, RECIPE).to_bytes({}) == train(list(TEXTS), RECIPE).to_bytes({})


def test_a_model_survives_its_file() -> None:
    weights = train(TEXTS, RECIPE)
    again, extra = Weights.from_bytes(weights.to_bytes({"known": ["kö"]}))
    assert extra == {"known": ["kö"]}
    assert again.score(["w:queue", "w:vase"]) == weights.score(["w:queue", "w:vase"])


def test_nothing_known_scores_nothing() -> None:
    assert train(TEXTS, RECIPE).score(["w:zebra"]) == [0.0, 0.0, 0.0]


def test_a_shop_teaches_words_that_were_unknown() -> None:
    weights = train(TEXTS, RECIPE)
    taught = teach(weights, RECIPE, [Lesson(["w:fika"], "waiting"), Lesson(["w:paus"], "waiting")])
    total = [one + more for one, more in zip(weights.score(["w:fika"]), taught.score(["w:fika"]), strict=True)]
    assert weights.classes[total.index(max(total))] == "waiting"
    assert taught.score(["w:vase"]) == [0.0, 0.0, 0.0]


def test_a_hidden_cue_weighs_less() -> None:
    weights = train(TEXTS, RECIPE)
    taught = teach(weights, RECIPE, [], [Lesson(names, label) for names, label in TEXTS if "w:vase" in names])
    damaged = weights.classes.index("damaged")
    assert taught.score(["w:vase"])[damaged] < 0

"""Lines in the customer's language for words that may be typed in another one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agentdesk.responses.model import Suggestion
from agentdesk.sample.shop import ME, SHOP, open_sample
from agentdesk.staff.records import by_id
from agentdesk.store import Store
from agentdesk.work.prompting import Prompter

NOW = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_sample(Path(tmp_path_factory.mktemp("prompting")), NOW)
    yield store
    store.close()


@pytest.fixture(scope="module")
def prompter(shop: Store) -> Prompter:
    return Prompter.load(SHOP, shop.path)


def heard(prompter: Prompter, shop: Store, text: str, *, spoken: str | None = None) -> Suggestion:
    """Ask the Swedish shop about a walk-in who has named no language."""
    me = by_id(shop.read(), ME)
    assert me is not None
    return prompter.suggest(shop.read(), me, text, "sv", None, None, None, NOW, spoken=spoken)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("my order is two weeks late, third call, angry", "backorder-late"),
        ("2nd transfer, upset", "passed-around"),
        ("jeg er trukket to ganger for det samme", "billing-error"),
        ("納期2週遅れ 怒", "backorder-late"),
        ("min beställning är två veckor sen, tredje samtalet, arg", "backorder-late"),
    ],
)
def test_shorthand_in_another_language_is_read_in_that_one_and_answered_in_the_customers(
    prompter: Prompter, shop: Store, text: str, slug: str
) -> None:
    found = heard(prompter, shop, text)
    assert found.situations[0][0] == slug
    assert {line.lang for line in found.lines} == {"sv"}


@pytest.mark.parametrize(
    "text", ["do you speak English?", "I do not understand Swedish", "kan ni ta det på engelska i stället"]
)
def test_who_asks_for_another_language_is_still_understood(prompter: Prompter, shop: Store, text: str) -> None:
    assert heard(prompter, shop, text).situations[0][0] == "language-barrier"


@pytest.mark.parametrize("text", ["sen kokare", "2v sen arg", "skitarg kund"])
def test_a_few_words_without_a_clear_language_are_read_in_the_usual_one(
    prompter: Prompter, shop: Store, text: str
) -> None:
    assert heard(prompter, shop, text) == heard(prompter, shop, text, spoken="sv")


def test_a_language_that_somebody_named_is_not_guessed_over(prompter: Prompter, shop: Store) -> None:
    said = heard(prompter, shop, "my order is two weeks late, third call, angry", spoken="sv")
    assert not said.situations or said.situations[0][0] == "language-barrier"

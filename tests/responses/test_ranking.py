"""Which lines Aino is offered, in which order, and why."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentdesk.contacts.model import Mood
from agentdesk.responses.known import Amount, Facts, Locale, Percent
from agentdesk.responses.learning import Learned, Statistics, Tally
from agentdesk.responses.library import Library, load
from agentdesk.responses.model import Channel, Failure, Phase
from agentdesk.responses.ranking import (
    EXPLORED,
    Ranked,
    Talk,
    arranged,
    filled,
    highlighted,
    phase_of,
    ranked,
    with_promise,
)
from agentdesk.responses.rules import MOODS_BY_COMFORT, happier, next_phase, remedy_fit

LATE = (("backorder-late", 0.86),)
WALK_IN = Facts(agent="Aino", shop="Björk & Kök")


def five(library: Library, talk: Talk, facts: Facts, locale: Locale, learned: Learned | None = None) -> list[Ranked]:
    return arranged(ranked(library, talk, facts, locale, learned), library, talk)


def ids(library: Library, talk: Talk, facts: Facts, locale: Locale, learned: Learned | None = None) -> list[str]:
    return [each.concept.id for each in five(library, talk, facts, locale, learned)]


def test_an_angry_customer_is_heard_then_helped_then_written_to(library: Library, facts: Facts, sv: Locale) -> None:
    chosen = five(library, Talk(LATE, Mood.ANGRY), facts, sv)
    assert chosen[0].concept.id == "late-paraphrase"
    assert chosen[0].why == "angry: paraphrase, then act"
    phases = [list(Phase).index(each.concept.phase) for each in chosen]
    assert phases == sorted(phases)
    assert chosen[-1].concept.channel is Channel.SEND
    assert sum(each.concept.remedy is not None for each in chosen) == 1


def test_the_same_errand_in_worry_begins_with_a_fact(library: Library, facts: Facts, sv: Locale) -> None:
    assert ids(library, Talk(LATE, Mood.WORRIED), facts, sv)[0] == "late-fact"


def test_a_walk_in_without_an_order_still_gets_something_to_say(library: Library, sv: Locale) -> None:
    lines = filled(five(library, Talk(LATE, Mood.ANGRY), WALK_IN, sv), WALK_IN, sv)
    assert lines[0].id == "late-walk-in"
    assert sum(line.sayable for line in lines) >= 2


def test_after_a_line_the_highlight_stands_on_the_next_phase(library: Library, facts: Facts, sv: Locale) -> None:
    before = Talk(LATE, Mood.ANGRY)
    after = replace(before, said=("late-paraphrase",))
    lines = filled(five(library, after, facts, sv), facts, sv)
    assert "late-paraphrase" in [line.id for line in lines]
    assert lines[highlighted(lines, after.said, phase_of(library, after))].phase is Phase.MIDDLE
    closing = replace(before, said=("late-paraphrase", "late-queue"))
    lines = filled(five(library, closing, facts, sv), facts, sv)
    assert lines[highlighted(lines, closing.said, phase_of(library, closing))].id == "late-thanks"


def test_the_order_of_the_five_stands_while_the_talk_goes_on(library: Library, facts: Facts, sv: Locale) -> None:
    talk = Talk(LATE, Mood.ANGRY)
    assert ids(library, talk, facts, sv) == ids(library, replace(talk, said=("late-paraphrase",)), facts, sv)


def test_a_placed_hold_points_at_the_line_with_its_date(library: Library, facts: Facts, sv: Locale) -> None:
    lines = filled(five(library, Talk(LATE, Mood.ANGRY), facts, sv), facts, sv)
    index = with_promise(lines, ())
    assert index is not None
    assert lines[index].id == "late-queue"


def test_a_second_apology_stands_back(library: Library, facts: Facts, sv: Locale) -> None:
    again = replace(library.concepts["late-own-fault"], id="again")
    twice = replace(
        library,
        concepts={**library.concepts, "again": again},
        by_situation={"backorder-late": (*library.fitting("backorder-late"), again)},
        lines={"sv": {**library.lines["sv"], "again": replace(library.lines["sv"]["late-own-fault"], id="again")}},
    )
    talk = Talk(LATE, Mood.ANGRY, said=("late-own-fault",))
    why = {each.concept.id: each.why for each in ranked(twice, talk, facts, sv)}
    assert why["again"].endswith("already apologised")


def test_what_was_said_to_her_on_tuesday_ranks_lower_and_says_so(library: Library, facts: Facts, sv: Locale) -> None:
    talk = Talk(LATE, Mood.ANGRY, recent={"late-paraphrase": 4})
    found = {each.concept.id: each for each in ranked(library, talk, facts, sv)}
    assert found["late-paraphrase"].why.endswith("said to this customer 4 days ago")
    assert ids(library, talk, facts, sv)[0] == "late-walk-in"


def test_what_is_above_authority_stands_behind_asking(library: Library, facts: Facts, sv: Locale) -> None:
    asking = replace(facts, remedy=Amount(40000, "SEK"), approver="Mira", headroom={"percent": Percent(1000)})
    places = [each.concept.id for each in ranked(library, Talk(LATE, Mood.ANGRY), asking, sv)]
    assert places.index("late-ask") < places.index("late-remedy")


def test_fixed_lines_keep_the_librarys_order_and_never_learn(library: Library, sv: Locale) -> None:
    talk = Talk((("abuse", 0.7), ("backorder-late", 0.69)), Mood.ANGRY, recent={"abuse-boundary": 0}, seed="x")
    taught = Statistics({("abuse-end", "abuse", Mood.ANGRY): Tally(50, 50, 0, 50)})
    learned = Learned(taught, library.concepts, library.sensitivity)
    found = five(library, talk, WALK_IN, sv, learned)
    assert [each.concept.id for each in found] == ["abuse-boundary", "abuse-end"]
    assert found[0].why == "fixed: the boundary"


def test_two_errands_nearly_as_likely_share_the_five(library: Library, facts: Facts, sv: Locale) -> None:
    near = Talk((("waited-too-long", 0.5), ("backorder-late", 0.45)), Mood.CALM)
    far = Talk((("waited-too-long", 0.8), ("backorder-late", 0.2)), Mood.CALM)
    assert {each.situation for each in five(library, near, facts, sv)} == {"waited-too-long", "backorder-late"}
    assert {each.situation for each in five(library, far, facts, sv)} == {"waited-too-long"}


# ---- what works here


def taught(library: Library, **cells: Tally) -> Learned:
    return Learned(
        Statistics({(line.replace("_", "-"), "backorder-late", Mood.WORRIED): tally for line, tally in cells.items()}),
        library.concepts,
        library.sensitivity,
    )


def test_a_record_is_told_in_words_once_it_says_something(library: Library, facts: Facts, sv: Locale) -> None:
    learned = taught(library, late_fact=Tally(14, 14, 2, 9, 4, 1), late_thanks=Tally(2, 2, 0, 2))
    why = {each.concept.id: each.why for each in ranked(library, Talk(LATE, Mood.WORRIED), facts, sv, learned)}
    assert why["late-fact"] == "worried: fact first · used 14 times, 9 ended happier"
    assert "used" not in why["late-thanks"]


def test_three_uses_change_little_and_a_hundred_much(library: Library) -> None:
    few = taught(library, late_fact=Tally(3, 3, 0, 3), late_queue=Tally(30, 15, 0, 5, 5, 5))
    many = taught(library, late_fact=Tally(100, 100, 0, 95, 5), late_queue=Tally(30, 15, 0, 5, 5, 5))
    cell = ("late-fact", "backorder-late", Mood.WORRIED)
    assert 0 < few.effect(*cell) < 0.6 < many.effect(*cell) <= 1.5


def test_how_the_contact_ended_counts_more_than_use_alone(library: Library) -> None:
    learned = taught(library, late_fact=Tally(60, 60, 0, 0, 10, 50), late_queue=Tally(60, 30, 0, 28, 2, 0))
    assert learned.effect("late-fact", "backorder-late", Mood.WORRIED) < 0
    assert learned.effect("late-queue", "backorder-late", Mood.WORRIED) > 0


def test_a_line_learns_from_its_moves_in_other_situations(library: Library) -> None:
    learned = taught(library, late_fact=Tally(200, 200, 0, 190, 10), late_remedy=Tally(200, 40, 0, 10, 10, 20))
    assert learned.effect("wait-start", "waited-too-long", Mood.WORRIED) > 0.02
    assert not Learned(Statistics(), library.concepts)
    assert Learned(Statistics(), library.concepts).effect("wait-start", "waited-too-long", Mood.WORRIED) == 0


def test_exploring_is_rare_and_the_same_for_the_same_contact(library: Library, facts: Facts, sv: Locale) -> None:
    learned = taught(library, late_queue=Tally(20, 20, 0, 10, 10))
    usual = ids(library, Talk(LATE, Mood.ANGRY), facts, sv, learned)
    others = []
    for contact in range(400):
        talk = Talk(LATE, Mood.ANGRY, seed=f"C-{contact}")
        first = five(library, talk, facts, sv, learned)
        assert [each.concept.id for each in first] == ids(library, talk, facts, sv, learned)
        if [each.concept.id for each in first] != usual:
            others.append(first)
    assert 0.5 * EXPLORED < len(others) / 400 < 2 * EXPLORED
    assert all(each[0].why.endswith("rarely used, try it") for each in others)


_TALLIES = st.builds(Tally, st.floats(0, 500), *(st.integers(0, 300) for _ in range(5)))


@given(
    cells=st.dictionaries(
        st.tuples(
            st.sampled_from(["late-fact", "late-queue", "late-remedy", "wait-start"]),
            st.sampled_from(["backorder-late", "waited-too-long"]),
            st.sampled_from(list(Mood)),
        ),
        _TALLIES,
        max_size=12,
    )
)
def test_experience_never_outweighs_everything_else(
    library: Library, cells: dict[tuple[str, str, Mood], Tally]
) -> None:
    learned = Learned(Statistics(cells), library.concepts)
    for mood in Mood:
        assert -1.5 <= learned.effect("late-fact", "backorder-late", mood) <= 1.5


@given(
    mood=st.sampled_from(list(Mood)),
    said=st.lists(
        st.sampled_from(["late-paraphrase", "late-fact", "late-queue", "late-remedy", "late-thanks"]), unique=True
    ),
    known=st.booleans(),
    first=st.sampled_from(["backorder-late", "waited-too-long", "abuse"]),
    second=st.floats(0, 1),
)
def test_five_lines_at_most_in_the_order_of_the_talk(
    library: Library, facts: Facts, mood: Mood, said: list[str], known: bool, first: str, second: float
) -> None:
    here = Locale("sv", "SE")
    talk = Talk(((first, 0.9), ("backorder-late", second)), mood, tuple(said))
    lines = filled(five(library, talk, facts if known else WALK_IN, here), facts if known else WALK_IN, here)
    assert 1 <= len(lines) <= 5
    assert len({line.id for line in lines}) == len(lines)
    places = [(line.kind is Channel.SEND, list(Phase).index(line.phase)) for line in lines]
    assert places == sorted(places)
    assert [line.position for line in lines] == list(range(1, len(lines) + 1))
    chosen = highlighted(lines, talk.said, phase_of(library, talk))
    assert 0 <= chosen < len(lines)


@pytest.mark.parametrize(
    ("kind", "failure", "degree"),
    [
        ("refund", Failure.MONEY, 2),
        ("voucher", Failure.MONEY, 0),
        ("exchange", Failure.PRODUCT, 2),
        ("amount", Failure.PRODUCT, 1),
        ("redo", Failure.SERVICE, 2),
        ("attention", Failure.ATTENTION, 2),
        ("amount", Failure.ATTENTION, 0),
    ],
)
def test_a_remedy_answers_in_kind(kind: str, failure: Failure, degree: int) -> None:
    assert remedy_fit(kind, failure).degree == degree


@given(a=st.sampled_from(list(Mood)), b=st.sampled_from(list(Mood)))
def test_happier_is_one_way(a: Mood, b: Mood) -> None:
    assert happier(a, b) == -happier(b, a)
    assert (happier(a, b) == 0) == (a is b)
    assert set(MOODS_BY_COMFORT) == set(Mood)


def test_phases_go_forward_only() -> None:
    assert next_phase(()) is Phase.OPEN
    assert next_phase((Phase.OPEN,)) is Phase.MIDDLE
    assert next_phase((Phase.OPEN, Phase.MIDDLE, Phase.OPEN)) is Phase.CLOSE


def test_a_placed_hold_wants_its_date_said(library: Library, facts: Facts, sv: Locale) -> None:
    def score(known: Facts) -> float:
        found = ranked(library, Talk(LATE, Mood.ANGRY), known, sv)
        return next(each.score for each in found if each.concept.id == "late-queue")

    assert score(replace(facts, hold="H-1042")) > score(facts) + 0.5


def test_nobody_is_asked_for_what_one_may_give_alone(library: Library, facts: Facts, sv: Locale) -> None:
    def place(wish: int) -> int:
        known = replace(facts, remedy=Amount(wish, "SEK"), approver="Mira")
        return [each.concept.id for each in ranked(library, Talk(LATE, Mood.CALM), known, sv)].index("late-ask")

    assert place(40000) < place(15000)


def test_a_reason_written_for_one_mood_is_not_told_of_another(library: Library, facts: Facts, sv: Locale) -> None:
    def why(mood: Mood) -> str:
        found = ranked(library, Talk(LATE, mood), facts, sv)
        return next(each.why for each in found if each.concept.id == "late-paraphrase")

    assert why(Mood.FRUSTRATED) == "frustrated: paraphrase, then act"
    assert why(Mood.CALM) == "paraphrase, then act"


def test_what_happened_beside_a_threat_teaches_nothing(library: Library) -> None:
    used = {("abuse-boundary", "abuse", Mood.ANGRY): Tally(200, 200, 0, 200)}
    assert not Learned(Statistics(used), library.concepts, library.sensitivity)
    assert Learned(Statistics(used), library.concepts)


def test_a_text_for_this_errand_goes_before_one_for_every_errand(sv: Locale, facts: Facts) -> None:
    shipped = load()
    known = replace(facts, phone="070-174 06 35", hold="H-1042")
    for mood in Mood:
        assert ids(shipped, Talk(LATE, mood), known, sv)[-1] == "late-sms"
    walk_in = replace(WALK_IN, next_update=facts.next_update)
    assert ids(shipped, Talk(LATE, Mood.ANGRY), walk_in, sv)[-1] == "message-by"

"""A few words in, lines out."""

from dataclasses import dataclass, replace
from datetime import date

from agentdesk.contacts.model import Mood
from agentdesk.responses.known import Amount, Facts, Locale, Percent, Person
from agentdesk.responses.library import Library
from agentdesk.responses.model import Recognition
from agentdesk.responses.ranking import Talk
from agentdesk.responses.suggest import language_of, lines_for, suggest


@dataclass
class Heard:
    """A recogniser that always hears the same."""

    heard: Recognition

    def language(self, text: str, usual: str) -> str:
        return usual

    def recognise(self, text: str, lang: str) -> Recognition:
        return self.heard


LATE = Heard(Recognition((("backorder-late", 0.86), ("waited-too-long", 0.31)), Mood.ANGRY, 0.7))


def test_shorthand_becomes_lines(library: Library, facts: Facts, sv: Locale) -> None:
    found = suggest("sen kokare, tredje samtalet, arg", LATE, library, sv, facts)
    assert (found.lang, found.mood) == ("sv", Mood.ANGRY)
    assert found.situations[0] == ("backorder-late", 0.86)
    assert 3 <= len(found.lines) <= 5
    assert found.lines[found.highlight].id == "late-paraphrase"


def test_the_mood_that_the_agent_set_wins(library: Library, facts: Facts, sv: Locale) -> None:
    found = suggest("sen kokare", LATE, library, sv, facts, mood=Mood.WORRIED)
    assert found.mood is Mood.WORRIED
    assert found.lines[0].id == "late-fact"


def test_nothing_fits_and_nothing_is_offered(library: Library, sv: Locale) -> None:
    assert suggest("vackert väder", Heard(Recognition()), library, sv).lines == ()
    assert suggest("   ", LATE, library, sv).lines == ()


def test_a_situation_that_the_shop_does_not_have_is_passed_over(library: Library, sv: Locale) -> None:
    heard = Heard(Recognition((("made-up", 0.9), ("backorder-late", 0.5))))
    assert suggest("?", heard, library, sv).situations == (("backorder-late", 0.5),)


def test_the_same_concepts_in_another_language(library: Library, facts: Facts) -> None:
    talk = Talk((("backorder-late", 0.9),), Mood.ANGRY)
    in_sv = {line.id for line in lines_for(talk, library, Locale("sv"), facts).lines}
    in_nb = {line.id for line in lines_for(talk, library, Locale("nb"), facts).lines}
    assert "late-queue" in in_sv & in_nb


def test_kana_or_kanji_is_japanese() -> None:
    assert language_of("納期2週遅れ 怒", "sv") == "ja"
    assert language_of("sen kokare", "sv") == "sv"


# ---- the filled line is checked again


def marks(library: Library, facts: Facts, name: str) -> list[str]:
    lines = lines_for(Talk((("backorder-late", 0.9),), Mood.ANGRY), library, Locale("sv"), facts).lines
    return [mark.rule for line in lines if line.id == name for mark in line.marks]


def test_a_date_that_has_passed_is_not_promised(library: Library, facts: Facts) -> None:
    assert marks(library, replace(facts, honest_date=date(2026, 11, 1)), "late-own-fault") == ["L4"]
    assert facts.next_update is not None
    assert marks(library, replace(facts, next_update=facts.next_update.replace(month=11)), "late-queue") == ["L3"]


def test_asking_without_anybody_to_ask_is_blocked(library: Library, facts: Facts) -> None:
    wish = replace(facts, remedy=Amount(40000, "SEK"), headroom={})
    lines = lines_for(Talk((("backorder-late", 0.9),), Mood.ANGRY), library, Locale("sv"), wish).lines
    assert all(line.blocked == ("approver",) for line in lines if line.id == "late-ask")


def test_no_line_offers_more_than_the_agent_may_give(library: Library, facts: Facts) -> None:
    concept = library.concepts["late-remedy"]
    assert concept.remedy is not None
    greedy = replace(concept, slots=("remedy",), remedy=replace(concept.remedy, value="remedy"))
    line = replace(library.lines["sv"]["late-remedy"], text="Du får {remedy} av mig.")
    changed = replace(
        library,
        concepts={**library.concepts, "late-remedy": greedy},
        by_situation={"backorder-late": (greedy,)},
        lines={"sv": {"late-remedy": line}},
    )
    within, above = replace(facts, remedy=Amount(15000, "SEK")), replace(facts, remedy=Amount(15001, "SEK"))
    assert marks(changed, within, "late-remedy") == []
    assert marks(changed, above, "late-remedy") == ["L2"]
    assert marks(changed, replace(above, remedy=Percent(100)), "late-remedy") == ["L2"]
    assert marks(changed, replace(within, headroom={}), "late-remedy") == ["L2"]


def test_a_name_said_twice_is_marked(library: Library, facts: Facts) -> None:
    twice = replace(facts, shop="Karin & Co", customer=Person("Karin Öhman", "Karin", "Öhman"))
    assert marks(library, twice, "late-sms") == ["L18"]

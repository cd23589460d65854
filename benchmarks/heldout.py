"""The recogniser on texts that its authors never saw: totals by language, never single texts.

195 situational texts and 60 that fit nothing in each language, in tests/responses/heldout. Looking at single errors
while tuning would make them cues; ask for totals only.
"""

import tomllib
from pathlib import Path

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser import load
from benchmarks.rows import Row

TEXTS = Path(__file__).parent.parent / "tests" / "responses" / "heldout"
# what the texts must reach: share at the first place, among the first three, recognised as none, wrongly none
LEAST_FIRST, LEAST_THREE, LEAST_NONE, MOST_WRONG = 0.65, 0.85, 0.75, 0.10


def run(quick: bool) -> list[Row]:
    """Return four shares a language, in percent, each against its target."""
    rows = []
    for lang in LANGUAGES[:1] if quick else LANGUAGES:
        first, three, none, wrong = shares(lang)
        for what, share, least in (
            ("first", first, LEAST_FIRST),
            ("first three", three, LEAST_THREE),
            ("none", none, LEAST_NONE),
        ):
            rows.append(
                Row("heldout", f"{lang}, {what}", 100 * share, unit="%", target=f"{least:.0%}", met=share >= least)
            )
        met = wrong <= MOST_WRONG
        rows.append(Row("heldout", f"{lang}, wrongly none", 100 * wrong, unit="%", target=f"{MOST_WRONG:.0%}", met=met))
    return rows


def shares(lang: str) -> tuple[float, float, float, float]:
    """Return the shares right at once, right among three, recognised as none, and wrongly taken for none."""
    recogniser = load()
    table = tomllib.loads((TEXTS / f"{lang}.toml").read_text(encoding="utf-8"))
    ranked = {
        slug: [[name for name, _ in recogniser.recognise(text, lang).situations] for text in part["texts"]]
        for slug, part in table.items()
    }
    nothing = ranked.pop("none")
    situational = [(slug, found) for slug, each in ranked.items() for found in each]
    count = len(situational)
    return (
        sum(found[:1] == [slug] for slug, found in situational) / count,
        sum(slug in found[:3] for slug, found in situational) / count,
        sum(not found for found in nothing) / len(nothing),
        sum(not found for _, found in situational) / count,
    )

"""The recogniser on texts that its authors never saw, beside a plain peer: totals by set and language, never single texts.

195 situational texts and 60 that fit nothing in each language. A set is a folder of tests/responses/heldout, or
AGENTDESK_HELDOUT, with `<lang>.toml` (plain) and `<lang>-hard.toml`. Looking at single errors while tuning would make
them cues; ask for totals only. The peer is TF-IDF with a linear support vector machine (scikit-learn, the extra
`benchmark`), on words or on letters, whichever is better, trained on the same cues with `none` as one class more.
"""

import importlib.util
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from agentdesk.responses.model import LANGUAGES
from agentdesk.responses.recogniser import load
from agentdesk.responses.recogniser.sources import NONE, cues
from benchmarks.rows import Row

TEXTS = Path(os.environ.get("AGENTDESK_HELDOUT", Path(__file__).parent.parent / "tests" / "responses" / "heldout"))
SETS = ("", "-hard")
PEER = "TF-IDF + LinearSVC"
Ranked = Sequence[str]  # situations, best first; none at all where nothing fits


@dataclass(frozen=True, slots=True)
class Shares:
    """Of situational texts: right at once, among three, taken for none. Of the others: recognised as none."""

    first: float
    three: float
    none: float
    wrong: float


# what must be reached, in the order of `Shares`
LEAST = Shares(0.65, 0.85, 0.75, 0.10)


def run(quick: bool) -> list[Row]:
    """Return four shares for each set and language, in percent, each against its target and the peer's."""
    rows: list[Row] = []
    for lang in LANGUAGES[:1] if quick else LANGUAGES:
        sets = {name: texts(lang, name) for name in SETS if (TEXTS / f"{lang}{name}.toml").is_file()}
        if not sets:
            rows.append(Row("heldout", lang, skipped=f"no texts in {TEXTS.name}"))
            continue
        recogniser = load()
        peers = _peers(lang) if importlib.util.find_spec("sklearn") else []
        for name, table in sets.items():
            flat = [text for _, text in table]
            slugs = [slug for slug, _ in table]
            ours = shares(slugs, [[one for one, _ in recogniser.recognise(text, lang).situations] for text in flat])
            others = [shares(slugs, peer(flat)) for peer in peers]
            best = max(others, key=lambda each: each.first) if others else None
            rows += _rows(f"{lang}{name}", ours, best)
    return rows


def texts(lang: str, name: str) -> list[tuple[str, str]]:
    """Return (situation or ``none``, text) of one set."""
    tables: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        (TEXTS / f"{lang}{name}.toml").read_text(encoding="utf-8")
    )
    return [(slug, text) for slug, table in tables.items() for text in table["texts"]]


def shares(slugs: Sequence[str], ranked: Sequence[Ranked]) -> Shares:
    """Return the shares for texts with their true slugs and what was found."""
    situational = [(slug, found) for slug, found in zip(slugs, ranked, strict=True) if slug != NONE]
    others = [found for slug, found in zip(slugs, ranked, strict=True) if slug == NONE]
    count = len(situational)
    return Shares(
        sum(list(found[:1]) == [slug] for slug, found in situational) / count,
        sum(slug in found[:3] for slug, found in situational) / count,
        sum(not found for found in others) / len(others),
        sum(not found for _, found in situational) / count,
    )


def _rows(name: str, ours: Shares, peer: Shares | None) -> list[Row]:
    rows = []
    for field, what in (("first", "first"), ("three", "first three"), ("none", "none"), ("wrong", "wrongly none")):
        share, least = getattr(ours, field), getattr(LEAST, field)
        met = share <= least if field == "wrong" else share >= least
        other = 100 * getattr(peer, field) if peer else 0.0
        rows.append(
            Row("heldout", f"{name}, {what}", 100 * share, PEER if peer else "", other, "%", f"{least:.0%}", met)
        )
    return rows


class _Peer:
    """TF-IDF + LinearSVC over words or letters."""

    def __init__(self, lang: str, analyzer: str, grams: tuple[int, int]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC

        taught = cues(lang).situations
        self._see = TfidfVectorizer(analyzer=analyzer, ngram_range=grams, sublinear_tf=True)
        self._judge = LinearSVC(random_state=0)
        self._judge.fit(self._see.fit_transform([text for text, _ in taught]), [label for _, label in taught])

    def __call__(self, flat: Sequence[str]) -> list[Ranked]:
        classes = list(self._judge.classes_)
        found: list[Ranked] = []
        for scores in self._judge.decision_function(self._see.transform(flat)):
            order = [classes[at] for at in sorted(range(len(classes)), key=lambda at: -scores[at])]
            found.append([] if order[0] == NONE else [slug for slug in order if slug != NONE])
        return found


def _peers(lang: str) -> list[_Peer]:
    letters = _Peer(lang, "char" if lang == "ja" else "char_wb", (1, 3) if lang == "ja" else (2, 4))
    return [letters] if lang == "ja" else [_Peer(lang, "word", (1, 2)), letters]

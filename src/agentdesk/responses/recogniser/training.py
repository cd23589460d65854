"""Building the models from cues and lexicon: for each family of languages its own words, for all together the concepts.

A text's score for a situation or a mood is what its language's own model says plus what the shared model says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agentdesk.responses.recogniser import sources
from agentdesk.responses.recogniser.features import Extractor
from agentdesk.responses.recogniser.fitting import train
from agentdesk.responses.recogniser.kin import NORDIC
from agentdesk.responses.recogniser.language import SPACED, letters
from agentdesk.responses.recogniser.lexicon import Lexicon
from agentdesk.responses.recogniser.normalise import clean, words
from agentdesk.responses.recogniser.recipes import FAMILIES, LANGUAGE, MOODS, OWN, SHARED, SHARED_MOODS
from agentdesk.responses.recogniser.weights import Weights

CALM = "calm"
Shown = tuple[Sequence[str], str]  # features of a text, and what it shows
_SHORTEST_KNOWN = 4  # letters of a word that compounds may be split into
_EACH_CALM = 6  # one text of none in so many is shown as calm, so that calm does not drown the others
_MET = 2  # in how many cues an entry must be met before the shared model learns from it


@dataclass(frozen=True, slots=True)
class Built:
    """Everything that training makes: models by family of languages, and what reads the texts of each language."""

    own: Mapping[str, Weights]
    moods: Mapping[str, Weights]
    shared: Weights
    shared_moods: Weights
    language: Weights
    readers: Mapping[str, Extractor]


def known_words(texts: Iterable[str], entries: Mapping[str, Iterable[str]], lang: str) -> frozenset[str]:
    """Return the words that compounds of a language may be made of: those of its cues and whole words of its lexicon."""
    if lang not in NORDIC:
        return frozenset()
    found = {word for text in texts for word in words(clean(text), lang) if len(word) >= _SHORTEST_KNOWN}
    found.update(entry for listed in entries.values() for entry in listed if entry.isalpha() and len(entry) > 2)
    return frozenset(found)


def extractor(lang: str, texts: Iterable[str]) -> Extractor:
    """Return what reads features of a language, knowing the words of these texts."""
    entries = sources.lexicon(lang)
    kin = sources.kin() if lang in NORDIC else None
    readings = sources.readings() if lang == "ja" else None
    return Extractor(lang, Lexicon.of(lang, entries), known_words(texts, entries, lang), kin, readings)


def shared_features(reader: Extractor, texts: Sequence[str]) -> list[list[str]]:
    """Return the shared features to learn from. An entry met in one text only is left out there: it may have been
    written down *because* of that text, and would seem surer than it is on texts that nobody has seen.
    """
    read = [(cleaned, words(cleaned, reader.lang)) for cleaned in map(reader.cleaned, texts)]
    hits = [reader.hits(cleaned, tokens) for cleaned, tokens in read]
    met = Counter(entry for each in hits for entry in {(hit.concept, hit.entry) for hit in each})
    return [
        reader.shared(cleaned, tokens, [hit for hit in each if met[hit.concept, hit.entry] >= _MET])
        for (cleaned, tokens), each in zip(read, hits, strict=True)
    ]


def build() -> Built:
    """Train every model from the package's sources; a minute or so."""
    own: dict[str, list[Shown]] = {}
    moods: dict[str, list[Shown]] = {}
    pooled: list[Shown] = []
    felt: list[Shown] = []
    readers = {}
    for lang, family in FAMILIES.items():
        cues = sources.cues(lang)
        texts, labels = [text for text, _ in cues.situations], [label for _, label in cues.situations]
        reader = readers[lang] = extractor(lang, texts)
        own.setdefault(family, []).extend((reader.see(text).own, label) for text, label in cues.situations)
        pooled += zip(shared_features(reader, texts), labels, strict=True)
        shown = mood_texts(cues)
        moods.setdefault(family, []).extend((reader.see(text).own, mood) for text, mood in shown)
        felt += [(reader.see(text).shared, mood) for text, mood in shown]
    return Built(
        {family: train(texts, OWN[family]) for family, texts in own.items()},
        {family: train(texts, MOODS) for family, texts in moods.items()},
        train(pooled, SHARED),
        train(felt, SHARED_MOODS),
        _language(),
        readers,
    )


def _language() -> Weights:
    """Learn to tell the languages that share an alphabet apart, from their cues; as many of each."""
    texts = {lang: [text for text, _ in sources.cues(lang).situations] for lang in SPACED}
    many = min(map(len, texts.values()))
    shown = [(listed[at * len(listed) // many], lang) for lang, listed in texts.items() for at in range(many)]
    return train([(letters(text), lang) for text, lang in shown], LANGUAGE)


def mood_texts(cues: sources.Cues) -> list[tuple[str, str]]:
    """Return what shows a mood, and, as calm, some texts in which nothing is the matter."""
    calm = [(text, CALM) for text, label in cues.situations if label == sources.NONE]
    return [*cues.moods, *calm[::_EACH_CALM]]

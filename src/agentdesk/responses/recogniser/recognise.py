"""From a few words to ranked situations and a mood: on every keystroke, with what the shop has taught added on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agentdesk.contacts.model import Mood
from agentdesk.responses.model import LANGUAGES, Recognition
from agentdesk.responses.recogniser import decision, files
from agentdesk.responses.recogniser.features import Extractor, Seen
from agentdesk.responses.recogniser.language import guess
from agentdesk.responses.recogniser.named import named_mood
from agentdesk.responses.recogniser.normalise import errand
from agentdesk.responses.recogniser.recipes import FAMILIES, MOODS, OWN
from agentdesk.responses.recogniser.sources import Cues, cues, shop_cues
from agentdesk.responses.recogniser.taught import Lesson, Taught, teach
from agentdesk.responses.recogniser.weights import Weights


@dataclass(slots=True)
class Voice:
    """One language: what reads its texts, what its words and moods say, and what the shop has added."""

    reader: Extractor
    own: Weights
    moods: Weights
    taught: Taught | None = None
    taught_moods: Taught | None = None


class Recogniser:
    """Recognises situations and moods. Each language is loaded when it is first heard."""

    def __init__(self, folder: Path = files.FOLDER, shop: Path | None = None) -> None:
        self._folder = folder
        self._shop = shop
        self._read: dict[str, Weights] = {}
        self._voices: dict[str, Voice] = {}

    def recognise(self, text: str, lang: str | None = None) -> Recognition:
        """Return the situations that a text is about, best first, and its mood; no situations where nothing fits.

        Without a language it is guessed. A text may be cut off anywhere: what has been typed so far is what counts.
        """
        if not text.strip():
            return Recognition()
        voice = self.voice(lang if lang in LANGUAGES else self.language(text))
        seen = voice.reader.see(errand(text, voice.reader.lang))
        names, sure = decision.moods(voice.moods.classes, self.mood_scores(voice, seen))
        moods = tuple(Mood(name) for name in names)
        ranked = decision.situations(voice.own.classes, self.scores(voice, seen), voice.reader.lang)
        named = named_mood(text, voice.reader.lang)
        if named is not None:
            return Recognition(ranked, named, 1.0, (named, *(mood for mood in moods if mood is not named)))
        return Recognition(ranked, moods[0], sure, moods)

    def language(self, text: str, usual: str = "") -> str:
        """Return the language that a text is most likely in; where one is usual, that one unless it plainly is another."""
        return guess(text, self._weights("language"), usual)

    def load(self, lang: str) -> "Recogniser":
        """Load a language now rather than when it is first heard; returns the same recogniser."""
        self.voice(lang)
        self._weights("shared")
        self._weights("shared.moods")
        self._weights("language")
        return self

    def voice(self, lang: str) -> Voice:
        """Return a language's models."""
        found = self._voices.get(lang)
        if found is None:
            found = self._voices[lang] = self._loaded(lang)
        return found

    def scores(self, voice: Voice, seen: Seen) -> list[float]:
        """Return the score of each class (situations and ``none``) for what was seen in a text."""
        scores = self._shipped(voice, seen)
        return _added(scores, voice.taught.score(seen.own)) if voice.taught else scores

    def mood_scores(self, voice: Voice, seen: Seen) -> list[float]:
        """Return the score of each mood for what was seen in a text."""
        scores = self._shipped_moods(voice, seen)
        return _added(scores, voice.taught_moods.score(seen.own)) if voice.taught_moods else scores

    def _shipped(self, voice: Voice, seen: Seen) -> list[float]:
        return _added(voice.own.score(seen.own), self._weights("shared").score(seen.shared), decision.SHARED_SAYS)

    def _shipped_moods(self, voice: Voice, seen: Seen) -> list[float]:
        return _added(voice.moods.score(seen.own), self._weights("shared.moods").score(seen.shared))

    def _weights(self, name: str) -> Weights:
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = files.weights(self._folder, name)
        return found

    def _loaded(self, lang: str) -> Voice:
        family = FAMILIES[lang]
        reader = files.reader(self._folder, lang)
        voice = Voice(reader, self._weights(f"{family}.words"), self._weights(f"{family}.moods"))
        added = shop_cues(self._shop, lang) if self._shop else None
        if added:
            self._teach(voice, added)
        return voice

    def _teach(self, voice: Voice, added: Cues) -> None:
        see = voice.reader.see
        shipped = cues(voice.reader.lang) if added.hidden else Cues()
        read = [(see(text), label) for text, label in added.situations]
        lessons = [Lesson(seen.own, label, self._shipped(voice, seen)) for seen, label in read]
        hidden = [Lesson(see(text).own, label) for text, label in shipped.situations if text in added.hidden]
        if lessons or hidden:
            voice.taught = teach(voice.own, OWN[FAMILIES[voice.reader.lang]], lessons, hidden)
        shown = [(see(text), mood) for text, mood in added.moods]
        felt = [Lesson(seen.own, mood, self._shipped_moods(voice, seen)) for seen, mood in shown]
        unfelt = [Lesson(see(text).own, mood) for text, mood in shipped.moods if text in added.hidden]
        if felt or unfelt:
            voice.taught_moods = teach(voice.moods, MOODS, felt, unfelt)


def load(shop: Path | None = None) -> Recogniser:
    """Return the shipped recogniser, with the cues in a shop's folder (``cues/<lang>.toml``) on top."""
    return Recogniser(shop=shop)


def _added(scores: Sequence[float], more: Sequence[float], says: float = 1.0) -> list[float]:
    return [score + says * other for score, other in zip(scores, more, strict=True)]

"""Moods that the agent's shorthand names outright: ``sen kokare, arg`` is angry, whatever else the words resemble.

Whole words; in Japanese, which parts no words, the sign itself. The last one named counts: a note ends with the mood.
"""

from agentdesk.contacts.model import Mood

_NAMES: dict[str, dict[Mood, str]] = {
    "en": {
        Mood.ANGRY: "angry furious livid fuming irate outraged mad shouting yelling",
        Mood.FRUSTRATED: "frustrated annoyed irritated upset exasperated fed-up",
        Mood.DISAPPOINTED: "disappointed disheartened gutted",
        Mood.WORRIED: "worried anxious nervous concerned uneasy",
        Mood.CONFUSED: "confused puzzled lost baffled unsure",
        Mood.HURRIED: "hurried rushed stressed hurry",
        Mood.HAPPY: "happy pleased delighted glad thrilled",
        Mood.CALM: "calm neutral relaxed",
    },
    "sv": {
        Mood.ANGRY: "arg arga förbannad rasande ursinnig skitarg upprörd",
        Mood.FRUSTRATED: "frustrerad irriterad sur trött less",
        Mood.DISAPPOINTED: "besviken besvikna ledsen",
        Mood.WORRIED: "orolig oroliga nervös bekymrad ängslig",
        Mood.CONFUSED: "förvirrad osäker vilsen undrande",
        Mood.HURRIED: "bråttom stressad brådis jäktad",
        Mood.HAPPY: "glad nöjd jätteglad jättenöjd överlycklig",
        Mood.CALM: "lugn neutral",
    },
    "nb": {
        Mood.ANGRY: "sint rasende forbanna forbannet illsint opprørt",
        Mood.FRUSTRATED: "frustrert irritert sur oppgitt lei",
        Mood.DISAPPOINTED: "skuffet skuffa",
        Mood.WORRIED: "bekymret urolig engstelig nervøs redd",
        Mood.CONFUSED: "forvirret usikker rådvill",
        Mood.HURRIED: "hastverk stresset travelt",
        Mood.HAPPY: "glad fornøyd kjempefornøyd strålende",
        Mood.CALM: "rolig nøytral",
    },
    "ja": {
        Mood.ANGRY: "怒 激怒 立腹 憤慨 お怒り 怒り",
        Mood.FRUSTRATED: "苛立 イライラ いらいら 不満",
        Mood.DISAPPOINTED: "落胆 がっかり 残念そう",
        Mood.WORRIED: "不安 心配",
        Mood.CONFUSED: "混乱 困惑 戸惑",
        Mood.HURRIED: "急ぎ お急ぎ 焦り 至急",
        Mood.HAPPY: "満足 上機嫌 大喜び 嬉しそう",
        Mood.CALM: "冷静 落ち着 平静",
    },
}
_NOT = {"not", "inte", "ikke", "ej", "no"}
_WORDS = {
    lang: {word: mood for mood, words in moods.items() for word in words.split()} for lang, moods in _NAMES.items()
}


def named_mood(text: str, lang: str) -> Mood | None:
    """Return the mood that a text names, or None. ``not angry`` names none."""
    known = _WORDS.get(lang, {})
    if lang == "ja":
        places = [(text.rfind(word), mood) for word, mood in known.items() if word in text]
        return max(places)[1] if places else None
    words = [word.strip(".,;:!?()\"'") for word in text.lower().split()]
    found = None
    for before, word in zip(["", *words], words, strict=False):
        if word in known and before not in _NOT:
            found = known[word]
    return found

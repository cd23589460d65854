"""What was typed into the box, taken apart: words, digits, and the readings they allow. Never raises, never slow."""

import re
import unicodedata
from dataclasses import dataclass

from agentdesk.customers import phones
from agentdesk.customers.folding import TITLES, forms, is_cjk, split
from agentdesk.customers.lookup.terms import number

LONGEST = 200  # characters that are looked at; what is pasted beyond that finds nobody anyway
MOST_SLOTS = 8

_ODD = re.compile(r"[^\w\s@.+\-/()'’&#–—‐‑]")
_HONORIFIC = re.compile(r"(?<=.)(様|さま|さん|殿|先生|くん|ちやん)\Z")
_KANJI = re.compile("[\u3400-\u9fff]")
_DIGIT_GROUPS = re.compile(r"(?<![\w@])[+(]?\d[\d()./\-‐‑–—]*(?:\s+\(?\d[\d()./\-‐‑–—]*)*(?!\w)")


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a query: its plain forms; ``digits`` where it is a number; ``last`` while it may be unfinished."""

    forms: tuple[str, ...]
    digits: str = ""
    cjk: bool = False
    phone: tuple[str, ...] = ()  # reversed digits
    begun: tuple[str, str] = ("", "")  # calling code and first digits

    @property
    def word(self) -> str:
        """The bare form."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class Query:
    """A query and its readings.

    ``slots`` are its words, ``merged`` the same with neighbouring groups of digits taken as one number. ``phone`` are
    reversed digits when all of it can be a telephone number, ``begun`` its calling code and first digits, ``number``
    the whole as a reference, ``email`` an address or its start.
    """

    text: str
    slots: tuple[Slot, ...]
    merged: tuple[Slot, ...]
    phone: tuple[str, ...]
    begun: tuple[str, str]
    number: str
    email: str


def read(text: str) -> Query:
    """Take apart what was typed."""
    text = " ".join(_ODD.sub(" ", unicodedata.normalize("NFKC", text[: LONGEST * 2])).split())[:LONGEST]
    email = text.casefold() if re.fullmatch(r"[\w.+\-]+(@[\w.\-]*)?", text) and re.search(r"[@.]", text) else ""
    plain = number(text)
    return Query(
        text=text,
        slots=_slots(text),
        merged=_slots(_DIGIT_GROUPS.sub(lambda match: re.sub(r"\D", "", match.group()), text)),
        phone=tuple(phones.typed(text)),
        begun=phones.begun(text),
        number=plain if " " not in text or any(letter.isdigit() for letter in plain) else "",
        email=email,
    )


def _slots(text: str) -> tuple[Slot, ...]:
    found = []
    for word in split(text):
        plain = forms(word)
        if is_cjk(word):
            plain = (_HONORIFIC.sub("", plain[0]),)
        digits = plain[0] if plain[0].isdigit() and plain[0].isascii() else ""
        numbers = (tuple(phones.typed(digits)), phones.begun(digits)) if digits else ((), ("", ""))
        found.append(Slot(plain, digits, is_cjk(word), *numbers))
    if len(found) > 1:
        found = [slot for slot in found if slot.word not in TITLES] or found
    return tuple(dict.fromkeys(found))[:MOST_SLOTS]


def glued(slots: tuple[Slot, ...]) -> list[tuple[Slot, ...]]:
    """Return the readings in which a space slipped into a word: ``geor ge`` is george."""
    found = []
    for at in range(min(len(slots), 4) - 1):
        left, right = slots[at], slots[at + 1]
        letters = left.word.isalpha() and right.word.isalpha() and not (left.cjk or right.cjk)
        if letters and min(len(left.word), len(right.word)) <= 3:
            whole = Slot((left.word + right.word,))
            found.append((*slots[:at], whole, *slots[at + 2 :]))
    return found


def regrouped(query: Query) -> list[tuple[Slot, ...]]:
    """Return the readings in which neighbouring groups of digits are two numbers: an order's and a postcode."""
    found = []
    for match in _DIGIT_GROUPS.finditer(query.text):
        groups = [re.sub(r"\D", "", group) for group in match.group().split()]
        for cut in range(1, min(len(groups), 4)):
            two = f"{''.join(groups[:cut])} {''.join(groups[cut:])}"
            found.append(_slots(query.text[: match.start()] + two + query.text[match.end() :]))
    return [slots for slots in dict.fromkeys(found) if slots not in (query.slots, query.merged)]


def parted(slots: tuple[Slot, ...]) -> list[tuple[Slot, ...]]:
    """Return the readings in which a space is missing: ``karinohman`` is karin and ohman."""
    found = []
    for at, slot in enumerate(slots[:4]):
        if slot.word.isalpha() and not slot.cjk:
            for form in slot.forms:
                halves = [(Slot((form[:cut],)), Slot((form[cut:],))) for cut in range(2, len(form) - 1)]
                found += [(*slots[:at], *two, *slots[at + 1 :]) for two in halves]
    return found


def spelt_out(slots: tuple[Slot, ...]) -> list[tuple[Slot, ...]]:
    """Return the readings of kanji as single characters, each in turn left out as the wrong one."""
    words = "".join(slot.word for slot in slots)
    if not 3 <= len(words) <= 8 or not all(slot.cjk for slot in slots) or not _KANJI.search(words):
        return []
    characters = tuple(dict.fromkeys(Slot((one,), cjk=True) for one in words))
    return [(*characters[:at], *characters[at + 1 :]) for at in range(len(characters))]

"""What a customer is found by: the index terms of a record, and those of a number or a code.

A term is a letter for its kind and a plain word. Ids behind a term are customers', but for orders, products and words.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from agentdesk.customers.folding import forms, is_cjk, parts, split

NAME = "n"  # a word of the name, its reading, or the company
END = "s"  # the end of a run of kanji or kana, so that the middle is found as a beginning
PLACE = "p"  # a word of the city, or the postcode
PHONE = "t"  # digits, reversed
BEGUN = "f"  # digits in the order they are typed, without calling code and trunk zero
EMAIL = "m"  # the whole address
NUMBER = "o"  # reference and loyalty number
ORDER = "q"  # order and tracking number -> order ids
GRAM = "g"  # three letters of a word that can be misspelt -> ids of lookup_words
SHORT = {NAME: "b", PLACE: "c", END: "e"}  # kind -> that of everybody who has a word of it that begins so

LONGEST_WORD = 40
MOST_WORDS = 32  # of one field; a pasted novel in a name field is still found by its beginning
SPELT = 4  # letters from which a word may be misspelt
# letters (of kanji and kana: True) from which a beginning is few enough terms to read
SHORTEST_READ = {False: 5, True: 3}
_PARTICLES = (
    "af al av ben bin da dal das de del della den der di do dos du el la las le les los mac mc o san st ten ter "
    "van vom von zu zum zur"
)
PARTICLES = frozenset(_PARTICLES.split())
_DIGIT = re.compile(r"\d")
_LAST_ALPHABET = "\u2fff"  # kanji, kana and hangul come after it


@lru_cache(maxsize=50_000)
def _word(kind: str, word: str) -> tuple[str, bool, tuple[str, ...]]:
    """Return a word's bare form, whether it is kanji or kana, and its own terms."""
    plain = forms(word)
    bare = plain[0][:LONGEST_WORD]
    if is_cjk(word):
        return bare, True, (END + bare, kind + bare)
    found = [kind + form[:LONGEST_WORD] for form in plain]
    if kind == NAME:
        found += [kind + part for form in plain for part in parts(form[:LONGEST_WORD])]
    return bare, False, tuple(found)


def name_terms(text: str) -> set[str]:
    """Return the terms of a name, a reading or a company."""
    found: set[str] = set()
    run = ""
    leading: list[str] = []  # particles so far: "de la Cruz" is delacruz and lacruz, too
    for word in split(text)[:MOST_WORDS]:
        bare, cjk, terms = _word(NAME, word)
        found.update(terms)
        if cjk:
            run = (run + bare)[:LONGEST_WORD]
            continue
        if leading:
            found.update([NAME + (before + bare)[:LONGEST_WORD] for before in leading])
        leading = [*(before + bare for before in leading), bare] if bare in PARTICLES else []
    if run:
        found.update([END + run[at:] for at in range(len(run))])
    return found


@lru_cache(maxsize=10_000)
def _city_terms(city: str) -> frozenset[str]:
    return frozenset(term for word in split(city)[:MOST_WORDS] for term in _word(PLACE, word)[2])


def place_terms(city: str, postcode: str) -> set[str]:
    """Return the terms of a city and a postcode; a postcode in two parts is found by either and by the whole."""
    found = set(_city_terms(city)) if city else set()
    if postcode.isdigit() and postcode.isascii():
        found.add(PLACE + postcode[:LONGEST_WORD])
    elif postcode:
        pieces = [forms(word)[0] for word in split(postcode)[:4]]
        if pieces:
            found.add(PLACE + "".join(pieces)[:LONGEST_WORD])
            found.update([PLACE + piece[:LONGEST_WORD] for piece in pieces if not piece.isdigit()])
    return found


def beginnings(term: str) -> list[str]:
    """Return the terms of a word's first letters: so many terms begin with these that nobody could read them all."""
    kind = SHORT.get(term[0])
    if kind is None:
        return []
    cjk = term[1] > _LAST_ALPHABET and is_cjk(term[1:])
    if cjk is not (term[0] == END):  # whoever types kanji is answered by the ends of runs alone
        return []
    return [kind + term[1:end] for end in range(2, min(len(term), SHORTEST_READ[cjk]) + 1)]


def number(text: str) -> str:
    """Return a reference, order, loyalty or tracking number as it is compared: letters and digits only."""
    if text.isascii() and text.isalnum():
        return text.lower()[:LONGEST_WORD]
    return "".join(forms(word)[0] for word in split(text))[:LONGEST_WORD]


def digits_of(plain: str) -> str:
    """Return a number without the letters and zeros that it starts with."""
    return plain.lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0")


def number_terms(kind: str, texts: Iterable[str | None]) -> set[str]:
    """Return the terms of numbers; one that starts with letters is found by its digits too (``#W2611340``)."""
    found: set[str] = set()
    for text in texts:
        plain = number(text) if text else ""
        if plain:
            found.add(kind + plain)
            digits = digits_of(plain)
            if len(digits) >= SPELT and digits != plain:
                found.add(kind + digits)
    return found


def email_terms(texts: Iterable[str | None]) -> set[str]:
    """Return the terms of e-mail addresses."""
    return {EMAIL + text.strip().casefold() for text in texts if text and text.strip()}


def phone_terms(keys: Iterable[str]) -> set[str]:
    """Return the terms of telephone numbers, from their reversed digits."""
    return {PHONE + key for key in keys}


def begun_terms(beginnings: Iterable[str]) -> set[str]:
    """Return the terms of telephone numbers that are still being typed, from ``phones.beginning``."""
    return {BEGUN + digits for digits in beginnings if digits}


def spelt(terms: Iterable[str]) -> set[str]:
    """Return the words among terms that can be misspelt; codes with digits in them are tried digit by digit instead."""
    return {term[1:] for term in terms if term[0] in "np" and len(term) > SPELT and not _DIGIT.search(term)}

"""What the rules look for in each language: patterns of small letters, written by the norms of each country."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of one language; an empty one finds nothing. ``better`` holds an example for a rule."""

    first_person: str  # somebody here does something
    vague: str  # time words that are no deadline
    promises: str  # a call, a message, an answer that will come
    certain: str  # words of a guarantee
    denial: str  # that no right to complain remains
    blame: str  # of the customer or a colleague
    orders: str  # calm down; it is our policy
    non_apology: str  # sorry if you feel
    selling: str
    smile: str
    apology: str
    refusal: str
    nouns: str  # things one can point at
    but: str
    honorific: str
    hollow: str  # I understand how you feel
    unfortunately: str
    closed: str  # anything else?
    open_question: str
    warm: str
    sums: str = r"\d[\d  .,]*(%|kr\b|kronor|kroner|円|£|€|\$|usd|eur|sek|nok|gbp)|[£€$¥]\s?\d"
    better: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=8)
def words_for(lang: str) -> Words:
    """Return the patterns of a language."""
    words: Words = import_module(f"agentdesk.responses.lint.words.{lang}").WORDS
    return words

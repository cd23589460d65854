"""The text of a line as parts: words, facts in ``{ }``, and segments in ``[[ ]]`` that vanish with their fact."""

import re
from dataclasses import dataclass
from functools import lru_cache

_PART = re.compile(r"\{([^{}]*)\}|(\[\[)|(\]\])|([{}])")


@dataclass(frozen=True, slots=True)
class Fact:
    """A place for a fact: the slot, and for an item which form of its name."""

    slot: str
    form: str = ""

    @property
    def word(self) -> str:
        """The slot as it is written in a text."""
        return f"{self.slot}.{self.form}" if self.form else self.slot


@dataclass(frozen=True, slots=True)
class Segment:
    """Words and facts that vanish together when one of the facts is missing."""

    parts: tuple[str | Fact, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A text taken apart; ``fault`` says what is wrong with its brackets, or is empty."""

    parts: tuple[str | Fact | Segment, ...]
    fault: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """The slots outside ``[[ ]]``, each once, as they come."""
        return tuple(dict.fromkeys(part.slot for part in self.parts if isinstance(part, Fact)))

    @property
    def optional(self) -> tuple[str, ...]:
        """The slots inside ``[[ ]]``, each once, as they come."""
        inside = (part for segment in self.parts if isinstance(segment, Segment) for part in segment.parts)
        return tuple(dict.fromkeys(part.slot for part in inside if isinstance(part, Fact)))

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every place for a fact, as they come."""
        found: list[Fact] = []
        for part in self.parts:
            inside = part.parts if isinstance(part, Segment) else (part,)
            found += [each for each in inside if isinstance(each, Fact)]
        return tuple(found)


@lru_cache(maxsize=4096)
def parsed(text: str) -> Template:
    """Take a text apart. Never raises: what cannot be read stays as words, and ``fault`` names it."""
    outer: list[str | Fact | Segment] = []
    inner: list[str | Fact] | None = None
    fault, at = "", 0
    for match in _PART.finditer(text):
        words = text[at : match.start()]
        at = match.end()
        here = outer if inner is None else inner
        if words:
            here.append(words)
        slot, opens, closes, stray = match.groups()
        if slot is not None:
            name, _, form = slot.partition(".")
            here.append(Fact(name.strip(), form.strip()))
        elif opens and inner is None:
            inner = []
        elif closes and inner is not None:
            outer.append(Segment(tuple(inner)))
            inner = None
        else:
            fault = fault or f"{opens or closes or stray} stands alone"
            here.append(match.group())
    rest = text[at:]
    if inner is not None:
        fault = fault or "[[ is not closed"
        outer += ["[[", *inner]
    if rest:
        outer.append(rest)
    return Template(tuple(outer), fault)

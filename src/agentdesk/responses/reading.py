"""From TOML tables to situations, concepts and lines; every mistake is told with its file, line and key.

The package's own files and a shop's are read by the same rules, so that a shop can copy a shipped table and change it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from agentdesk.contacts.model import Mood
from agentdesk.errors import InvalidInput
from agentdesk.responses.model import (
    LANGUAGES,
    Channel,
    Concept,
    Failure,
    Line,
    Move,
    Phase,
    PromiseIn,
    RemedyIn,
    Sensitivity,
    Situation,
)
from agentdesk.responses.slots import SLOTS

_Word = TypeVar("_Word", bound=StrEnum)
PROMISES = ("call-back", "find-out", "message")
REMEDIES = ("percent", "amount", "price-match", "voucher", "gift", "rescind", "refund", "exchange", "redo", "attention")
REGISTERS = ("plain", "formal")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


class Unreadable(InvalidInput):
    """A file of lines or cues that cannot be used as it is; names file, line and key."""

    code = "lines"


class Source:
    """One TOML file: its tables, and where in it each of them stands."""

    def __init__(self, path: Path, text: str, tables: Mapping[str, Any]) -> None:
        self.path = path
        self.text = text
        self.tables = tables

    def line(self, table: str, key: str = "") -> int:
        """Return the number of the line where a table, or a key of it, stands; 1 where it cannot be found."""
        header = re.search(rf"""(?m)^[ \t]*\[+[ \t]*["']?{re.escape(table)}["']?[ \t]*[].]""", self.text)
        start = header.start() if header else 0
        if key:
            found = re.compile(rf"""(?m)^[ \t]*["']?{re.escape(key)}["']?[ \t]*[.=]""").search(self.text, start)
            start = found.start() if found else start
        return self.text.count("\n", 0, start) + 1

    def wrong(self, table: str, key: str, what: str, step: str) -> Unreadable:
        """Return the error for one key."""
        where = f"{self.path}:{self.line(table, key)}: [{table}] {key}".rstrip()
        return Unreadable(f"{where}: {what}", step)


def read_source(path: Path) -> Source:
    """Read one TOML file. Raises Unreadable where it is no TOML, no UTF-8, or not there."""
    try:
        text = path.read_text(encoding="utf-8")
        return Source(path, text, tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path}: {error}.", "Mend that line; texts stand in quotes.") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.", "Check the path and its permissions.") from error


class Table:
    """One table of a source, read key by key; what was not asked for at the end is a mistake."""

    def __init__(self, source: Source, name: str) -> None:
        self.source = source
        self.name = name
        values = source.tables[name]
        if not isinstance(values, dict):
            raise source.wrong(name, "", "is not a table", f"Write [{name}] on a line of its own.")
        self.values: dict[str, Any] = dict(values)

    def wrong(self, key: str, what: str, step: str) -> Unreadable:
        """Return the error for one key of this table."""
        return self.source.wrong(self.name, key, what, step)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; raises Unreadable where it is missing without a default."""
        value = self.values.pop(key, default)
        if not isinstance(value, str):
            what = "is missing" if value is None else "must be a text"
            raise self.wrong(key, what, f'Write {key} = "…".')
        return value

    def yes(self, key: str) -> bool:
        """Return true or false, false where it is not there."""
        value = self.values.pop(key, False)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false", f"Write {key} = true.")
        return value

    def number(self, key: str, default: int) -> int:
        """Return a whole number from 1."""
        value = self.values.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.wrong(key, "must be a whole number from 1", f"Write {key} = 1.")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.pop(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(part, str) for part in value):
            what = "is missing" if value is None else "must be a list of texts"
            raise self.wrong(key, what, f'Write {key} = ["…"].')
        return tuple(value)

    def pairs(self, key: str) -> dict[str, str]:
        """Return an inline table of texts, empty where it is not there."""
        value = self.values.pop(key, {})
        if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
            raise self.wrong(key, "must be a table of texts", f'Write {key} = {{ name = "…" }}.')
        return value

    def word(self, key: str, kind: type[_Word], default: _Word | None = None) -> _Word:
        """Return one word of a closed list."""
        return self._known(key, self.text(key, default), kind)

    def words(self, key: str, kind: type[_Word], default: tuple[_Word, ...] | None = None) -> tuple[_Word, ...]:
        """Return some words of a closed list."""
        return tuple(self._known(key, part, kind) for part in self.texts(key, default))

    def one_of(self, key: str, value: str, known: tuple[str, ...] | Mapping[str, object]) -> str:
        """Return the value; raises Unreadable where it is not one of those known."""
        if value not in known:
            raise self.wrong(key, f"has {value!r}, which is not known", f"Known: {', '.join(known)}.")
        return value

    def _known(self, key: str, value: str, kind: type[_Word]) -> _Word:
        self.one_of(key, value, tuple(kind))
        return kind(value)

    def done(self) -> None:
        """Raise Unreadable for a key that nobody asked for: a typing error, most likely."""
        for key in self.values:
            raise self.wrong(key, "is not a key of this table", "Remove it, or check its spelling.")


def tables_of(source: Source) -> Iterator[Table]:
    """Yield every table of a file; raises Unreadable for a name that is no id."""
    for name in source.tables:
        if not _ID.match(name):
            raise source.wrong(name, "", "is not an id", "Use small letters a to z, digits and hyphens.")
        yield Table(source, name)


def _each(source: Source, read: Callable[[Table], Any]) -> dict[str, Any]:
    found = {}
    for table in tables_of(source):
        found[table.name] = read(table)
        table.done()
    return found


def situations_from(source: Source) -> dict[str, Situation]:
    """Return the situations of a file, by slug, in its order."""
    return _each(source, _situation)


def _situation(table: Table) -> Situation:
    return Situation(
        table.name, table.text("group"), table.text("means"), table.text("not", ""),
        table.word("sensitivity", Sensitivity, Sensitivity.NONE), table.word("failure", Failure),
    )  # fmt: skip


def concepts_from(source: Source, situations: Mapping[str, Situation], origin: str = "") -> dict[str, Concept]:
    """Return the concepts of a file, by id, in its order."""
    return _each(source, lambda table: concept_of(table, situations, origin))


def concept_of(table: Table, situations: Mapping[str, Situation], origin: str = "") -> Concept:
    """Return the concept that a table describes; keys that belong to the text are left in it."""
    slots, optional = table.texts("slots", ()), table.texts("optional", ())
    for key, names in (("slots", slots), ("optional", optional)):
        for slot in names:
            table.one_of(key, slot, SLOTS)
    slugs = table.texts("situations")
    for slug in slugs:
        table.one_of("situations", slug, situations)
    if not slugs:
        raise table.wrong("situations", "is empty", "Name the situations that the line answers.")
    return Concept(
        id=table.name,
        situations=slugs,
        moods=table.words("moods", Mood, ()),
        phase=table.word("phase", Phase),
        channel=table.word("channel", Channel),
        moves=table.words("moves", Move),
        slots=slots,
        optional=optional,
        register=table.one_of("register", table.text("register", "plain"), REGISTERS),
        promise=_promise(table),
        remedy=_remedy(table),
        gist=table.text("gist", ""),
        why=table.text("why"),
        delivery=table.text("delivery", ""),
        evidence=table.text("evidence", ""),
        waived=table.pairs("waive"),
        origin=origin,
    )


def _promise(table: Table) -> PromiseIn | None:
    found = table.pairs("promise")
    if not found:
        return None
    return PromiseIn(
        table.one_of("promise", found.get("what", ""), PROMISES), table.one_of("promise", found.get("by", ""), SLOTS)
    )


def _remedy(table: Table) -> RemedyIn | None:
    found = table.values.pop("remedy", None)
    if found is None:
        return None
    if not isinstance(found, dict) or not isinstance(found.get("approver", False), bool):
        raise table.wrong("remedy", "must be a table", 'Write remedy = { kind = "amount", value = "headroom_amount" }.')
    kind = table.one_of("remedy", str(found.get("kind", "")), REMEDIES)
    value = str(found.get("value", ""))
    if value:
        table.one_of("remedy", value, SLOTS)
    return RemedyIn(kind, value, found.get("approver", False))


def lines_from(source: Source, lang: str, origin: str = "") -> dict[str, Line]:
    """Return the texts of one language's file, by concept id."""
    if lang not in LANGUAGES:
        raise Unreadable(f"{source.path}: {lang!r} is not a language of lines.", f"Known: {', '.join(LANGUAGES)}.")
    return _each(source, lambda table: line_of(table, lang, table.text("text"), origin))


def line_of(table: Table, lang: str, text: str, origin: str = "") -> Line:
    """Return the text that a table holds for a language, with what the table says about it."""
    return Line(table.name, lang, text, table.number("version", 1), table.yes("reviewed"), table.pairs("waive"), origin)


def check_cues(source: Source, situations: Mapping[str, Situation]) -> None:
    """Raise Unreadable where a file of cues names no situation, or holds anything but texts."""
    for name in source.tables:
        if name != "moods":
            Table(source, name).one_of("cues", name, (*situations, "none"))
            _cues(Table(source, name))
            continue
        for mood, values in Table(source, name).values.items():
            Table(source, name).one_of(mood, mood, tuple(Mood))
            _cues(Table(Source(source.path, source.text, {f"moods.{mood}": values}), f"moods.{mood}"))


def _cues(table: Table) -> None:
    table.texts("cues", ())
    table.texts("hide", ())
    table.done()

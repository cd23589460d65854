"""Which column a field is read from: named with --map, else known by one of its usual headings."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from agentdesk.tables.model import BadTable, short

_PLACE: Final = re.compile(r"#\d{1,4}\Z")


def columns(
    heading: Sequence[str],
    names: Mapping[str, Sequence[str]],
    given: Mapping[str, str],
    path: Path,
    repeats: Collection[str] = (),
) -> dict[str, list[int]]:
    """Return, by field, the places of its columns: those named with --map, else those with a usual name.

    A --map names a column by its heading, or by its place from 1 as ``#3``. A usual name ``name+lineitemname`` is the
    heading *Name* of a file that has *Lineitem name*, too. Fields that repeat take the columns of all their usual names.
    Raises BadTable for a --map of a field or column that is not there, and where no column is known at all.
    """
    plain = [heading_key(cell) for cell in heading]
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for name, column in given.items():
        if name not in names:
            raise BadTable(
                f"--map {name}={column}: {name} is not a field.", f"Fields: {', '.join(names)}.", code="usage"
            )
        key = heading_key(column)
        by_place = [int(column[1:]) - 1] if _PLACE.match(column) and 0 < int(column[1:]) <= len(heading) else []
        exact = by_place or [at for at, cell in enumerate(heading) if cell == column.strip()]
        places = exact or [at for at, cell in enumerate(plain) if cell == key and key]
        if not places:
            raise BadTable(f"{path} has no column {column!r}.", f"It has: {', '.join(heading)}.", code="usage")
        found[name] = places
        taken.update(places)
    for name, usual in names.items():
        if name in found:
            continue
        for each in usual:  # the likeliest name first; a second column of the same name is a second value
            wanted, _, beside = each.partition("+")
            if beside and beside not in plain:
                continue
            places = [at for at, cell in enumerate(plain) if _is_called(cell, wanted) and at not in taken]
            if places:
                found.setdefault(name, []).extend(places)
                taken.update(places)
                if name not in repeats:
                    break
    if not found:
        raise BadTable(
            f"{path}: none of its columns is known ({short(', '.join(heading))}).",
            f"Say which is which with --map FIELD=COLUMN; fields: {', '.join(names)}.",
        )
    return found


def _is_called(heading: str, wanted: str) -> bool:
    """Say whether a heading is the wanted one, perhaps numbered: ``phone``, ``phone2``, ``address1``."""
    return heading == wanted or (heading.startswith(wanted) and heading[len(wanted) :] in {"1", "2", "3"})


def heading_key(text: str) -> str:
    """Return a heading as it is compared: lower case, letters and digits only."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def refuse_ambiguous(
    heading: Sequence[str], found: Mapping[str, Sequence[int]], repeats: frozenset[str], path: Path
) -> None:
    """Refuse a heading that stands over two columns of which only one can be meant. Raises BadTable."""
    for name, (first, *others) in found.items():
        twice = next((at for at in others if heading_key(heading[at]) == heading_key(heading[first])), None)
        if twice is not None and name not in repeats:
            raise BadTable(
                f"{path} has the heading {heading[first]} more than once (columns {first + 1} and {twice + 1}).",
                f"Say which is meant: --map {name}=#{first + 1} or --map {name}=#{twice + 1}.",
            )

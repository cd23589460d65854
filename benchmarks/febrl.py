"""Accuracy on other people's typing errors: each damaged copy in febrl 2 and 3 looked up among the originals.

The originals come in through the import of customers, the copies are typed as a name, or a name and a postcode.
"""

import csv
import os
import tempfile
from contextlib import closing
from pathlib import Path

from agentdesk.customers.importing import Customers
from agentdesk.customers.lookup.find import find
from agentdesk.store import Actor, Store, create_store
from agentdesk.work.importing.report import Report
from agentdesk.work.importing.run import run_import
from benchmarks.rows import Row

DATA = Path(os.environ.get("AGENTDESK_DATA") or Path(__file__).parents[2] / "shared" / "data") / "febrl"
_TARGETS = {"name": (0.80, 0.89), "name and postcode": (0.97, 0.99)}  # found first, found among five


def run(quick: bool) -> list[Row]:
    """Return shares found, in percent: two data sets (one when quick), two ways to type, first and among five."""
    if not DATA.is_dir():
        return [Row("febrl", "accuracy", skipped=f"no {DATA}: set AGENTDESK_DATA")]
    return [row for number in ((2,) if quick else (2, 3)) for row in _measured(number)]


def _measured(number: int) -> list[Row]:
    with (DATA / f"dataset{number}.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file, skipinitialspace=True))
    with tempfile.TemporaryDirectory(prefix="agentdesk-febrl-") as folder:
        originals = [record for record in records if record["rec_id"].endswith("-org")]
        copies = [record for record in records if "-dup-" in record["rec_id"]]
        with closing(create_store(Path(folder) / "desk.db")) as store:
            _bring(store, Path(folder), originals)
            rows = []
            for way, targets in _TARGETS.items():
                texts = [_typed(copy, postcode=way != "name") for copy in copies]
                places = [_place(store, text, copy) for text, copy in zip(texts, copies, strict=True)]
                for among, least in zip((1, 5), targets, strict=True):
                    share = sum(place < among for place in places) / len(places)
                    what = f"{number}, {way}, {len(copies):,} copies, top {among}"
                    rows.append(Row("febrl", what, 100 * share, unit="%", target=f"{least:.0%}", met=share >= least))
            return rows


def _bring(store: Store, folder: Path, originals: list[dict[str, str]]) -> None:
    table = folder / "originals.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(originals[0]))
        out.writeheader()
        out.writerows(originals)
    done = run_import(store, Actor(), Customers("AU"), table, {}, report=Report(folder / "bad.csv"))
    assert done.tally.added == len(originals), done.tally


def _typed(copy: dict[str, str], *, postcode: bool) -> str:
    words = (copy["given_name"], copy["surname"], copy["postcode"] if postcode else "")
    return " ".join(word.strip() for word in words if word.strip())


def _place(store: Store, text: str, copy: dict[str, str]) -> int:
    """Return at which place the original was found, from 0."""
    wanted = copy["rec_id"].split("-dup")[0] + "-org"
    refs = [hit.ref for hit in find(store.read(), text, limit=5).hits]
    return refs.index(wanted) if wanted in refs else 5

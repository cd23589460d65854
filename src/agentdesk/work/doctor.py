"""Everything that can be wrong with a store, looked at without writing; and mending what can be mended."""

from datetime import datetime
from pathlib import Path

from agentdesk.catalog.agreeing import misnamed
from agentdesk.clock import moment, stamp
from agentdesk.customers.lookup.agreeing import disagreeing
from agentdesk.customers.lookup.catching_up import Importing, pending
from agentdesk.customers.lookup.inside import unsound
from agentdesk.errors import DeskError, InvalidInput
from agentdesk.log import checkpoints, keys
from agentdesk.log import entries as log
from agentdesk.log import records as log_records
from agentdesk.log.check import verify_store
from agentdesk.log.verify import Verdict
from agentdesk.settings import Settings, load_settings, settings_path
from agentdesk.shift import records as shifts
from agentdesk.store import Act, Actor, Connection, Store
from agentdesk.store.backup import daily_copies, opened
from agentdesk.store.doctor import RESTORE, Finding, look_at_file, look_inside
from agentdesk.store.engine import Error, engine
from agentdesk.store.lock import last_kept, lock_path
from agentdesk.store.mending import Mended, mend_rows
from agentdesk.work.comparing import compare


def examine(path: Path, now: datetime) -> list[Finding]:
    """Return what is found about the store at a path, well or not."""
    found = [Finding("SQLite is safe to share", True, f"{engine.sqlite_version}")]
    try:
        settings = load_settings(settings_path(path))
        found.append(Finding("settings are sound", True, str(settings_path(path))))
    except InvalidInput as error:
        settings = Settings()
        found.append(Finding("settings are sound", False, error.what, error.next))
    if not path.exists():
        return [*found, Finding("the store is there", False, f"nothing at {path}", "agentdesk setup, or restore FILE")]
    found += look_at_file(path)
    try:
        with opened(path) as connection:
            connection.execute("PRAGMA query_only=ON")
            inside = look_inside(connection)
            found += inside
            logged = _log(connection)
            found += logged
            found += _acknowledged(path, connection)
            if logged[0].well:  # else what it says is worth nothing to compare with
                found += compare(connection)
            found += _index(connection, comparable=inside[0].well)
            found += _copies(path, connection, settings, now)
    except (DeskError, Error) as error:
        found.append(Finding("the store can be read", False, str(error), "Restore a backup: agentdesk restore FILE"))
    return found


def _log(connection: Connection) -> list[Finding]:
    result = verify_store(connection)
    well = result.verdict is Verdict.WHOLE
    step = "Somebody changed the file: keep it, ask who had access, compare with the exports kept elsewhere."
    found = [Finding("the log verifies", well, result.what, "" if well else step)]
    known = keys.known(connection)
    signs = bool(known) and known[0].here
    newest = checkpoints.newest(connection)
    said = f"key {known[0].id[:8]}, last checkpoint at entry {newest.last}" if signs and newest else "no key made yet"
    if known and not signs:
        found.append(
            Finding(
                "the log is signed", False, f"key {known[0].id[:8]} is not beside the store", "agentdesk keys rotate"
            )
        )
    else:
        found.append(Finding("the log is signed", True, said))
    return found


def _index(connection: Connection, *, comparable: bool) -> list[Finding]:
    """Say whether everybody can be found (a killed import leaves customers that the box does not find yet), by what they say."""
    left = pending(connection)
    said = f"up to {left:,} customers of an import wait for it" if left else "everybody can be found"
    step = "Where no import is running: agentdesk doctor --mend, or import again." if left else ""
    found = [Finding("the lookup index is whole", not left, said, step)]
    if comparable and not left:  # in damaged pages a list of ids can be a text, or anything
        found.append(
            _agreement("cards are as they were indexed", [f"customer {one}" for one in disagreeing(connection)])
        )
        found.append(_agreement("products are as they were indexed", misnamed(connection)))
        wrong = unsound(connection)
        said = f"not: {', '.join(wrong)}" if wrong else "compared"
        found.append(Finding("the lookup index agrees with itself", not wrong, said, RESTORE if wrong else ""))
    return found


def _agreement(check: str, wrong: list[str]) -> Finding:
    step = "A letter was damaged in what is named. Compare it with a backup, the import or the log, and write it anew."
    return Finding(check, not wrong, f"not: {', '.join(wrong[:5])}" if wrong else "compared", step if wrong else "")


def mend(store: Store, actor: Actor) -> int:
    """Index what a killed import left out; returns how many records. Nothing where an import is running now."""
    with Importing(store, actor) as turn:
        return turn.caught_up


def mend_damaged(store: Store, actor: Actor, *, keep_shown: bool = False) -> Mended:
    """Put damaged rows right by the daily copies, and say so in the log; ``keep_shown`` is ``mend_rows``'s. Raises StoreError."""

    def told(act: Act, table: str, rows: int) -> None:
        log.append(act, "store.mended", data={"table": table, "rows": rows})

    return mend_rows(store, actor, daily_copies(store.path)[::-1], told, keep_shown=keep_shown)


def _acknowledged(path: Path, connection: Connection) -> list[Finding]:
    """Return whether the last entry that was acknowledged on this machine is there."""
    kept = last_kept(lock_path(path))
    if kept is None:
        return []
    seq, digest = kept
    found = log_records.hash_at(connection, seq)
    if found is not None and found.startswith(digest):
        return [Finding("what was acknowledged is there", True, f"entry {seq} is")]
    last = log_records.last_seq(connection)
    return [
        Finding(
            "what was acknowledged is there",
            False,
            f"entry {seq} was acknowledged here, and the store ends at {last} or has another in its place",
            f"Its -wal file was lost or damaged, or an older file put in its place. If {path.name}-wal lies where the store"
            " was before, bring it back; else see what is missing after: agentdesk log show",
        )
    ]


def _copies(path: Path, connection: Connection, settings: Settings, now: datetime) -> list[Finding]:
    if not settings.backups_kept or not shifts.any_ever(connection):
        return []
    copies = daily_copies(path)
    if not copies:
        return [Finding("daily copies are made", False, "there is none", "Make today's: agentdesk backup --daily")]
    day = copies[-1].stem
    age = (now - moment(f"{day}T00:00:00+00:00")).days
    late = age > 7
    step = f"The last is {age} days old; make today's: agentdesk backup --daily" if late else ""
    return [
        Finding("daily copies are made", not late, f"{len(copies)}, the last of {day} (now {stamp(now)[:10]})", step)
    ]

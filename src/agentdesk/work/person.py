"""Handing over what is held about a person: gathered from every table and the drafts, and said in the log."""

from pathlib import Path
from typing import Any

from agentdesk import log
from agentdesk.clock import stamp
from agentdesk.settings import Settings
from agentdesk.staff.records import names
from agentdesk.store import Actor, Connection, Store
from agentdesk.store.drafts import Drafts
from agentdesk.store.files import Exists, new_file
from agentdesk.work import person_naming, person_records
from agentdesk.work.person_page import Rows, Shop, as_html, as_json


def gather(store: Store, actor: Actor, customer: int) -> Rows:
    """Return everything held about a customer, by table, after noting in the log that it was taken out."""
    with store.act(actor) as act:
        log.append(act, "customer.taken-out", customer=customer)
    with store.reading() as connection:
        found = person_records.everything(connection, customer)
        typed = _drafts(store, connection, customer)
    return found | ({"drafts": typed} if typed else {})


def _drafts(store: Store, connection: Connection, customer: int) -> list[dict[str, Any]]:
    theirs = set(person_records.contacts_of(connection, customer))
    names_them = person_naming.naming(connection, customer)
    drafts = Drafts(store.path)
    try:
        return [
            {"staff": staff, "contact": contact or None, "mode": draft.mode, "text": draft.text}
            for staff, contact, draft in drafts.everybodys()
            if contact in theirs or names_them(draft.text)
        ]
    finally:
        drafts.close()


def write_out(store: Store, settings: Settings, found: Rows, path: Path) -> list[Path]:
    """Write what was gathered to new files: .json, .html, or both where the path ends in neither. Returns them.

    Raises Exists before anything is written where one is there, StoreError.
    """
    wanted = (
        [path]
        if path.suffix.lower() in (".json", ".html")
        else [path.with_name(f"{path.name}.{end}") for end in ("json", "html")]
    )
    for each in wanted:
        if each.exists() or each.is_symlink():
            raise Exists(
                f"{each.name} is there already, in {each.parent}.", "Nothing is overwritten: choose another name."
            )
    for each in wanted:
        text = as_json(found) if each.suffix.lower() == ".json" else _page(store, settings, found)
        with new_file(each) as file:
            file.write_text(text, encoding="utf-8")
    return wanted


def _page(store: Store, settings: Settings, found: Rows) -> str:
    with store.reading() as connection:
        goods = person_records.product_names(connection, {row["product"] for row in found.get("holds", ())})
        return as_html(found, Shop(settings, names(connection), goods), stamp(store.clock.now()))

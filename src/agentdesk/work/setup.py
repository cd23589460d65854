"""The first act of a store's life: who it is, who works here, what they may give."""

import secrets
from collections.abc import Callable

from agentdesk import log
from agentdesk.authority.actions import set_limits
from agentdesk.authority.shipping import shipped
from agentdesk.errors import Refused
from agentdesk.settings import Settings
from agentdesk.staff import actions as staff
from agentdesk.staff import records as staff_records
from agentdesk.staff.model import Role
from agentdesk.store import Act, Actor, Store
from agentdesk.store.migrations import SCHEMA
from agentdesk.work import setup_records as records


def is_founded(store: Store) -> bool:
    """Say whether the store has had its first act."""
    return records.is_founded(store.read())


def found(
    store: Store, settings: Settings, supervisor: str, pin_hash: str, keep_settings: Callable[[], None] | None = None
) -> None:
    """Write the log's first row, the installer, the shipped limits and the first supervisor. Raises Refused if done.

    ``keep_settings`` writes the settings file as the act's last step: a store without its file would be opened with
    another currency, and of several first starts only the one that founds the store may write it.
    """
    with store.act(Actor()) as act:
        _begin(act, store, settings)
        staff.add(act, supervisor, Role.SUPERVISOR, pin_hash)
        if keep_settings is not None:
            keep_settings()


def found_with(store: Store, settings: Settings) -> None:
    """Found a store whose people are added by the caller, as the sample shop's are. Raises Refused if done."""
    with store.act(Actor()) as act:
        _begin(act, store, settings)


def _begin(act: Act, store: Store, settings: Settings) -> None:
    if records.is_founded(act.connection):
        raise Refused(
            f"{store.path} is already set up.", "Use it as it is, or choose another --store.", code="already-set-up"
        )
    identity = secrets.token_hex(16)
    records.add(act, identity)
    log.append(act, "store.created", data={"store": identity, "schema": SCHEMA, "currency": settings.currency})
    staff_records.add_installer(act)
    set_limits(act, shipped(settings.currency))

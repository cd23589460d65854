"""Keeping what is in the box on disk, with the contact it belongs to: nothing typed is ever lost."""

import asyncio
from typing import TYPE_CHECKING

from agentdesk.errors import DeskError
from agentdesk.store.drafts import Draft

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Drafting:
    """The drafts of this place; what cannot be kept is said, once the disk has answered."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk

    def keep(self, text: str) -> None:
        """Keep a text; the agent types on meanwhile."""
        self._kept(text).add_done_callback(self._tell)

    def keep_for(self, place: int, text: str) -> None:
        """Keep a text that belongs to another place than this contact; an empty one is forgotten."""
        self.desk.counter.keep_draft(place, Draft(self.desk.mode.name, text)).add_done_callback(self._tell)

    async def keep_box(self) -> None:
        """Keep what is in the box with this contact before it is left. Raises StoreError."""
        await self._kept(self.desk.box.value)

    def forget(self, contact: int) -> None:
        """Forget what was in the box in a contact: it was used, not left."""
        # were it raised where it happens, a committed act would look refused
        self.desk.counter.keep_draft(contact, Draft(self.desk.mode.name, "")).add_done_callback(self._tell)

    def _kept(self, text: str) -> "asyncio.Future[None]":
        return self.desk.counter.keep_draft(self.desk.contact_id, Draft(self.desk.mode.name, text))

    def _tell(self, kept: "asyncio.Future[None]") -> None:
        error = None if kept.cancelled() else kept.exception()
        if isinstance(error, DeskError):
            self.desk.tell(f"What you type is not kept on disk: {error}", bad=True)
            self.desk.redraw()
        elif error is not None:
            raise error

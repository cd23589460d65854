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
        self._last: asyncio.Future[None] | None = None  # the keeper does one after another

    async def settled(self) -> None:
        """Wait until the disk has answered for what was typed so far; what it could not keep is told elsewhere."""
        if self._last is not None:
            await asyncio.wait({self._last})

    def keep(self, text: str) -> None:
        """Keep a text; the agent types on meanwhile."""
        self._kept(text).add_done_callback(self._tell)

    def keep_for(self, place: int, text: str) -> None:
        """Keep a text that belongs to another place than this contact; an empty one is forgotten."""
        self._send(place, text).add_done_callback(self._tell)

    async def keep_box(self) -> None:
        """Keep what is in the box with this contact before it is left. Raises StoreError."""
        await self._kept(self.desk.box.value)

    def forget(self, contact: int) -> None:
        """Forget what was in the box in a contact: it was used, not left."""
        # were it raised where it happens, a committed act would look refused
        self._send(contact, "").add_done_callback(self._tell)

    def _kept(self, text: str) -> "asyncio.Future[None]":
        return self._send(self.desk.contact_id, text)

    def _send(self, place: int, text: str) -> "asyncio.Future[None]":
        self._last = self.desk.counter.keep_draft(place, Draft(self.desk.mode.name, text))
        return self._last

    def _tell(self, kept: "asyncio.Future[None]") -> None:
        error = None if kept.cancelled() else kept.exception()
        if isinstance(error, DeskError):
            self.desk.tell(f"What you type is not kept on disk: {error}", bad=True)
            self.desk.redraw()
        elif error is not None:
            raise error

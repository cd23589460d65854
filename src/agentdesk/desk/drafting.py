"""Keeping what is in the box on disk, with the contact it belongs to: nothing typed is ever lost."""

import asyncio
from concurrent.futures import Future
from typing import TYPE_CHECKING

from agentdesk.errors import DeskError
from agentdesk.store.drafts import Draft

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Drafting:
    """The drafts of this place; what cannot be kept is said, once the disk has answered."""

    def __init__(self, desk: "DeskScreen") -> None:
        self.desk = desk
        self._last: Future[None] | None = None  # the keeper does one after another

    async def settled(self) -> None:
        """Wait until the disk has answered for what was typed so far; what it could not keep is told elsewhere."""
        if self._last is not None and not self._last.done():
            last = asyncio.wrap_future(self._last)
            await asyncio.wait({last})
            if not last.cancelled():
                last.exception()  # looked at: else asyncio complains of it

    def keep(self, text: str) -> None:
        """Keep a text; the agent types on meanwhile."""
        self._told(self._kept(text))

    def keep_for(self, place: int, text: str) -> None:
        """Keep a text that belongs to another place than this contact; an empty one is forgotten."""
        self._told(self._send(place, text))

    async def keep_box(self) -> None:
        """Keep what is in the box with this contact before it is left. Raises StoreError."""
        await asyncio.wrap_future(self._kept(self.desk.box.value))

    def forget(self, contact: int) -> None:
        """Forget what was in the box in a contact: it was used, not left."""
        # were it raised where it happens, a committed act would look refused
        self._told(self._send(contact, ""))

    def _kept(self, text: str) -> "Future[None]":
        return self._send(self.desk.contact_id, text)

    def _send(self, place: int, text: str) -> "Future[None]":
        self._last = self.desk.counter.keep_draft(place, Draft(self.desk.mode.name, text))
        return self._last

    def _told(self, kept: "Future[None]") -> None:
        loop = asyncio.get_running_loop()

        def ended(kept: "Future[None]") -> None:  # on the keeper's thread: the desk is woken for trouble alone
            error = None if kept.cancelled() else kept.exception()
            if error is not None and not loop.is_closed():
                loop.call_soon_threadsafe(self._tell, error)

        kept.add_done_callback(ended)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, DeskError):
            self.desk.tell(f"What you type is not kept on disk: {error}", bad=True)
            self.desk.redraw()
        else:
            raise error

"""Opening: the box before the store has been read; it takes keys, and hands them to what comes."""

from agentdesk.desk.modes.mode import Mode


class Opening(Mode):
    """The desk opens: type on, nothing is lost."""

    name = "Find"
    title = "Find"

    async def enter(self, text: str) -> None:
        """Read the store, which could not be read before. Raises StoreError where it still cannot."""
        await self.desk.carry_on()
        if not self.desk.box.value:
            self.desk.box.put(text)

    def hint(self, text: str) -> str:
        """Return what to do now."""
        return "Type a number, name, order or product"

"""Item: a product that was scanned while something else was going on; and what a scan means in every mode."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agentdesk.catalog.finding import exact_product
from agentdesk.catalog.gtin import is_gtin
from agentdesk.catalog.model import Product
from agentdesk.desk.modes.hold import detail
from agentdesk.desk.modes.mode import Mode
from agentdesk.desk.writing import ACCENT, MUTED, STRONG, Line, plain, spread
from agentdesk.errors import InvalidInput
from agentdesk.holds import view
from agentdesk.holds.view import Prospect
from agentdesk.store import Connection

if TYPE_CHECKING:
    from agentdesk.desk.screen import DeskScreen


class Item(Mode):
    """A product that was scanned: what is there of it, what is set aside, what comes. Enter finds for whom.

    In an open contact a scan goes to Hold at once, where Enter holds it for the customer.
    """

    name = "Item"
    title = "Product"

    def __init__(self, desk: "DeskScreen") -> None:
        super().__init__(desk)
        self.prospect: Prospect | None = None

    def is_scan(self, text: str) -> bool:
        """Say whether Enter takes this text as a scanned product, whatever the mode: by content, not by speed."""
        return is_gtin(text.strip()) and not self.desk.mode.reads_code(text.strip())

    async def scanned(self, code: str) -> None:
        """Show the product of a bar code. A mode that asks for a number takes a code that no product has."""
        product = await self.desk.counter.read(lambda connection: exact_product(connection, code))
        if product is None:
            if self.desk.mode.takes_number():
                await self.desk.mode.enter(code)
                return
            raise InvalidInput(
                f"No product has the bar code {code}.", self.desk.mode.unknown_code(), code="no-such-item"
            )
        await self.take_up(product, code)

    async def take_up(self, product: Product, code: str) -> None:
        """Show a product: in a contact ready to be held, else what there is of it."""
        if self.desk.contact is not None:
            self.desk.box.put(code)
            await self.desk.switch(self.desk.hold)
            await self.desk.hold.ready(code)
            self.desk.box.take()
            await self.desk.hold.enter(code)
        else:
            await self._look_at(product.id)
            await self.desk.switch(self)
        self.desk.pause()  # scanners that send two line ends would confirm what nobody has read

    async def _look_at(self, product: int) -> None:
        hours, now = self.desk.hold.hours, self.desk.counter.now()

        def question(connection: Connection) -> Prospect | None:
            return view.prospect(connection, product, hours, now)

        self.prospect = await self.desk.counter.read(question)

    async def enter(self, text: str) -> None:
        """Find for whom it is."""
        self.desk.box.put(text)
        await self.desk.switch(self.desk.find)

    def hint(self, text: str) -> str:
        """Return what Enter does now."""
        return "Enter finds for whom  ·  scan another  ·  Esc back"

    def view(self, width: int, height: int) -> Sequence[Line]:
        """Return the product with its stock and its date."""
        if self.prospect is None:
            return []
        product = self.prospect.product
        price = self.desk.style_of.money(product.price) if product.price is not None else ""
        left: Line = [(" ▸ ", ACCENT), (product.name, STRONG)]
        lines = [spread(left, plain(product.sku, MUTED), width - 1)]
        lines.append(spread(plain(f"     {product.barcode or ''}", MUTED), plain(price), width - 1))
        if product.stock.free > 0:
            lines.append(plain(f"     {product.stock.free} can be sold now", STRONG))
        return lines + [[("     ", ""), *line] for line in detail(self.prospect, width - 7)]

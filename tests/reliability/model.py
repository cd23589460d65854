"""The shop as a page of arithmetic: what every act must be answered, without a store, a clock or a file."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Stock:
    """One product: units there, units set aside, and who waits, as [hold, units] in order."""

    on_hand: int
    aside: int = 0
    queue: list[list[int]] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """One hold: what it is of, how much, and where it stands."""

    product: int
    units: int
    state: str


class Model:
    """Answers as the shop must."""

    def __init__(self, products: tuple[int, ...], on_hand: int, budget: int, ceiling: int) -> None:
        self.stock = {product: Stock(on_hand) for product in products}
        self.holds: dict[int, Unit] = {}
        self.budget, self.ceiling = budget, ceiling
        self.given: dict[int, int] = {}

    def answer(self, asked: dict[str, Any]) -> object:
        """Do what was asked; returns the answer."""
        answered: object = getattr(self, f"_{asked['kind']}")(asked)
        return answered

    def _add(self, product: int, units: int, state: str) -> int:
        number = len(self.holds) + 1
        self.holds[number] = Unit(product, units, state)
        return number

    def _place(self, asked: dict[str, Any]) -> object:
        product, wanted = asked["product"], asked["units"]
        stock = self.stock[product]
        ready = min(stock.on_hand - stock.aside, wanted)
        parts: list[list[object]] = []
        if ready:
            stock.aside += ready
            parts.append([self._add(product, ready, "aside"), "aside", ready])
        if ready < wanted:
            hold = self._add(product, wanted - ready, "waiting")
            stock.queue.append([hold, wanted - ready])
            parts.append([hold, "waiting", wanted - ready])
        return parts

    def _serve(self, product: int) -> list[list[int]]:
        stock = self.stock[product]
        served = []
        while stock.queue and (free := stock.on_hand - stock.aside) > 0:
            hold, units = stock.queue.pop(0)
            got = min(free, units)
            stock.aside += got
            self.holds[hold].units, self.holds[hold].state = got, "aside"
            served.append([hold, got])
            if got < units:  # the rest keeps its place, under a number of its own
                stock.queue.insert(0, [self._add(product, units - got, "waiting"), units - got])
        return served

    def _receive(self, asked: dict[str, Any]) -> object:
        self.stock[asked["product"]].on_hand += asked["units"]
        return self._serve(asked["product"])

    def _collect(self, asked: dict[str, Any]) -> object:
        hold = self.holds[asked["hold"]]
        if hold.state == "collected":
            return [asked["hold"], hold.units]
        if hold.state != "aside":
            return f"hold-{hold.state}"
        hold.state = "collected"
        stock = self.stock[hold.product]
        stock.aside -= hold.units
        stock.on_hand -= hold.units
        return [asked["hold"], hold.units]

    def _cancel(self, asked: dict[str, Any]) -> object:
        hold = self.holds[asked["hold"]]
        if hold.state not in ("waiting", "aside"):
            return f"hold-{hold.state}"
        stock = self.stock[hold.product]
        was, hold.state = hold.state, "cancelled"
        if was == "waiting":
            stock.queue = [each for each in stock.queue if each[0] != asked["hold"]]
            return [hold.units, []]
        stock.aside -= hold.units
        return [hold.units, self._serve(hold.product)]

    def _give(self, asked: dict[str, Any]) -> object:
        given = self.given.get(asked["agent"], 0)
        if given + asked["units"] > self.budget or asked["units"] > self.ceiling:
            return ["approval", None]
        self.given[asked["agent"]] = given + asked["units"]
        return ["allowed", self.budget - self.given[asked["agent"]]]

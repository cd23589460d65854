"""Products and their stock, deliveries and their lines."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Stock:
    """Units of one product. ``waiting`` is promised to ``queue`` holds and not here yet."""

    on_hand: int
    aside: int
    waiting: int = 0
    queue: int = 0
    on_order: int = 0

    @property
    def free(self) -> int:
        """What can be sold now."""
        return self.on_hand - self.aside


@dataclass(frozen=True, slots=True)
class Product:
    """A product. ``price`` and ``cost`` in minor units; ``stock_as_of``: stamp (UTC) of the till's last snapshot."""

    id: int
    sku: str
    name: str
    stock: Stock
    barcode: str | None = None
    price: int | None = None
    cost: int | None = None
    supplier: str | None = None
    category: str | None = None
    discontinued: bool = False
    stock_as_of: str | None = None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """What another system says of a product; None: it says nothing, what is known stays. Stock is set elsewhere."""

    sku: str
    name: str
    barcode: str | None = None
    price: int | None = None
    cost: int | None = None
    on_order: int | None = None
    supplier: str | None = None
    category: str | None = None
    discontinued: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemForms:
    """How a product is named in a sentence of one language: stored, never inflected."""

    indefinite: str
    definite: str
    pronoun: str


class DeliveryState(StrEnum):
    """How far a delivery has come. ``partly``: some of it is here, more is expected."""

    EXPECTED = "expected"
    PARTLY = "partly"
    RECEIVED = "received"
    CANCELLED = "cancelled"

    @property
    def words(self) -> str:
        """How far it has come, as people say it."""
        return "more is to come" if self is DeliveryState.PARTLY else f"it is {self.value}"

    @property
    def open(self) -> bool:
        """Whether more is expected of it."""
        return self in (DeliveryState.EXPECTED, DeliveryState.PARTLY)


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One product of a delivery. ``received`` is the total of good units so far, ``damaged`` came and is no use."""

    product: int
    sku: str
    name: str
    quantity: int
    received: int = 0
    damaged: int = 0

    @property
    def missing(self) -> int:
        """What is still to come of what was ordered."""
        return max(0, self.quantity - self.received - self.damaged)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A consignment. ``expected`` is the shop's day; ``received_at`` the UTC stamp when the last of it came."""

    id: int
    supplier: str
    expected: date
    state: DeliveryState
    ref: str | None = None
    received_at: str | None = None
    lines: tuple[DeliveryLine, ...] = ()

    @property
    def word(self) -> str:
        """The id as people say it."""
        return f"D-{self.id}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Units of one product still to come with one delivery."""

    delivery: int
    supplier: str
    expected: date
    units: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a supplier usually is: the median in days over the last ``deliveries``; early counts as on time."""

    days: int
    deliveries: int


class AlternativeKind(StrEnum):
    """Another variant of the same article, or another article that does."""

    VARIANT = "variant"
    SUBSTITUTE = "substitute"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What else could be offered, with the reason. ``product`` has free units."""

    product: Product
    kind: AlternativeKind
    why: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order. ``price`` in minor units, for one."""

    sku: str | None
    name: str
    quantity: int
    price: int | None
    line: int = 1  # its number in the order


_OVER = frozenset((
    "delivered", "collected", "cancelled", "canceled", "returned", "levererad", "levererat", "hämtad", "avbeställd",
    "returnerad", "levert", "hentet", "avbestilt", "kansellert", "returnert", "配達済み", "配達完了", "受取済み",
    "キャンセル", "返品済み", "注文取消し", "completed", "refunded",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines. ``date`` and ``promised`` are days as ISO text, ``status`` the shop system's own word."""

    id: int
    ref: str
    date: str | None
    status: str | None
    tracking: str | None
    promised: str | None
    lines: tuple[OrderLine, ...] = ()

    @property
    def over(self) -> bool:
        """Whether the customer has it, or nobody waits for it any more, as far as its status says."""
        return (self.status or "").strip().casefold() in _OVER

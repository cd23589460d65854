"""How facts are written on the screen: the shop's zone, locale and currency, and whether personal data is hidden."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agentdesk.clock import moment
from agentdesk.money import decimal_text, minor, minor_digits, money_text

if TYPE_CHECKING:
    from agentdesk.customers.model import Customer

MASK = "••••••"


@dataclass(frozen=True, slots=True)
class Style:
    """How facts are written here: zone and locale of the shop, currency, and whether personal data is hidden."""

    zone: str
    locale: str
    currency: str
    masked: bool = False

    def personal(self, text: str) -> str:
        """Return personal text, or its mask."""
        return MASK if self.masked and text else text

    def without(self, text: str, customer: "Customer | None") -> str:
        """Return free text, where personal data is hidden without this customer's name, numbers and addresses."""
        if not self.masked or customer is None:
            return text
        phones = [part for phone in customer.phones for part in (phone.text, phone.e164)]
        whole = [customer.name, customer.kana, customer.company, customer.email, customer.address, customer.loyalty]
        words = [word for name in (customer.name, customer.kana) for word in (name or "").split()]
        for known in sorted(
            {part for part in (*whole, *phones, *words) if part and len(part) > 1}, key=len, reverse=True
        ):
            text = re.sub(re.escape(known), MASK, text, flags=re.IGNORECASE)
        return text

    def day(self, iso: str | date) -> str:
        """Return a day as the screen writes it: ``7 Nov``."""
        when = date.fromisoformat(iso[:10]) if isinstance(iso, str) else iso
        return f"{when.day} {when:%b}"

    def local(self, stamp: str) -> datetime:
        """Return a stamp's moment in the shop's zone."""
        return moment(stamp).astimezone(ZoneInfo(self.zone))

    def figure(self, units: int) -> str:
        """Return an amount without its currency, and without decimals that are nothing: ``380``."""
        text = decimal_text(units, self.currency)
        return text.removesuffix("." + "0" * minor_digits(self.currency))

    def in_money(self, text: str) -> str:
        """Return a sentence of the rules with its amounts (``150.00 SEK``) as the shop's locale writes them."""
        return re.sub(
            rf"(\d+(?:\.\d+)?) {self.currency}\b", lambda found: self.money(minor(found[1], self.currency)), text
        )

    def money(self, units: int) -> str:
        """Return an amount as the shop's locale writes it."""
        return money_text(units, self.currency, self.locale)

    def whole(self, units: int) -> str:
        """Return an amount as the shop's locale writes it, without decimals that are nothing: ``500 kr``."""
        digits = minor_digits(self.currency)
        return re.sub(rf"[.,]0{{{digits}}}(?=\D*$)", "", self.money(units)) if digits else self.money(units)

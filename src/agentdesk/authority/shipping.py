"""The limits that a new shop begins with, in amounts of its own currency.

The shipped file is written in kronor. 150 of them for one customer would be a tenth of that in yen and ten times as much
in dinars, so each amount is multiplied by about what a krona is worth: round figures to start from, no exchange rates.
"""

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from agentdesk.money import minor_digits

_AMOUNT = re.compile(r'^(most_amount|customer_sum|shift|day|week|month|approves)( *= *)"(\d+)"', re.MULTILINE)
_MULTIPLIED = {
    "0.05": "BHD JOD KWD OMR",
    "0.2": "AUD AZN BAM BMD BND BSD BZD CAD CHF EUR FJD GBP GEL GIP KYD NZD PAB SGD USD",
    "0.5": "AED BRL ILS LYD MYR PEN PLN QAR RON SAR TND",
    "1": "BOB CNY DKK GTQ HKD MAD MOP NOK SEK",
    "3": "CZK EGP HNL MDL MUR MXN NIO THB TRY TWD UAH UYU ZAR",
    "20": "ALL BDT DJF DOP DZD INR ISK JMD JPY KES LKR MKD NPR PHP PKR RSD RUB VUV XPF",
    "50": "AMD ARS CRC HUF KMF KZT NGN XAF XOF",
    "100": "CLP IQD KRW RWF TZS",
    "500": "BIF COP GNF KHR MGA MNT PYG UGX UZS",
    "2000": "IDR LAK VND",
}  # what the kronor of the shipped file are multiplied by
_BY_DECIMALS = {0: "100", 2: "1", 3: "0.05"}  # a currency of which nothing else is known


@lru_cache(maxsize=4)
def shipped(currency: str = "SEK") -> str:
    """Return the limits file of a new shop, its amounts in this currency."""
    text = Path(__file__).with_name("default_limits.toml").read_text(encoding="utf-8")
    by = next((by for by, codes in _MULTIPLIED.items() if currency in codes.split()), None)
    times = Decimal(by or _BY_DECIMALS[minor_digits(currency)])

    def scaled(found: re.Match[str]) -> str:
        amount = (Decimal(found[3]) * times).normalize()
        return f'{found[1]}{found[2]}"{amount:f}"'

    return _AMOUNT.sub(scaled, text).replace("Money in the shop's currency", f"Money in {currency}", 1)

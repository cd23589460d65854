"""Bar codes by content: a GTIN is 8, 12, 13 or 14 digits whose last one checks the rest.

Source: GS1 General Specifications, section 7.9, "Check digit calculations".
"""

LENGTHS = (8, 12, 13, 14)


def is_gtin(text: str) -> bool:
    """Say whether a text is a GTIN with a right check digit."""
    if len(text) not in LENGTHS or not (text.isascii() and text.isdigit()):
        return False
    return text[-1] == check_digit(text[:-1])


def check_digit(body: str) -> str:
    """Return the digit that belongs behind ``body``: weights 3 and 1 from the right, up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def same_article(gtin: str) -> tuple[str, ...]:
    """Return every way the same GTIN is written: a UPC-A is an EAN-13 with a zero in front, and so on."""
    bare = gtin.lstrip("0")
    return tuple(bare.zfill(length) for length in LENGTHS if len(bare) <= length)

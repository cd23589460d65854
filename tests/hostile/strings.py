"""Hostile strings, by what they try; and floods of them from a seed."""

import random

# what terminals, markup, tables and lookups have been broken with
NAMED: dict[str, str] = {
    "markup closes": "[/]",
    "markup": "[bold red]VIP[/bold red]",
    "markup link": "[@click=app.quit]free[/]",
    "markup half": "[bold",
    "clears the screen": "\x1b[2J\x1b[H",
    "colours": "\x1b[31mred\x1b[0m",
    "clipboard (OSC 52)": "\x1b]52;c;cm0gLXJmIC8=\x07",
    "link (OSC 8)": "\x1b]8;;http://example.com\x1b\\here\x1b]8;;\x1b\\",
    "title (OSC 2)": "\x1b]2;owned\x07",
    "C1 CSI": "\x9b31mred",
    "C1 OSC": "\x9d52;c;cm0=\x9c",
    "bell, backspace": "a\x07\x08b",
    "NUL": "a\x00b",
    "DEL": "a\x7fb",
    "bidi override": "abc\u202egnp.exe",
    "bidi isolate": "\u2067abc\u2069",
    "zero width": "Ka\u200brin\u200d\ufeff",
    "line separators": "one\u2028two\u2029three",
    "line breaks": "one\r\ntwo\nthree\x0bfour\x85five",
    "lone surrogate": "a\ud800b",
    "surrogate escape": "a\udcffb",
    "10,000 characters": "x" * 10_000,
    "marks": "Z" + "\u0301\u0315\u0338" * 200 + "algo",
    "marks of class zero": "a" + "\u20dd\ufe0f\u034f" * 200,
    "wide": "東京都渋谷区佐藤花子" * 20,
    "half wide kana": "ｻﾄｳ ﾊﾅｺ",
    "emoji family": "👨‍👩‍👧‍👦 👩🏽‍🚒 🇸🇪 ❤️‍🔥",
    "right to left": "שלום עולם مرحبا",
    "tags": "a\U000e0041\U000e007f",
    "noncharacter": "a\uffffb",
    "formula": "=HYPERLINK(\"http://example.com\",\"x\")",
    "FTS": 'NEAR("a" OR b* NOT c) ^ {x}: "',
    "SQL": "'; DROP TABLE customers; --",
    "like": "%_\\%",
    "only spaces": " \u3000\u00a0\t ",
    "braces": "{customer} {{x}} %s %(x)s $HOME `id`",
}  # fmt: skip

_PIECES = [
    *NAMED.values(),
    "Karin",
    "070-174 06 35",
    "å",
    "山",
    " ",
    ",",
    ";",
    "@",
    "%",
    "-",
    "150",
    "\x1b",
    "\x9b",
    "\\",
]


def flood(count: int, seed: int = 20261128, longest: int = 300) -> list[str]:
    """Return that many strings, each of some hostile and some harmless pieces, the same for the same seed."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        text = "".join(chance.choice(_PIECES)[:80] for _ in range(chance.randint(1, 6)))
        letters = "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 4)))
        found.append((text + letters)[:longest])
    return found

"""Finding a product in a catalogue of 100,000: as typed, misspelt, and where nothing fits; beside LIKE over all names."""

import random
import tempfile
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from agentdesk.catalog import naming
from agentdesk.catalog.finding import product_search
from agentdesk.store import Actor, Connection, create_store
from benchmarks.rows import Row, median, milliseconds, percentile

_SYLLABLES = tuple(
    "ka ko ku la lo lu ma mo mi na no ni ra ro ri sa so si ta to ti va vo vi bra kro stra ste fla fli gla gre hal"  # noqa: SIM905 - easier to read than a list
    " hju kvar lam mjuk pla sked skål tvål under vatten över".split()
)
_COLOURS = [
    "blå",
    "röd",
    "grön",
    "vit",
    "svart",
    "gul",
    "rosa",
    "grå",
    "brun",
    "beige",
    "emalj",
    "stål",
    "koppar",
    "glas",
    "trä",
]
_FRAME = 16  # milliseconds in which a key must have shown its effect
_EACH = 40  # questions of a kind


def run(quick: bool) -> list[Row]:
    """Return the rows of this suite; half a minute, less when quick."""
    chance = random.Random(7)
    words = sorted({"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(30_000)})
    names = [
        f"{chance.choice(words).capitalize()} {chance.choice(words)} {chance.choice(_COLOURS)} {chance.randint(1, 99)} cm"
        for _ in range(10_000 if quick else 100_000)
    ]
    some = [name.split() for name in chance.sample(names, _EACH)]
    asked = {
        "two words": [f"{name[0]} {name[1]}" for name in some],
        "begun": [name[0][:4] for name in some],
        "misspelt": [f"{_misspelt(name[0], chance)} {name[2]}" for name in some],
        "nothing fits": ["".join(chance.choices("bcdfghjklmnpqrstvwxz", k=8)) for _ in range(_EACH)],
    }
    with tempfile.TemporaryDirectory(prefix="agentdesk-products-") as folder:
        path = Path(folder) / "shop.db"
        with closing(create_store(path)) as store:
            with store.act(Actor()) as act:
                act.many(
                    "INSERT INTO products (sku, name) VALUES (?, ?)", ((f"S-{n}", n_) for n, n_ in enumerate(names))
                )
                act.many(
                    "INSERT INTO product_words (word, product, whole) VALUES (?, ?, ?)",
                    (
                        (word, product, int(whole))
                        for product, name in enumerate(names, 1)
                        for word, whole in naming.entries(name).items()
                    ),
                )
            return [_row(store.read(), kind, texts, len(names)) for kind, texts in asked.items()]


def _row(connection: Connection, kind: str, texts: Sequence[str], size: int) -> Row:
    # the best of three of each question: what else runs on the machine is not what is measured
    ours = [min(milliseconds(partial(product_search, connection, text), 3)) for text in texts]
    like = [each for text in texts[:10] for each in milliseconds(partial(_like, connection, text), 1)]
    slow = percentile(ours, 0.95)
    what = f"product search, {size:,} products, {kind}: 95th percentile"
    return Row("products", what, slow, "LIKE over every name", median(like), "ms", f"≤ {_FRAME} ms", slow <= _FRAME)


def _like(connection: Connection, text: str) -> object:
    parts = text.split()
    where = " AND ".join(["name LIKE ?"] * len(parts))
    marks = [f"%{part}%" for part in parts]
    return connection.execute(f"SELECT id, name FROM products WHERE {where} LIMIT 10", marks).fetchall()


def _misspelt(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return chance.choice([word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + "q" + word[at + 1 :]])

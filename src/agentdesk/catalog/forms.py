"""How a product is named in a sentence, by language: stored by whoever writes the catalog, never inflected."""

from dataclasses import dataclass

from agentdesk.store import Act, Connection


@dataclass(frozen=True, slots=True)
class ItemForms:
    """``a kettle``, ``the kettle``, ``it``."""

    indefinite: str
    definite: str
    pronoun: str


def keep(act: Act, product: int, language: str, forms: ItemForms) -> None:
    """Set how a product is named in a language."""
    act.execute(
        "INSERT INTO item_forms (product, language, indefinite, definite, pronoun) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (product, language) DO UPDATE SET indefinite = excluded.indefinite, definite = excluded.definite,"
        " pronoun = excluded.pronoun",
        (product, language, forms.indefinite, forms.definite, forms.pronoun),
    )


def of_sku(connection: Connection, sku: str) -> dict[str, ItemForms]:
    """Return a product's forms by language."""
    rows = connection.execute(
        "SELECT f.language, f.indefinite, f.definite, f.pronoun FROM item_forms f"
        " JOIN products p ON p.id = f.product WHERE p.sku = ?",
        (sku,),
    ).fetchall()
    return {row["language"]: ItemForms(row["indefinite"], row["definite"], row["pronoun"]) for row in rows}

"""``agentdesk lines`` and a shop's own lines."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Program

OWN = """
[ours-late]
situations = ["backorder-late"]
phase = "open"
channel = "say"
moves = ["thank", "act"]
gist = "our own"
why = "our own words"
text.sv = "Tack för att du hör av dig om ordern. Jag ringer lagret medan du är kvar."
"""


def test_the_library_is_listed_and_a_line_shown(agentdesk: "Program") -> None:
    listed = agentdesk("lines", "list", "--situation", "backorder-late", "--lang", "ja")
    assert {row["kind"] for row in listed} == {"say", "send"}
    shown = agentdesk("lines", "show", listed[0]["id"])
    assert set(shown["text"]) == {"en", "sv", "nb", "ja"}


def test_a_mistake_in_a_shops_file_is_named_by_file_and_line(agentdesk: "Program", tmp_path: Path) -> None:
    broken = tmp_path / "ours.toml"
    broken.write_text(OWN.replace("Tack för", "Lugna ner dig, tack för"), encoding="utf-8")
    found = agentdesk("lines", "lint", str(broken))
    assert agentdesk.status == 1
    blocked = [row for row in found if row["severity"] == "E"]
    assert [(row["file"], row["rule"], row["id"]) for row in blocked] == [(str(broken), "L7", "ours-late")]
    assert blocked[0]["line"] > 1
    assert blocked[0]["better"]


def test_a_shops_own_line_is_offered(agentdesk: "Program") -> None:
    agentdesk.open_shop("Aino")
    folder = agentdesk.store.with_name("lines")
    folder.mkdir()
    (folder / "ours.toml").write_text(OWN, encoding="utf-8")
    assert any(row["id"] == "ours-late" for row in agentdesk("lines", "list", "--lang", "sv"))

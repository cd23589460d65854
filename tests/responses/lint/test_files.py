"""The shipped library and a shop's own files under the linter."""

from pathlib import Path

import pytest

from agentdesk.responses.lint.run import lint_files, lint_library
from agentdesk.responses.reading import Unreadable


def test_the_shipped_library_has_no_error_and_each_warning_its_reason() -> None:
    found = lint_library()
    assert found, "advice at least: closes without an open question"
    assert [each for each in found if each.severity == "E"] == []
    assert [each for each in found if each.severity == "W" and not each.accepted] == []


def test_a_shops_line_is_told_with_file_and_line(shop: Path) -> None:
    path = shop / "ours.toml"
    path.write_text(
        "# kettle week\n\n[kettle-week]\nsituations = ['out-of-stock']\nphase = 'middle'\nchannel = 'say'\n"
        "moves = ['act']\nwhy = 'kettle week'\n"
        "text.sv = 'Jag ringer dig snart om kokarens pris.'\ntext.en = \"Calm down, I'll look at the price.\"\n",
        encoding="utf-8",
    )
    found = {(each.rule, each.lang, each.line) for each in lint_files([path]) if each.severity == "E"}
    assert found == {("L3", "sv", 9), ("L7", "en", 10)}
    assert {each.file for each in lint_files([path])} == {str(path)}


def test_only_the_shops_own_texts_are_judged(shop: Path) -> None:
    path = shop / "ours.toml"
    path.write_text('[late-remedy.text]\nsv = "Du får 500 kr av på varan av mig."\n', encoding="utf-8")
    found = lint_files([path])
    assert {(each.id, each.lang) for each in found} == {("late-remedy", "sv")}
    assert {(each.rule, each.line) for each in found if each.severity == "E"} == {("L1", 2), ("L2", 2)}


def test_a_changed_concept_is_judged_with_its_shipped_texts(shop: Path) -> None:
    path = shop / "ours.toml"
    path.write_text('[late-remedy]\nslots = ["item"]\n', encoding="utf-8")
    assert "L1" in {each.rule for each in lint_files([path])}


def test_a_file_of_the_packages_own_shape_is_read_too(shop: Path) -> None:
    path = shop / "sv.toml"
    path.write_text(
        '[late-remedy]\ntext = "Lugna ner dig, jag tar {headroom_amount} av på {item.definite}."\n', encoding="utf-8"
    )
    assert {(each.rule, each.line) for each in lint_files([path]) if each.severity == "E"} == {("L7", 2)}


def test_a_file_that_cannot_be_used_says_where(shop: Path) -> None:
    path = shop / "ours.toml"
    path.write_text("[late-remedy]\ntext.sv = 1\n", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"ours.toml:2: \[late-remedy\] text"):
        lint_files([path])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[backorder-late]\ncues = ['sen', 3]\n", r"sv.toml:2: \[backorder-late\] cues: must be a list of texts"),
        ("\n[late]\ncues = ['sen']\n", r"sv.toml:3: \[late\] cues: has 'late', which is not known"),
        ("[moods.angri]\ncues = ['arg']\n", r"sv.toml:1: \[moods\] angri: has 'angri'"),
        ("[moods.angry]\ncue = ['arg']\n", r"sv.toml:2: \[moods.angry\] cue: is not a key"),
    ],
)
def test_cues_that_cannot_be_used_say_where(shop: Path, text: str, says: str) -> None:
    path = shop / "cues" / "sv.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=says):
        lint_files([path])


def test_a_shops_cues_of_the_right_shape_are_let_through(shop: Path) -> None:
    path = shop / "cues" / "sv.toml"
    path.parent.mkdir()
    text = "[backorder-late]\ncues = ['sen']\nhide = ['dröjer']\n[none]\ncues = ['fint väder']\n"
    path.write_text(text + "[moods.angry]\ncues = ['arg']\n", encoding="utf-8")
    assert lint_files([path]) == []

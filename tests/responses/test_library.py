"""The shipped library loads whole, and a shop's own files change it."""

import zlib
from pathlib import Path

import pytest

from agentdesk.responses.build import compiled, from_toml, sources
from agentdesk.responses.library import COMPILED, HERE, Library, load
from agentdesk.responses.model import LANGUAGES, Channel, Sensitivity
from agentdesk.responses.reading import Unreadable
from agentdesk.responses.shop import fingerprint


@pytest.fixture(scope="module")
def shipped() -> Library:
    return load()


def test_the_compiled_library_says_what_the_files_say(shipped: Library) -> None:
    written = from_toml(sources())
    assert shipped == written, "run: python -m agentdesk.responses.build"
    assert zlib.decompress((HERE / COMPILED).read_bytes()) == compiled(written)


def test_every_situation_has_lines_for_every_customer(shipped: Library) -> None:
    assert len(shipped.situations) == 39
    for slug in shipped.situations:
        fitting = shipped.fitting(slug)
        say = [each for each in fitting if each.channel is Channel.SAY]
        assert len(say) >= 3, slug
        assert any(each.channel is Channel.SEND for each in fitting), slug
        assert len([each for each in say if not each.slots]) >= 2, f"{slug}: a walk-in without an order"
        assert {each.phase for each in say} == {"open", "middle", "close"}, slug


def test_careful_situations_share_no_line_with_others(shipped: Library) -> None:
    for concept in shipped.concepts.values():
        kinds = {shipped.sensitivity(slug) for slug in concept.situations}
        if kinds != {Sensitivity.NONE}:
            assert len(kinds) == 1, concept.id
            assert "customer" not in concept.slots + concept.optional, concept.id
            assert concept.remedy is None, concept.id


def test_every_language_has_every_line(shipped: Library) -> None:
    assert set(shipped.lines) == set(LANGUAGES)
    for lang in LANGUAGES:
        assert set(shipped.lines[lang]) == set(shipped.concepts), lang


def test_a_line_that_says_a_hold_is_placed_waits_for_one(shipped: Library) -> None:
    done = {"late-queue-call", "soldout-sms", "refused-sms"}
    for concept in done:
        assert {"hold", "queue_place", "window"} & set(shipped.concepts[concept].slots), concept


# ---- a shop's own files


def write(shop: Path, text: str, name: str = "ours.toml") -> Path:
    path = shop / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_shop_changes_the_text_of_a_line(shop: Path) -> None:
    write(shop, '[late-remedy]\ntext.sv = "Du får {headroom_amount} av på {item.definite}."\nreviewed = true\n')
    line = load(shop).line("late-remedy", "sv")
    assert line is not None
    assert line.text == "Du får {headroom_amount} av på {item.definite}."
    assert line.reviewed
    assert line.origin.endswith("ours.toml")


def test_a_shop_hides_a_line(shop: Path) -> None:
    write(shop, "[how-did-it-go]\nhide = true\n")
    hidden = load(shop)
    assert "how-did-it-go" not in hidden.concepts
    assert all("how-did-it-go" not in texts for texts in hidden.lines.values())
    assert all(each.id != "how-did-it-go" for each in hidden.fitting("damaged"))


def test_a_shop_adds_a_line_of_its_own(shop: Path) -> None:
    write(
        shop,
        '[kettle-week]\nsituations = ["out-of-stock"]\nphase = "middle"\nchannel = "say"\nmoves = ["offer"]\n'
        'why = "kettle week"\n[kettle-week.text]\nsv = "Det är kokarvecka."\nen = "It is kettle week."\n',
    )
    changed = load(shop)
    assert changed.fitting("out-of-stock")[-1].id == "kettle-week"
    assert changed.line("kettle-week", "ja") is None
    english = changed.line("kettle-week", "en")
    assert english is not None
    assert english.text == "It is kettle week."


def test_a_shop_changes_one_fact_of_a_shipped_line(shop: Path, shipped: Library) -> None:
    write(shop, '[late-remedy]\nmoods = ["angry"]\n')
    changed = load(shop).concepts["late-remedy"]
    assert changed.moods == ("angry",)
    assert changed.remedy == shipped.concepts["late-remedy"].remedy


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[late-remedy]\nhidden = true\n", 2, "hidden: is not a key of this table"),
        ("\n\n[nobody]\nhide = true\n", 4, "hides a line that is not there"),
        ("[ours]\nsituations = ['out-of-stock']\n", 1, "text: is missing"),
        ("[ours]\ntext.sv = 'x'\n", 1, "situations: is missing"),
        ("[late-remedy]\nphase = 'open'\nmoods = [\n 'angri']\n", 3, "moods: has 'angri', which is not known"),
        ("[late-remedy]\ntext.xx = 'x'\n", 2, "text: has 'xx', which is not known"),
        ("[late-remedy]\nslots = ['iten']\n", 2, "slots: has 'iten', which is not known"),
        ("[late-remedy]\nslots = 3\n", 2, "slots: must be a list of texts"),
        ("[late-remedy]\ntext.sv = 'x'\nreviewed = 'yes'\n", 3, "reviewed: must be true or false"),
        ("[late-remedy]\nreviewed = true\n", 2, "reviewed: speaks of a text that is not here"),
        ("[Late]\nhide = true\n", 1, "is not an id"),
        ("late-remedy = 'x'\n", 1, "is not a table"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(shop: Path, text: str, line: int, says: str) -> None:
    path = write(shop, text)
    with pytest.raises(Unreadable) as caught:
        load(shop)
    assert caught.value.what.startswith(f"{path}:{line}:")
    assert says in caught.value.what
    assert caught.value.next


def test_broken_toml_names_the_file_and_the_line(shop: Path) -> None:
    path = write(shop, "[late-remedy]\ntext.sv = oops\n")
    with pytest.raises(Unreadable, match=r"line 2") as caught:
        load(shop)
    assert str(path) in caught.value.what


def test_a_change_in_the_shops_files_is_seen(shop: Path) -> None:
    assert fingerprint(None) == ()
    before = fingerprint(shop)
    path = write(shop, "", "cues/sv.toml")
    after = fingerprint(shop)
    assert before == ()
    assert len(after) == 1
    path.write_text("[none]\ncues = []\n", encoding="utf-8")
    assert fingerprint(shop) != after

"""Settings, limits and lines that somebody broke: the error names the file, and the line or the key; and paths that are none."""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Program
from tests.hostile.strings import NAMED, flood

from agentdesk.authority.shipping import shipped
from agentdesk.errors import InvalidInput
from agentdesk.settings import Settings, load_settings, settings_text

from .conftest import Figure
from .shop import SEED
from .test_hostile_files import FULL

LINES = """
[late-remedy]
text.en = "I take {headroom_amount} off for you."

[kettle-week]
situations = ["out-of-stock"]
phase = "middle"
channel = "say"
moves = ["offer"]
why = "kettle week"
gist = "offer another kettle"
text.en = "The kettles are on their way."
"""


def accident(text: str, chance: random.Random, hostile: list[str]) -> bytes:
    """A readable file after somebody edited it badly."""
    lines = text.splitlines()
    at = chance.randrange(len(lines))
    key, equals, _value = lines[at].partition("=")
    strange = chance.choice(hostile)
    choice = chance.randrange(9)
    if choice == 0:
        lines[at] = (
            f"{key}{equals} {chance.choice(('-1', '99999999999999999999', '1.5', 'true', '[]', '{}', 'nan', '2026-01-01'))}"
        )
    elif choice == 1:
        lines[at] = f'{key}{equals} "{strange}"'
    elif choice == 2:
        lines.insert(at, chance.choice(("what = 1", "[nobody]", "= 3", "x", '"', "a.b.c = 1", strange)))
    elif choice == 3:
        lines[at] = key
    elif choice == 4:
        lines.insert(at, lines[chance.randrange(len(lines))])
    elif choice == 5:
        del lines[at]
    elif choice == 6:
        lines[at] = lines[at].replace('"', "", 1)
    elif choice == 7:
        return "\n".join(lines).encode("utf-8", "surrogatepass")[: chance.randrange(len(text))]
    else:
        raw = bytearray("\n".join(lines).encode())
        raw[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(raw)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _keys(text: str) -> set[str]:
    return set(re.findall(r"^\s*\[?([\w.-]+)", text, re.MULTILINE))


def _broken(
    path: Path, text: str, load: Callable[[Path], str], count: int, raw_keys: set[str], known: str
) -> Counter[str]:
    """Break a file again and again; ``load`` returns the error in words, or nothing where the file still counts."""
    chance, hostile = random.Random(SEED), [*NAMED.values(), *flood(200, SEED)]
    came: Counter[str] = Counter()
    for _ in range(count):
        raw = accident(text, chance, hostile)
        path.write_bytes(raw)
        said = load(path)
        if not said:
            came["counts"] += 1
            continue
        named = set(re.findall(r"[\w.-]+", said)) & (raw_keys | _keys(raw.decode("utf-8", "replace")))
        assert path.name in said, (said, raw)
        assert "without a next step!" not in said, (said, raw)
        assert named or re.search(r"line \d+|position \d+|empty|missing|end of document", said), (said, raw)
        came["named"] += 1
    assert came["named"] > count // 4, known
    return came


def _settings(path: Path) -> str:
    try:
        load_settings(path)
    except InvalidInput as error:
        return f"{error.what} {error.next or 'without a next step!'}"
    return ""


@pytest.mark.parametrize("count", [400, pytest.param(10_000, marks=FULL)])
def test_broken_settings_name_the_file_and_the_key_or_line(tmp_path: Path, count: int, figure: Figure) -> None:
    text = settings_text(Settings())
    came = _broken(tmp_path / "desk.toml", text, _settings, count, _keys(text), "settings")
    figure(files=count, **came)


@pytest.mark.parametrize("count", [60, pytest.param(2_000, marks=FULL)])
def test_broken_limits_name_the_file_and_the_key_or_line(
    agentdesk: Program, tmp_path: Path, count: int, figure: Figure
) -> None:
    agentdesk.open_shop()

    def load(path: Path) -> str:
        done = agentdesk("limits", "check", str(path))
        assert "Traceback" not in agentdesk.messages
        assert agentdesk.status in (0, 2, 5), done
        return f"{done['error']['what']} {done['error']['next']}" if "error" in done else ""

    came = _broken(tmp_path / "limits.toml", shipped(), load, count, _keys(shipped()), "limits")
    figure(files=count, **came)


@pytest.mark.parametrize("count", [60, pytest.param(2_000, marks=FULL)])
def test_broken_lines_name_the_file_and_the_key_or_line(
    agentdesk: Program, tmp_path: Path, count: int, figure: Figure
) -> None:
    agentdesk.open_shop()

    def load(path: Path) -> str:
        done = agentdesk("lines", "lint", str(path))
        assert "Traceback" not in agentdesk.messages
        assert agentdesk.status in (0, 1, 2, 5), done
        if "error" in done:
            return f"{done['error']['what']} {done['error']['next']}"
        return " ".join(str(each) for each in done) if agentdesk.status else ""

    came = _broken(tmp_path / "lines.toml", LINES, load, count, _keys(LINES), "lines")
    figure(files=count, **came)


PATHS = {
    "a folder": "folder", "a device": "/dev/null", "nothing": "", "too long": "x" * 300, "under a file": "file/x.db",
    "a pipe": "pipe", "a dangling link": "dangling", "a link to the store": "link", "the store itself": "{store}",
    "its settings": "{settings}", "controls": "a\x1b[2Jb", "line break": "a\nb", "bidi": "a\u202eb", "dots": "../../x/../y/../..",
    "option": "--no-such", "wild": "*?[]", "no such folder": "no/such/folder/x.csv", "surrogate": "a\udcffb",
}  # fmt: skip
COMMANDS = {
    "export": ("log", "export", "--format", "csv", "-o", "{path}"),
    "import": ("import", "customers", "{path}"),
    "backup": ("backup", "{path}"),
    "restore": ("restore", "{path}", "--pin-stdin"),
    "store": ("--store", "{path}", "staff", "list"),
    "verify": ("log", "verify", "{path}"),
    "lint": ("lines", "lint", "{path}"),
    "limits": ("limits", "set", "{path}", "--pin-stdin"),
    "customer": ("customer", "export", "K1", "-o", "{path}"),
}  # fmt: skip


def test_hostile_paths_are_refused_and_the_store_is_as_it_was(
    agentdesk: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    import os

    from tests.hostile.test_command_line import RAW

    agentdesk.open_shop("Aino")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))  # error files, should there be any
    (work / "folder").mkdir()
    (work / "file").write_text("no folder")
    os.mkfifo(work / "pipe")
    (work / "dangling").symlink_to(work / "nowhere")
    (work / "link").symlink_to(agentdesk.store)
    settings = agentdesk.store.with_suffix(".toml")
    before, staff = settings.read_bytes(), [each["name"] for each in agentdesk("staff", "list")]
    came: Counter[str] = Counter()
    for name, words in COMMANDS.items():
        for what, path in PATHS.items():
            if what == "a pipe" and name not in ("backup", "export", "store", "customer"):
                continue  # reading a pipe waits for somebody to write
            given = path.format(store=agentdesk.store, settings=settings)
            agentdesk(*(word.format(path=given) for word in words), stdin="482915\n")
            where = (name, what, agentdesk.status, agentdesk.messages)
            assert agentdesk.status in (0, 1, 2, 4, 5), where
            assert "Traceback" not in agentdesk.messages, where
            assert "should not (error" not in agentdesk.messages, where
            assert not RAW.search(agentdesk.messages), where
            came[f"{name}: {'refused' if agentdesk.status else 'done'}"] += 1
            assert [each["name"] for each in agentdesk("staff", "list")] == staff, where
            assert settings.read_bytes() == before, where
    assert agentdesk("doctor") is not None
    figure(tried=sum(came.values()), **came)

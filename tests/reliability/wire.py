"""The real program in a real terminal, fed with hostile text: what it puts on the wire, and whether it is still there."""

import base64
import os
import re
import select
import sys
import time
from pathlib import Path

from tests.hostile.poison import OURS
from tests.hostile.strings import NAMED
from tests.patience import PATIENCE
from tests.terminal import KEYS, Terminal

# a bell by itself is the program's own: it rings where the box is full
_LEFT = re.compile("[\x00-\x06\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_SEQUENCES = re.compile("[\x1b\x9b\x9d][^\x1b\x9b\x9d]{5,}")
# what the desk itself puts on the clipboard: a line to send; never what hostile text would put there
_COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/]*=*)(?:\x07|\x1b\\)")
_BEGUN = re.compile(r"\x1b\]52;c;[A-Za-z0-9+/]*=*\x1b?\Z")  # its end is not read yet
_THEIRS = frozenset(re.findall(r"52;c;([A-Za-z0-9+/]+=*)", " ".join(NAMED.values())))
_KEYS = KEYS | {"ctrl+u": "\x15"}
_HALF_A_KEY = 0.01  # seconds after which a sequence that was begun and not ended counts as keys

# how each field is reached from an idle desk with a customer; ctrl+p finds an action by its title
DESK_FIELDS: dict[str, tuple[str, ...]] = {
    "find": ("F2",), "say": ("F3",), "hold": ("F4",), "remedy": ("F5",), "promise": ("F6",), "all actions": ("ctrl+p",),
    "finish": ("F12",), "edit a line": ("F3", "sen kokare arg", "Right"),
    "hold, item known": ("F4", "Enter"), "remedy, value known": ("F5", "100", "Enter"),
    "remedy above authority": ("F5", "9999", "Enter", "Enter"),
    **{
        title: ("ctrl+p", title, "Enter")
        for title in (
            "receive a delivery", "call list", "hand out", "what is owed", "new customer", "edit the customer", "merge the",
            "note on this", "what was handed", "export this",
        )
    },
    "new customer, then more": ("ctrl+p", "new customer", "Enter", "Nomen Nescio", "Enter"),
}  # fmt: skip
WATCH_FIELDS: dict[str, tuple[str, ...]] = {
    "filter": ("4", "/"), "code": ("c",), "export": ("e",), "names": ("m",), "views": ("1",),
}  # fmt: skip


# no key comes too early: half of these would be dropped behind a surprise that nobody reads here
_PROGRAM = (
    "from agentdesk.desk import ahead; ahead.REACTION = -float('inf'); from agentdesk.cli.__main__ import main; main()"
)


def _without_a_line(copied: re.Match[str]) -> str:
    text = base64.b64decode(copied[1]).decode()
    return copied[0] if copied[1] in _THEIRS or _LEFT.search(text) else ""


class Wire:
    """One program in one terminal, its output kept as bytes and looked through for what is not its own."""

    def __init__(self, store: Path, *words: str) -> None:
        self._terminal = Terminal(
            [sys.executable, "-c", _PROGRAM, "--store", str(store), *words], env={"ESCDELAY": "5"}
        )
        self._master = self._terminal._master
        self._bytes = bytearray()
        self.seen = 0  # bytes looked through in all
        self._typed: list[str] = []
        self._asked = 0

    def wait_for(self, words: str) -> None:
        """Wait for the first picture."""
        until = time.monotonic() + PATIENCE
        while words.encode() not in self._bytes:
            assert time.monotonic() < until, self._bytes[-2000:]
            self._read(0.1)

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:
            return False
        self._bytes += data
        return bool(data)

    def press(self, *keys: str) -> None:
        """Press keys in one breath."""
        self._send("".join(_KEYS.get(key, key) for key in keys).encode())

    def answers(self, *keys: str) -> bool:
        """Say whether the program, after everything so far, takes these keys and shows the word typed behind them."""
        self._asked += 1
        mark = f"§{self._asked}"
        time.sleep(_HALF_A_KEY)
        before = len(self._bytes)
        self.press(*keys, mark)
        until = time.monotonic() + PATIENCE
        while mark not in OURS.sub("", self._bytes[before:].decode("utf-8", "replace")):
            if time.monotonic() > until or not self.alive:
                return False
            self._read(0.1)
        return True

    def paste(self, text: str) -> None:
        """Paste a text as a terminal does; it strips the end of the bracket from what is pasted."""
        self._typed.append(text)
        raw = text.encode("utf-8", "surrogatepass").replace(b"\x1b[201~", b"")
        self._send(b"\x1b[200~" + raw + b"\x1b[201~")

    def type(self, text: str) -> None:
        """Send a text as if it were typed, escape codes and all, without the key that leaves."""
        self._typed.append(text)
        self._send(text.replace("\x11", "").replace("\x03", "").encode("utf-8", "surrogatepass"))
        time.sleep(_HALF_A_KEY)

    def _send(self, data: bytes) -> None:
        for at in range(0, len(data), 2048):
            _, ready, _ = select.select([], [self._master], [], PATIENCE)
            assert ready, "the program takes no more keys"
            os.write(self._master, data[at : at + 2048])
            while self._read(0):
                pass

    def foreign(self) -> str:
        """Look through what came since the last time; returns what is none of the program's own, or nothing."""
        said = self._bytes.decode("utf-8", "replace")
        under_way = _BEGUN.search(said)
        if under_way is not None:
            said = said[: under_way.start()]
        self.seen += len(said.encode())
        self._bytes = bytearray(under_way[0].encode() if under_way else b"")
        typed, self._typed = self._typed, []
        rest = OURS.sub("", _COPIED.sub(_without_a_line, said))
        rest = re.sub(r"\x1b(\[[0-9;?]*)?\Z", "", rest)  # the last one may be under way
        if found := _LEFT.search(rest):
            return repr(rest[max(0, found.start() - 30) : found.start() + 30])
        return next((repr(part) for text in typed for part in _SEQUENCES.findall(text) if part[:24] in said), "")

    @property
    def alive(self) -> bool:
        """Whether the program still runs."""
        return self._terminal.process.poll() is None

    def close(self) -> None:
        """End it."""
        self._terminal.__exit__(None, None, None)

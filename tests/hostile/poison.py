"""A store full of hostile text, and what of it reached a terminal."""

import re

from agentdesk.store import Actor, Store

RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def poison(store: Store, text: str) -> None:
    """Put a text into everything the desk shows, past every check that guards the way in."""
    text = text.encode("utf-8", "replace").decode()  # SQLite itself takes no surrogates
    with store.act(Actor()) as act:
        act.execute(
            "UPDATE customers SET name = ?, kana = ?, company = ?, email = ?, notes = ?, banner = ?, city = ?, language = ?",
            (text, text, text + "x", text, text, text, text, "sv"),
        )
        act.execute("UPDATE phones SET text = ?", (text,))
        act.execute("UPDATE products SET name = ?, supplier = ?", (text, text))
        act.execute("UPDATE order_lines SET name = ?", (text,))
        act.execute("UPDATE orders SET status = ?", (text,))
        act.execute("UPDATE promises SET what = ?", (text,))
        act.execute("UPDATE contacts SET note = ?, outcome = ?", (text, text))
        act.execute("UPDATE staff SET name = ? || id", (text[:200],))


# what a terminal program writes: text, line ends, and sequences that move, colour, ask for a mode or for a colour
OURS = re.compile(
    r"\x1b\[[0-9;?<>=:$ ]*[@-~]|\x1b[=>78MP]|\x1b\([A-Z0-9]|\x1bP[^\x1b]*\x1b\\|\x1b\](?:1[01];\?|22;default)(?:\x07|\x1b\\)"
)


def foreign_on(wire: bytes, text: str) -> str | None:
    """Return what on the wire a hostile text may have put there, or None."""
    said = wire.decode("utf-8", "replace")
    rest = re.sub(r"\x1b(\[[0-9;?]*)?\Z", "", OURS.sub("", said))  # the last one may be under way
    found = re.search("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
    if found:
        return repr(rest[max(0, found.start() - 20) : found.start() + 20])
    return text if RAW.search(text) and text in said else None
